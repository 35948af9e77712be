import type { DocumentError, ReadItem, SourceDocument } from './document.ts';
import type { FileFormat } from './bytes/sniff.ts';
import type { FoundFile } from './find-files.ts';
import type { ReadMarkdown } from './markdown.ts';
import { contentHashOf, readText } from './read-text.ts';

/** What reading depends on beside the files. */
export interface ReadOptions {
  /** PUBLICATION_URL: HTML pages below it are the publication's own. */
  publicationUrl?: string | null | undefined;
  /** All HTML pages are read as the publication's own: to say what they would refer to. */
  areOwn?: boolean | undefined;
}

type Reader = (path: string, location: string, options: ReadOptions) => AsyncIterable<ReadItem>;

/** Imported when the first of their files comes: what reads all formats takes longer to load than hundreds of files to read. */
const loaders: Record<FileFormat, () => Promise<Reader>> = {
  markdown: async () => {
    const { readMarkdown } = await import('./markdown.ts');
    return (_, location, { publicationUrl = null }) =>
      readMarkdownFile(location, publicationUrl, (text) => readMarkdown(text, publicationUrl));
  },
  html: async () => {
    const { parsePage } = await import('./page/page.ts');
    return (_, location, { publicationUrl, areOwn }) =>
      readPage(location, (text) => parsePage(text, areOwn ? 'own' : (publicationUrl ?? null)));
  },
  text: async () => {
    const { parseTextPage } = await import('./text-page.ts');
    return (_, location) => readWhole(location, parseTextPage);
  },
  feed: async () => (await import('./feed/feed.ts')).readFeed,
  jsonl: async () => (await import('./jsonl.ts')).readJsonLines,
  opml: async () => (await import('./feed/opml.ts')).readOpml,
};
const loaded = new Map<FileFormat, Promise<Reader>>();

/** Before it is needed, while there is nothing else to do. */
export async function loadReader(format: FileFormat): Promise<void> {
  await readerOf(format);
}

function readerOf(format: FileFormat): Promise<Reader> {
  let reader = loaded.get(format);
  if (!reader) loaded.set(format, (reader = loaders[format]()));
  return reader;
}

/** The items of a file, one at a time. One that cannot be used says why; a file that cannot be read is one such item. */
export async function* readItems(file: FoundFile, options: ReadOptions): AsyncGenerator<ReadItem> {
  if ('error' in file) yield failedItem(file.error);
  else yield* (await readerOf(file.format))(file.path, file.location, options);
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
  location: string,
  publicationUrl: string | null,
  read: (text: string) => ReadMarkdown,
): AsyncGenerator<ReadItem> {
  let isRelative = false;
  for await (const item of readWhole(location, (text) => {
    const { document, isRelative: isSo } = read(text);
    isRelative = isSo;
    return document;
  }))
    yield isRelative ? { ...item, contentHash: `${item.contentHash} at ${publicationUrl ?? '-'}` } : item;
}

/** Whether it is the publication's own counts as its content: it has another text then. */
async function* readPage(
  location: string,
  parse: (text: string) => SourceDocument | null,
): AsyncGenerator<ReadItem> {
  for await (const item of readWhole(location, parse)) {
    const isOwn = item.content && 'facts' in item.content && item.content.facts.permalink !== null;
    yield isOwn ? { ...item, contentHash: `${item.contentHash}${ownMark}` } : item;
  }
}

/** Behind the content hash of a page of the publication's own. */
export const ownMark = ' own';

export function failedItem(error: DocumentError): ReadItem {
  return { key: '', item: null, contentHash: '', content: error };
}
