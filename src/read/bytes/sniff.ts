import path from 'node:path';
import { decoderOf, encodingOfBytes } from './encoding.ts';

export const formats = ['auto', 'markdown', 'html', 'text', 'feed', 'jsonl', 'opml'] as const;
export type Format = (typeof formats)[number];
export type FileFormat = Exclude<Format, 'auto'>;

/** How much of a file is looked at, in bytes: some feeds begin with thousands of blanks. */
export const sniffedLength = 1 << 16;

/** For what its content does not tell. */
const formatOfExtension: Readonly<Record<string, FileFormat>> = {
  '.md': 'markdown',
  '.markdown': 'markdown',
  '.mdown': 'markdown',
  '.txt': 'text',
  '.text': 'text',
  '.html': 'html',
  '.htm': 'html',
  '.xhtml': 'html',
  '.xml': 'feed',
  '.rss': 'feed',
  '.atom': 'feed',
  '.rdf': 'feed',
  '.json': 'feed',
  '.opml': 'opml',
  '.jsonl': 'jsonl',
  '.ndjson': 'jsonl',
};

export const knownExtensions: string = Object.keys(formatOfExtension).join(', ');

/** What an XML document's outermost element tells, without prefix and in lower case. */
const formatOfRoot: Readonly<Record<string, FileFormat>> = {
  html: 'html',
  rss: 'feed',
  feed: 'feed',
  rdf: 'feed',
  channel: 'feed',
  opml: 'opml',
};

/**
 * What a file is: by how its content begins, and only where that says nothing by its name, of which `.gz` counts for nothing.
 *
 * @param head the first bytes, unpacked
 * @param isFound among others in a folder: then data of some program is none, whatever its name
 * @returns null for what is nothing that is read
 */
export function sniff(head: Buffer, file: string, isFound = false): FileFormat | null {
  const byName = formatByName(file);
  const encoding = encodingOfBytes(head);
  const text = decoderOf(encoding).write(head);
  // Pictures and programs; what is named as a text is told to hold NUL.
  if (text.includes('\0')) return byName;
  const start = text.slice(prologLength(text));
  const isMarkup = /^<(?:[\w.-]+:)?([a-z][\w.-]*)(?=[\s/>])/i.exec(start);
  const byRoot = formatOfRoot[isMarkup?.[1]!.toLowerCase() ?? ''];
  if (byRoot) return byRoot;
  if (/^\s*(?:<\?[^>]*>\s*|<!--[^]*?-->\s*)*<!doctype\s+html/i.test(text)) return 'html';
  if (/^(?:\{\s*["}]|\[\s*[[{"\]])/.test(start)) return jsonFormat(start, byName, isFound);
  // Site maps, settings and the like.
  if (isFound && isMarkup && /\.xml(?:\.gz)?$/i.test(file)) return null;
  if (byName) return byName;
  // Settings of programs begin with such a line too.
  if (/^---[ \t]*\r?\n(?:[^]*?\n)??title:[^]*?\n---[ \t]*\r?\n/.test(start)) return 'markdown';
  if (/^our take:?[ \t]*$/im.test(text)) return 'text';
  return isMarkup && !/^\s*<\?xml/i.test(text) ? 'html' : null;
}

/** @returns null where the name tells nothing */
export function formatByName(file: string): FileFormat | null {
  return formatOfExtension[path.extname(file.replace(/\.gz$/i, '')).toLowerCase()] ?? null;
}

/** A list of lines and a feed begin alike; other data is taken for a feed only where a file is named that says `.json`. */
function jsonFormat(start: string, byName: FileFormat | null, isFound: boolean): FileFormat | null {
  if (byName === 'jsonl' || (byName === 'feed' && !isFound)) return byName;
  if (/"rss"\s*:\s*\{|"items"\s*:\s*\[|jsonfeed\.org\/version/.test(start)) return 'feed';
  const isLines = /^\{[^\n]*\}[ \t]*\r?\n\{/.test(start) && /^\{\s*"(?:title|url|topic)"/.test(start);
  return isLines ? 'jsonl' : byName === 'feed' ? null : byName;
}

/** Blanks, declarations, comments and the document type before what a document begins with, in UTF-16 code units. */
function prologLength(text: string): number {
  let at = 0;
  for (;;) {
    at += /^[\s\ufeff]*/.exec(text.slice(at))![0].length;
    const rest = text.slice(at, at + 4).toLowerCase();
    let end: number;
    if (rest.startsWith('<?')) end = after(text, '>', at);
    else if (rest === '<!--') end = after(text, '-->', at);
    else if (rest.startsWith('<!')) end = afterDeclaration(text, at);
    else return at;
    if (end === -1) return text.length;
    at = end;
  }
}

function after(text: string, mark: string, from: number): number {
  const found = text.indexOf(mark, from);
  return found === -1 ? -1 : found + mark.length;
}

/** A document type may hold declarations in brackets. */
function afterDeclaration(text: string, from: number): number {
  const end = text.indexOf('>', from);
  const bracket = text.indexOf('[', from);
  if (bracket === -1 || end < bracket) return end === -1 ? -1 : end + 1;
  const close = /\]\s*>/.exec(text.slice(bracket));
  return close ? bracket + close.index + close[0].length : -1;
}
