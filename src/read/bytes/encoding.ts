import { isUtf8 } from 'node:buffer';
import { analyse } from 'chardet';
import iconv from 'iconv-lite';
import type { Warning } from '../document.ts';
import type { Chunks } from './input.ts';

/** How a file's bytes are characters. */
export interface Encoding {
  /** As the web calls it, else as iconv-lite does, in lower case. */
  name: string;
  /** What tells it; what is `guessed` should be said to the reader. */
  by: 'byte order mark' | 'bytes' | 'declaration' | 'guess';
  /** UTF-8 in which single bytes are none: they are read as windows-1252, which is where such come from. */
  isMixed: boolean;
}

/** How much is looked at for a declaration, and for a guess, in bytes. */
const headLength = 1 << 16;
/** Where a declaration may stand. */
const declarationLength = 4096;

/**
 * Finds out the encoding: by a byte order mark; by the bytes themselves where they are UTF-16, UTF-32 or UTF-8 without a fault
 * (which hardly happens by chance: a declaration that says otherwise was forgotten); by the declaration of XML or HTML; by
 * guessing (ICU's method).
 */
export async function findEncoding(chunks: Chunks): Promise<Encoding> {
  const scan = new Utf8Scan();
  const heads: Buffer[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    if (length < headLength) heads.push(Buffer.from(chunk.subarray(0, headLength - length)));
    length += chunk.length;
    scan.push(chunk);
    // Whatever follows, so much is no UTF-8 with slips.
    if (scan.isHopeless && scan.faults > 1000) break;
  }
  return encodingOf(Buffer.concat(heads), scan);
}

/** The encoding of bytes that are at hand. */
export function encodingOfBytes(bytes: Buffer): Encoding {
  const head = bytes.subarray(0, headLength);
  if (isUtf8(bytes)) return encodingOf(head, { faults: 0, isHopeless: false });
  const scan = new Utf8Scan();
  scan.push(bytes);
  return encodingOf(head, scan);
}

function encodingOf(head: Buffer, scan: Pick<Utf8Scan, 'faults' | 'isHopeless'>): Encoding {
  const marked = byteOrderMark(head) ?? wideCharacters(head);
  if (marked) return { ...marked, isMixed: marked.name === 'utf-8' && scan.faults > 0 };
  const declared = declaredEncoding(head);
  // ISO-2022, HZ and UTF-7 write everything in ASCII.
  const isEscaped = declared !== null && /^(?:iso-2022|hz|utf-?7)/.test(declared);
  if (scan.faults === 0 && !isEscaped) return { name: 'utf-8', by: 'bytes', isMixed: false };
  if (declared !== null && declared !== 'utf-8') return { name: declared, by: 'declaration', isMixed: false };
  if (!scan.isHopeless) return { name: 'utf-8', by: 'guess', isMixed: true };
  return { name: guess(head), by: 'guess', isMixed: false };
}

/** @param reason why it had to be guessed */
export function guessedEncoding({ name, isMixed }: Encoding, reason: string): Warning {
  const taken = isMixed ? 'UTF-8 with slips of windows-1252' : name;
  const message = `${reason}; it is read as ${taken}`;
  return { item: 'encoding', code: 'ENCODING_GUESSED', message, isOfFile: true };
}

function byteOrderMark(head: Buffer): Pick<Encoding, 'name' | 'by'> | null {
  const by = 'byte order mark';
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return { name: 'utf-8', by };
  if (head[0] === 0xff && head[1] === 0xfe)
    return { name: head[2] === 0 && head[3] === 0 ? 'utf-32le' : 'utf-16le', by };
  if (head[0] === 0xfe && head[1] === 0xff) return { name: 'utf-16be', by };
  if (head[0] === 0 && head[1] === 0 && head[2] === 0xfe && head[3] === 0xff) return { name: 'utf-32be', by };
  return null;
}

/** ASCII at the beginning, as all mark-up begins, in two or four bytes a character. */
function wideCharacters(head: Buffer): Pick<Encoding, 'name' | 'by'> | null {
  const zeros = [...head.subarray(0, 4)].map((byte) => (byte === 0 ? '0' : '1')).join('');
  const name = { '1000': 'utf-32le', '0001': 'utf-32be', '1010': 'utf-16le', '0101': 'utf-16be' }[zeros];
  return name === undefined ? null : { name, by: 'bytes' };
}

/** What the XML declaration says, else a `<meta>`; null where neither does. */
function declaredEncoding(head: Buffer): string | null {
  const first = head.subarray(0, declarationLength);
  if (!first.includes('<')) return null;
  const start = first.toString('latin1');
  const xml = /^\s*<\?xml\b[^>]*?\bencoding\s*=\s*["']\s*([\w.:-]+)/i.exec(start);
  const meta = /<meta\b[^>]*?\bcharset\s*=\s*["']?\s*([\w.:-]+)/i.exec(start);
  const name = (xml ?? meta)?.[1]!.toLowerCase() ?? null;
  // Who declares UTF-16 in ASCII cannot mean it.
  return name === null || /^(?:utf-?16|utf-?32|ucs-?[24])/.test(name) ? null : canonicalName(name);
}

/** What the web takes a label for, which is often a larger relative; null for what is no encoding. */
function canonicalName(label: string): string | null {
  try {
    const { encoding } = new TextDecoder(label);
    return encoding === 'gbk' ? 'gb18030' : encoding;
  } catch {
    return iconv.encodingExists(label) ? label : null;
  }
}

/**
 * Mark-up and words in ASCII say nothing of it and look like English: what ICU's method makes of the rest counts, of the text as a
 * whole and of its words with other bytes in them.
 */
function guess(head: Buffer): string {
  const text = head.toString('latin1').replace(/<[^>]*>/g, ' ');
  const words = text.match(/[a-z\x80-\xff]*[\x80-\xff][a-z\x80-\xff]*/gi)?.join(' ') ?? '';
  const scores = new Map<string, number>();
  for (const sample of [text, words]) {
    for (const { name, confidence } of analyse(Buffer.from(sample, 'latin1'))) {
      const known = canonicalName(name.toLowerCase());
      // The Baltic one is taken for Finnish.
      const weight = known === 'windows-1257' ? 0.8 : 1;
      if (known !== null && known !== 'utf-8')
        scores.set(known, (scores.get(known) ?? 0) + confidence * weight);
    }
  }
  const [best] = [...scores].sort(([, one], [, other]) => other - one);
  return best && best[1] >= 10 ? best[0] : 'windows-1252';
}

/** Turns the bytes of a file into text, piece by piece; without a byte order mark. */
export interface Decoder {
  write(bytes: Buffer): string;
  /** What is left; a character that the file's end cuts is dropped. */
  end(): string;
}

export function decoderOf({ name, isMixed }: Encoding): Decoder {
  if (name !== 'utf-8' && iconv.encodingExists(name)) {
    const decoder = iconv.getDecoder(name, { stripBOM: true });
    return {
      write: (bytes) => decoder.write(bytes),
      end: () => decoder.end()?.replace(/\ufffd+$/, '') ?? '',
    };
  }
  if (isMixed) return new MixedDecoder();
  const decoder = new TextDecoder(name);
  return { write: (bytes) => decoder.decode(bytes, { stream: true }), end: () => '' };
}

/** Reads bytes that are no UTF-8 among others that are as windows-1252. */
class MixedDecoder implements Decoder {
  #rest: Buffer = Buffer.alloc(0);
  #isFirst = true;

  write(chunk: Buffer): string {
    const bytes = Buffer.concat([this.#rest, chunk]);
    let text = '';
    let start = 0;
    let at = 0;
    while (at < bytes.length) {
      const length = sequenceLength(bytes, at);
      if (length > 0) at += length;
      else if (length < 0) break;
      else {
        text += bytes.toString('utf8', start, at) + iconv.decode(bytes.subarray(at, at + 1), 'windows-1252');
        start = ++at;
      }
    }
    text += bytes.toString('utf8', start, at);
    this.#rest = Buffer.from(bytes.subarray(at));
    const isMarked = this.#isFirst && text.startsWith('\ufeff');
    if (text !== '') this.#isFirst = false;
    return isMarked ? text.slice(1) : text;
  }

  end(): string {
    return '';
  }
}

/**
 * How many bytes the character at that place has.
 *
 * @returns 0 where there is none; -1 where the bytes end within it
 */
function sequenceLength(bytes: Buffer, at: number): number {
  const first = bytes[at]!;
  if (first < 0x80) return 1;
  const length = first >= 0xf0 && first <= 0xf4 ? 4 : first >= 0xe0 ? 3 : first >= 0xc2 ? 2 : 0;
  if (length === 0 || first > 0xf4) return 0;
  for (let i = 1; i < length; i++) {
    const byte = bytes[at + i];
    if (byte === undefined) return -1;
    if (byte < 0x80 || byte > 0xbf) return 0;
    if (i > 1) continue;
    // Longer than need be, half a surrogate pair, or beyond Unicode.
    const isOut =
      (first === 0xe0 && byte < 0xa0) ||
      (first === 0xed && byte > 0x9f) ||
      (first === 0xf0 && byte < 0x90) ||
      (first === 0xf4 && byte > 0x8f);
    if (isOut) return 0;
  }
  return length;
}

/** Counts what is UTF-8 and what is not. */
class Utf8Scan {
  /** Characters of several bytes. */
  #sequences = 0;
  #rest: Buffer = Buffer.alloc(0);
  faults = 0;

  /** Whether there is no taking it for UTF-8 with slips. */
  get isHopeless(): boolean {
    return this.faults > this.#sequences;
  }

  push(chunk: Buffer): void {
    const bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    let at = 0;
    while (at < bytes.length) {
      if (bytes[at]! < 0x80) {
        at++;
        continue;
      }
      const length = sequenceLength(bytes, at);
      if (length < 0) break;
      if (length > 0) this.#sequences++;
      else this.faults++;
      at += Math.max(length, 1);
    }
    this.#rest = Buffer.from(bytes.subarray(at));
  }
}
