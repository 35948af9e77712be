import path from 'node:path';
import { DocumentError, type ReadItem, RepeatedError } from './document.ts';
import { entryKey, type FeedValues, feedValuesOf, parseEntry, spellingOf } from './json-feed-entry.ts';
import { type JsonPart, readJsonParts } from './json-stream.ts';
import { boundedKey, hashOf, Repeats } from './repeats.ts';
import { kindOf } from './stated-value.ts';
import { openFile } from './text-chunks.ts';

type FileHandle = Awaited<ReturnType<typeof openFile>>;
type Entry = Readonly<Record<string, unknown>>;
type Element = Extract<JsonPart, { kind: 'element' }>;

const itemLimit = 200;
const expected = 'expected is a JSON Feed: an object with "version" and a list "items"';

/**
 * The entries of a JSON Feed 1.0 or 1.1, in their order, one at a time. The file is read twice, since what holds for
 * all entries may stand behind them, and a fault anywhere makes it no feed at all: then the one item is why. Where
 * such values do stand behind, it is read three times.
 */
export async function* readJsonFeed(file: string): AsyncGenerator<ReadItem> {
  let handle: FileHandle | undefined;
  let survey: Survey;
  try {
    handle = await openFile(file);
    survey = await surveyFeed(handle, path.resolve(file));
  } catch (error) {
    await handle?.close();
    if (!(error instanceof DocumentError)) throw error;
    const { code, message } = error;
    yield { key: '', item: null, contentHash: hashOf([code, message]), content: error };
    return;
  }
  try {
    for await (const part of readJsonParts(handle, 'items')) {
      const item = part.kind === 'element' ? readElement(part, survey) : null;
      if (item) yield item;
    }
  } finally {
    await handle.close();
  }
}

/** What a first reading tells. */
interface Survey {
  feed: FeedValues;
  repeats: Repeats;
}

/** @param known the feed's values, where they stand behind entries and an earlier reading found them */
async function surveyFeed(handle: FileHandle, file: string, known?: FeedValues): Promise<Survey> {
  const members: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  const lists = { items: 0, entries: 0, objects: 0 };
  const repeats = new Repeats();
  let feed = known;
  for await (const part of readJsonParts(handle, 'items')) {
    if (part.kind === 'whole') throw unknownFormat(`The file is ${kindOf(part.value)}`);
    if (part.kind === 'member') {
      if (part.name === 'items' && ++lists.items > 1) throw unknownFormat('The file has "items" twice');
      // Of other members only the kind is of interest: they may be large.
      members[part.name] = feedMembers.has(part.name) ? part.value : kindOf(part.value);
      continue;
    }
    feed ??= feedValuesOf(members, file);
    lists.entries++;
    if (isObject(part.value)) lists.objects++;
    const identity = identify(part, feed);
    if (identity) repeats.add(identity.key, identity.contentHash);
  }
  checkFormat(members, lists);
  repeats.settle();
  const settled = feedValuesOf(members, file);
  const isRight = feed === undefined || JSON.stringify(feed) === JSON.stringify(settled);
  return isRight ? { feed: settled, repeats } : surveyFeed(handle, file, settled);
}

const feedMembers = new Set('version title home_page_url feed_url authors author language items'.split(' '));

/** @throws DocumentError where it is no JSON Feed */
function checkFormat(members: Entry, { entries, objects }: { entries: number; objects: number }): void {
  const { version, items } = members;
  if ('rss' in members) throw unknownFormat('The file seems to be RSS in JSON, which is not read');
  if (version !== undefined && !(typeof version === 'string' && /\bjsonfeed\.org\/version\//i.test(version)))
    throw unknownFormat(`"version" is ${JSON.stringify(version).slice(0, 80)}, which is no JSON Feed's`);
  if (items === undefined) throw unknownFormat('The file is an object without "items"');
  if (!Array.isArray(items)) throw unknownFormat(`"items" is ${kindOf(items)}`);
  if (version === undefined && entries > 0 && objects === 0)
    throw unknownFormat('"items" holds no objects, and there is no "version"');
}

function unknownFormat(reason: string): DocumentError {
  return new DocumentError('FORMAT_UNKNOWN', `${reason}; ${expected}`);
}

function isObject(value: unknown): value is Entry {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Null for what is no entry: there is nothing to repeat. */
function identify({ value }: Element, feed: FeedValues): { key: string; contentHash: string } | null {
  if (!isObject(value)) return null;
  // Where the file is does not matter to what it says.
  const { path: container, feed: of, ...values } = feed;
  const key = boundedKey(entryKey(value, feed).toWellFormed(), container);
  return { key, contentHash: hashOf([value, values, of.home]) };
}

function readElement(element: Element, { feed, repeats }: Survey): ReadItem | null {
  const { value, fault, index } = element;
  const numbered = `entry ${index + 1}`;
  const identity = identify(element, feed);
  if (!identity || !isObject(value)) {
    const message = `The entry is ${kindOf(value)}, and no object`;
    const content = fault ?? new DocumentError('ENTRY_INVALID', message);
    return { key: numbered, item: numbered, contentHash: hashOf([value ?? null, content.code]), content };
  }
  const { key, contentHash } = identity;
  const item = spellingOf(value)?.slice(0, itemLimit).toWellFormed().replaceAll('\0', '\ufffd') ?? numbered;
  const judgement = repeats.judge(key, contentHash);
  if (judgement === 'silent') return null;
  if (judgement === 'other') {
    const message = 'The same entry is in this feed twice, with other content; one of them counts';
    const content = new RepeatedError('DUPLICATE_TAKE', message);
    return { key: `${key} (other ${contentHash})`, item, contentHash, content };
  }
  return { key, item, contentHash, content: fault ?? parseOrReason(value, feed) };
}

function parseOrReason(entry: Entry, feed: FeedValues): ReadItem['content'] {
  try {
    return parseEntry(entry, feed);
  } catch (error) {
    if (error instanceof DocumentError) return error;
    throw error;
  }
}
