import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { DocumentError } from './document.ts';

export const formats = ['auto', 'markdown', 'text'] as const;
export type Format = (typeof formats)[number];

const formatOfExtension: Readonly<Record<string, Exclude<Format, 'auto'>>> = {
  '.md': 'markdown',
  '.markdown': 'markdown',
  '.mdown': 'markdown',
  '.txt': 'text',
  '.text': 'text',
};
const sizeLimit = 20_000_000;

/** A file to read, or why there is none. */
export type FoundFile =
  { path: string; format: Exclude<Format, 'auto'> } | { path: string; error: DocumentError };

/**
 * The files of what was named, sorted within each folder. In folders, files of other kinds and hidden ones are
 * passed over; a file that is named itself is read or said to be unusable.
 */
export async function findFiles(sources: readonly string[], format: Format): Promise<FoundFile[]> {
  const files = new Map<string, FoundFile>();
  for (const source of sources) {
    for (const file of await findIn(path.resolve(source), format)) files.set(file.path, file);
  }
  return [...files.values()];
}

async function findIn(source: string, format: Format): Promise<FoundFile[]> {
  let real: string;
  let isFolder: boolean;
  try {
    real = await realpath(source);
    isFolder = (await stat(real)).isDirectory();
  } catch (error) {
    return [{ path: source, error: unreadable(error) }];
  }
  if (!isFolder) return [withFormat(real, format) ?? { path: real, error: unknownFormat(real) }];
  const entries = await readdir(real, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter(
      (file) =>
        !path
          .relative(real, file)
          .split(path.sep)
          .some((part) => part.startsWith('.') || part === 'node_modules'),
    )
    .sort()
    .flatMap((file) => withFormat(file, format) ?? []);
  if (files.length > 0) return files;
  const kinds = Object.keys(formatOfExtension).join(', ');
  return [
    {
      path: real,
      error: new DocumentError('EMPTY_FOLDER', `The folder holds no file that can be read (${kinds})`),
    },
  ];
}

function withFormat(file: string, format: Format): FoundFile | null {
  const byName = formatOfExtension[path.extname(file).toLowerCase()];
  if (format !== 'auto') return { path: file, format };
  return byName ? { path: file, format: byName } : null;
}

function unknownFormat(file: string): DocumentError {
  const kinds = Object.keys(formatOfExtension).join(', ');
  return new DocumentError(
    'FORMAT_UNKNOWN',
    `${path.extname(file) || 'A name without extension'} tells no format; known are ${kinds}, or say --format`,
  );
}

/**
 * The text of a file. A byte order mark is dropped.
 *
 * @throws DocumentError
 */
export async function readText(file: string): Promise<{ text: string; bytes: Buffer }> {
  let bytes: Buffer;
  try {
    const { size } = await stat(file);
    if (size > sizeLimit) throw new DocumentError('FILE_TOO_LARGE', `${size} bytes; at most ${sizeLimit}`);
    bytes = await readFile(file);
  } catch (error) {
    throw error instanceof DocumentError ? error : unreadable(error);
  }
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
      `Holds a NUL character in line ${lineOf(text, nul)}; text has none`,
    );
  }
  if (text.trim() === '') throw new DocumentError('EMPTY_FILE', 'The file is empty');
  return { text, bytes };
}

function describeFirstBadByte(bytes: Buffer): string {
  const good = new TextDecoder('utf-8').decode(bytes).split('\ufffd', 1)[0] ?? '';
  const at = Buffer.byteLength(good);
  return `byte 0x${(bytes[at] ?? 0).toString(16).padStart(2, '0')} in line ${lineOf(good, good.length)}`;
}

function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

function unreadable(error: unknown): DocumentError {
  const code = error instanceof Error && 'code' in error ? error.code : '';
  if (code === 'ENOENT') return new DocumentError('NOT_FOUND', 'There is no such file or folder');
  return new DocumentError('UNREADABLE', error instanceof Error ? error.message : String(error));
}
