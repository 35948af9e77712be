import type { DocumentError, ReadItem } from './document.ts';
import type { FileFormat, FoundFile } from './find-files.ts';
import { readJsonFeed } from './json-feed.ts';
import { readJsonLines } from './jsonl.ts';
import { parseMarkdown } from './markdown.ts';
import { contentHashOf, readText } from './read-text.ts';
import { parseTextPage } from './text-page.ts';

const readers: Record<FileFormat, (path: string) => AsyncIterable<ReadItem>> = {
  markdown: (path) => readWhole(path, parseMarkdown),
  text: (path) => readWhole(path, parseTextPage),
  feed: readJsonFeed,
  jsonl: readJsonLines,
};

/** The items of a file, one at a time. One that cannot be used says why; a file that cannot be read is one such item. */
export async function* readItems(file: FoundFile): AsyncGenerator<ReadItem> {
  if ('error' in file) yield failedItem(file.error);
  else yield* readers[file.format](file.path);
}

/** A file that is one document. */
async function* readWhole(
  path: string,
  parse: (text: string) => ReadItem['content'],
): AsyncGenerator<ReadItem> {
  const { text, bytes } = await readText(path);
  yield { key: '', item: null, contentHash: contentHashOf(bytes), content: parse(text) };
}

export function failedItem(error: DocumentError): ReadItem {
  return { key: '', item: null, contentHash: '', content: error };
}
