import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { DocumentError } from './document.ts';

const sizeLimit = 20_000_000;

/**
 * The text of a file, and the bytes it was read from. A byte order mark is dropped.
 *
 * @throws DocumentError
 */
export async function readText(file: string): Promise<{ text: string; bytes: Buffer }> {
  const bytes = await readBytes(file);
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new DocumentError('ENCODING_INVALID', `Not UTF-8: ${describeFirstBadByte(bytes)}`);
  }
  const nul = text.indexOf('\0');
  if (nul !== -1) {
    throw new DocumentError(
      'NUL_CHARACTER',
      `Holds a NUL character in line ${lineAt(text, nul)}; text has none`,
    );
  }
  if (text.trim() === '') throw new DocumentError('EMPTY_FILE', 'The file is empty');
  return { text, bytes };
}

async function readBytes(file: string): Promise<Buffer> {
  try {
    const { size } = await stat(file);
    if (size > sizeLimit) throw new DocumentError('FILE_TOO_LARGE', `${size} bytes; at most ${sizeLimit}`);
    return await readFile(file);
  } catch (error) {
    throw error instanceof DocumentError ? error : unreadable(error);
  }
}

/** SHA-256, hexadecimal. */
export function contentHashOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Whether a file has that content: one that is gone has not. */
export async function hasContent(file: string, contentHash: string): Promise<boolean> {
  try {
    return contentHashOf(await readBytes(file)) === contentHash;
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

/** What the file system said, as a reason why a document cannot be used. */
export function unreadable(error: unknown): DocumentError {
  const code = error instanceof Error && 'code' in error ? error.code : '';
  if (code === 'ENOENT') return new DocumentError('NOT_FOUND', 'There is no such file or folder');
  return new DocumentError('UNREADABLE', error instanceof Error ? error.message : String(error));
}

/** @param line the number of the first line of these bytes */
export function describeFirstBadByte(bytes: Buffer, line = 1): string {
  // Where bytes are no character, decoding puts another one, so that encoding again gives other bytes there.
  const again = Buffer.from(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes));
  let at = 0;
  while (bytes[at] === again[at]) at++;
  const byte = (bytes[at] ?? 0).toString(16).padStart(2, '0');
  return `byte 0x${byte} in line ${line - 1 + lineAt(bytes.toString('latin1'), at)}`;
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}
