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
  const encoding = encodingOfBytes(bytes);
  const decoder = decoderOf(encoding);
  const text = decoder.write(bytes) + decoder.end();
  const nul = text.indexOf('\0');
  if (nul !== -1) {
    throw new DocumentError(
      'NUL_CHARACTER',
      `Holds a NUL character in line ${lineAt(text, nul)}; text has none`,
    );
  }
  if (text.trim() === '') throw new DocumentError('EMPTY_FILE', 'The file is empty');
  if (encoding.by !== 'guess') return { text, bytes, warnings: [] };
  const reason = `Not UTF-8: ${describeFirstBadByte(bytes)}`;
  // Programs and pictures have what no text has.
  const controls = text.replace(/[\s\u007f-\u009f]/g, '').match(/\p{Cc}/u);
  if (controls) throw new DocumentError('ENCODING_INVALID', reason);
  return { text, bytes, warnings: [guessedEncoding(encoding, reason)] };
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
