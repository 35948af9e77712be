import type { DocumentError, ReadItem, SourceDocument } from './document.ts';
import { readFeed } from './feed/feed.ts';
import { readOpml } from './feed/opml.ts';
import type { FileFormat } from './bytes/sniff.ts';
import type { FoundFile } from './find-files.ts';
import { readJsonLines } from './jsonl.ts';
import { readMarkdown } from './markdown.ts';
import { contentHashOf, readText } from './read-text.ts';
import { parseTextPage } from './text-page.ts';

/** What reading depends on beside the files. */
export interface ReadOptions {
  /** PUBLICATION_URL: HTML pages below it are the publication's own. */
  publicationUrl?: string | null | undefined;
  /** All HTML pages are read as the publication's own: to say what they would refer to. */
  areOwn?: boolean | undefined;
}

type Reader = (path: string, location: string, options: ReadOptions) => AsyncIterable<ReadItem>;

const readers: Record<FileFormat, Reader> = {
  markdown: readMarkdownFile,
  html: readPage,
  text: (_, location) => readWhole(location, parseTextPage),
  feed: readFeed,
  jsonl: readJsonLines,
  opml: readOpml,
};

/** The items of a file, one at a time. One that cannot be used says why; a file that cannot be read is one such item. */
export async function* readItems(file: FoundFile, options: ReadOptions): AsyncGenerator<ReadItem> {
  if ('error' in file) yield failedItem(file.error);
  else yield* readers[file.format](file.path, file.location, options);
}

/** A file that is one document. */
async function* readWhole(
  location: string,
  parse: (text: string) => SourceDocument | null,
): AsyncGenerator<ReadItem> {
  const { text, bytes, warnings } = await readText(location);
  const content = parse(text);
  content?.warnings.unshift(...warnings);
  yield { key: '', item: null, contentHash: contentHashOf(bytes), content };
}

/** Where a relative address starts from counts as its content: with another setting it is elsewhere. */
async function* readMarkdownFile(
  _: string,
  location: string,
  { publicationUrl = null }: ReadOptions,
): AsyncGenerator<ReadItem> {
  let isRelative = false;
  for await (const item of readWhole(location, (text) => {
    const read = readMarkdown(text, publicationUrl);
    isRelative = read.isRelative;
    return read.document;
  }))
    yield isRelative ? { ...item, contentHash: `${item.contentHash} at ${publicationUrl ?? '-'}` } : item;
}

/** Whether it is the publication's own counts as its content: it has another text then. */
async function* readPage(
  _: string,
  location: string,
  { publicationUrl, areOwn }: ReadOptions,
): AsyncGenerator<ReadItem> {
  // Imported here: it takes half as long again as all else that reads.
  const { parsePage } = await import('./page/page.ts');
  for await (const item of readWhole(location, (text) =>
    parsePage(text, areOwn ? 'own' : (publicationUrl ?? null)),
  )) {
    const isOwn = item.content && 'facts' in item.content && item.content.facts.permalink !== null;
    yield isOwn ? { ...item, contentHash: `${item.contentHash}${ownMark}` } : item;
  }
}

/** Behind the content hash of a page of the publication's own. */
export const ownMark = ' own';

export function failedItem(error: DocumentError): ReadItem {
  return { key: '', item: null, contentHash: '', content: error };
}
