import type { Dirent } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { DocumentError } from './document.ts';
import { unreadable } from './read-text.ts';

export const formats = ['auto', 'markdown', 'text', 'feed', 'jsonl'] as const;
export type Format = (typeof formats)[number];
export type FileFormat = Exclude<Format, 'auto'>;

const formatOfExtension: Readonly<Record<string, FileFormat>> = {
  '.md': 'markdown',
  '.markdown': 'markdown',
  '.mdown': 'markdown',
  '.txt': 'text',
  '.text': 'text',
  '.json': 'feed',
  '.jsonl': 'jsonl',
  '.ndjson': 'jsonl',
};
const extensions = Object.keys(formatOfExtension).join(', ');
/** In bytes; a path must fit an index. */
const pathLimit = 2000;
const isAddress = /^https?:\/\//i;

export interface FoundFiles {
  files: FoundFile[];
  /** The real paths of what was named and is there: what was below before and is not now is gone. */
  roots: string[];
}

/** A file to read, or why there is none. */
export type FoundFile =
  { path: string; format: FileFormat; bytes: number } | { path: string; error: DocumentError };

/**
 * The files of what was named, each once, by its real path; those of a folder in the order of their names. In
 * folders, files of other kinds, hidden ones, node_modules and links to folders are passed over; a file that is
 * named itself is read or said to be unusable.
 */
export async function findFiles(sources: readonly string[], format: Format): Promise<FoundFiles> {
  const files = new Map<string, FoundFile>();
  const roots = [];
  for (const source of sources) {
    const found = isAddress.test(source)
      ? [refusedAddress(source)]
      : await findNamed(path.resolve(source), format);
    for (const file of found) files.set(file.path, file);
    if (found.some((file) => !('error' in file))) roots.push(await realpath(source));
  }
  return { files: [...files.values()], roots };
}

function refusedAddress(source: string): FoundFile {
  return {
    path: source,
    error: new DocumentError('ADDRESS_GIVEN', 'An address; only files and folders are read'),
  };
}

async function findNamed(source: string, format: Format): Promise<FoundFile[]> {
  let real: string;
  try {
    real = await realpath(source);
    if (!(await stat(real)).isDirectory()) return [await foundFile(real, format)];
  } catch (error) {
    return [{ path: source, error: unreadable(error) }];
  }
  const files = await findBelow(real, format);
  if (files.length > 0) return files;
  const reason = `The folder holds no file that can be read (${extensions})`;
  return [{ path: real, error: new DocumentError('EMPTY_FOLDER', reason) }];
}

async function findBelow(folder: string, format: Format): Promise<FoundFile[]> {
  let entries: Dirent[];
  try {
    entries = await readdir(folder, { withFileTypes: true });
  } catch (error) {
    return [{ path: folder, error: unreadable(error) }];
  }
  const found = [];
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (entry.name.startsWith('.') || entry.name === 'node_modules') continue;
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) found.push(...(await findBelow(file, format)));
    else if (formatByName(file)) found.push(...(await findEntry(file, format)));
  }
  return found;
}

async function findEntry(file: string, format: Format): Promise<FoundFile[]> {
  try {
    const real = await realpath(file);
    return (await stat(real)).isDirectory() ? [] : [await foundFile(real, format, file)];
  } catch (error) {
    return [{ path: file, error: unreadable(error) }];
  }
}

/** @param name tells the format: a link's, where one leads to the file */
async function foundFile(file: string, format: Format, name = file): Promise<FoundFile> {
  const error = (code: string, message: string) => ({ path: file, error: new DocumentError(code, message) });
  const named = format === 'auto' ? formatByName(name) : format;
  if (!named) {
    const extension = path.extname(file) || 'A name without extension';
    return error('FORMAT_UNKNOWN', `${extension} tells no format; known are ${extensions}, or say --format`);
  }
  const status = await stat(file);
  if (!status.isFile()) return error('UNREADABLE', 'This is no regular file');
  if (Buffer.byteLength(file) > pathLimit)
    return error('PATH_TOO_LONG', `The path is longer than ${pathLimit} bytes`);
  return { path: file, format: named, bytes: status.size };
}

function formatByName(file: string): FileFormat | undefined {
  return formatOfExtension[path.extname(file).toLowerCase()];
}
