import { DocumentError } from '../document.ts';
import { describeFirstBadByte } from './faulty-bytes.ts';
import type { Input } from './input.ts';

/**
 * The file's text in pieces, without a byte order mark.
 *
 * @throws DocumentError at the first byte that is not UTF-8
 */
export async function* readTextChunks(input: Input): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let line = 1;
  let rest: Buffer = Buffer.alloc(0);
  let isFirst = true;
  const decode = (bytes: Buffer): string => {
    try {
      return decoder.decode(bytes);
    } catch {
      throw new DocumentError('ENCODING_INVALID', `Not UTF-8: ${describeFirstBadByte(bytes, line)}`);
    }
  };
  for await (const chunk of input.chunks()) {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const end = bytes.length - incompleteTail(bytes);
    const text = decode(bytes.subarray(0, end));
    rest = Buffer.from(bytes.subarray(end));
    for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) line++;
    if (text === '') continue;
    yield isFirst && text.startsWith('\ufeff') ? text.slice(1) : text;
    isFirst = false;
  }
  decode(rest);
}

/** How many bytes at the end begin a character that goes on in the next chunk. */
function incompleteTail(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back]!;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return back < (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) ? back : 0;
  }
  return 0;
}

/** A line of a file: its bytes without the line feed, or null where it is longer than is allowed. */
export interface ByteLine {
  /** Counts from 1. */
  number: number;
  bytes: Buffer | null;
}

/** @param limit of a line's bytes: of longer ones nothing is kept */
export async function* readLines(input: Input, limit: number): AsyncGenerator<ByteLine> {
  let pieces: Buffer[] = [];
  let length = 0;
  let number = 1;
  const keep = (piece: Buffer): void => {
    length += piece.length;
    if (length > limit) pieces = [];
    else pieces.push(piece);
  };
  const finish = (): ByteLine => {
    const line = { number, bytes: length > limit ? null : Buffer.concat(pieces) };
    pieces = [];
    length = 0;
    number++;
    return line;
  };
  for await (const chunk of input.chunks()) {
    let start = 0;
    for (let end = chunk.indexOf(0x0a); end !== -1; end = chunk.indexOf(0x0a, start)) {
      keep(chunk.subarray(start, end));
      yield finish();
      start = end + 1;
    }
    // The chunk's memory is used again.
    keep(Buffer.from(chunk.subarray(start)));
  }
  if (length > 0) yield finish();
}
