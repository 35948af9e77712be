import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { decoderOf, encodingOfBytes, guessedEncoding } from './bytes/encoding.ts';
import { describeFirstBadByte, lineAt } from './bytes/faulty-bytes.ts';
import { Input } from './bytes/input.ts';
import { DocumentError, type Warning } from './document.ts';

/** Of a file that is one document, unpacked. */
const sizeLimit = 20_000_000;

/**
 * The text of a file in whatever encoding, without a byte order mark, and the bytes it was read from.
 *
 * @throws DocumentError
 */
export async function readText(file: string): Promise<{ text: string; bytes: Buffer; warnings: Warning[] }> {
  const bytes = await readBytes(file);
  const kind = kindOfBinary(bytes);
  if (kind !== null)
    throw new DocumentError('NOT_TEXT', `It is no text file, whatever its name: it begins as ${kind} does`);
  const encoding = encodingOfBytes(bytes);
  const decoder = decoderOf(encoding);
  const text = decoder.write(bytes) + decoder.end();
  const nul = text.indexOf('\0');
  if (nul !== -1) throw holdsNul(text, nul, encoding.by === 'guess');
  if (text.trim() === '') throw new DocumentError('EMPTY_FILE', 'The file is empty');
  if (encoding.by !== 'guess') return { text, bytes, warnings: [] };
  const reason = `Not UTF-8: ${describeFirstBadByte(bytes)}`;
  if (hasControls(text)) throw new DocumentError('ENCODING_INVALID', reason);
  return { text, bytes, warnings: [guessedEncoding(encoding, reason)] };
}

/** What a file that is no text seems to be, by how such files begin, in Latin-1. */
const binaries: Readonly<Record<string, string>> = {
  '%PDF-': 'a PDF',
  'PK\x03\x04': 'a ZIP archive (as .docx, .odt and .epub are)',
  '\x89PNG': 'a PNG picture',
  GIF87a: 'a GIF picture',
  GIF89a: 'a GIF picture',
  '\xff\xd8\xff': 'a JPEG picture',
  '\x7fELF': 'a program (ELF)',
};

function kindOfBinary(bytes: Buffer): string | null {
  const start = bytes.toString('latin1', 0, 8);
  return Object.entries(binaries).find(([mark]) => start.startsWith(mark))?.[1] ?? null;
}

/** A text with a slip, or no text at all. */
function holdsNul(text: string, at: number, isGuessed: boolean): DocumentError {
  const line = lineAt(text, at);
  if (!isGuessed && !hasControls(text.replaceAll('\0', '')))
    return new DocumentError('NUL_CHARACTER', `Holds a NUL character in line ${line}; text has none`);
  const message = `It is no text file, whatever its name: it holds a NUL character in line ${line}, and other characters that text has not`;
  return new DocumentError('NOT_TEXT', message);
}

/** Programs and pictures have what no text has. */
function hasControls(text: string): boolean {
  return /\p{Cc}/u.test(text.replace(/[\s\u007f-\u009f]/g, ''));
}

async function readBytes(file: string): Promise<Buffer> {
  using input = new Input(file);
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of input.chunks()) {
    size += chunk.length;
    if (size > sizeLimit)
      throw new DocumentError(
        'FILE_TOO_LARGE',
        `It has more than ${sizeLimit} bytes, which is all that is read`,
      );
    chunks.push(Buffer.from(chunk));
  }
  return Buffer.concat(chunks);
}

/** SHA-256, hexadecimal. */
export function contentHashOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Whether a file has the content of that hash, whatever else the hash holds: one that is gone has not. */
export async function hasContent(file: string, contentHash: string): Promise<boolean> {
  try {
    return contentHashOf(await readBytes(file)) === contentHash.split(' ', 1)[0];
  } catch {
    return false;
  }
}

export async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}
