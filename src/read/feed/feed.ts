import { Input } from '../bytes/input.ts';
import { DocumentError, type ReadItem, RepeatedError } from '../document.ts';
import { hashOf } from '../repeats.ts';
import { kindOf } from '../stated-value.ts';
import { locate } from './entry-addresses.ts';
import { type Entry, type FeedValues, parseEntry, spellingOf } from './feed-entry.ts';
import type { EntryPart, FeedParts } from './feed-parts.ts';
import { identify, type Survey, surveyFeed } from './feed-survey.ts';
import { jsonFeedParts } from './json-feed.ts';
import { xmlFeedParts } from './xml-feed.ts';

const itemLimit = 200;

/**
 * The entries of a feed, in their order, one at a time: RSS, RDF and Atom of any version, JSON Feed, RSS in JSON. It is read
 * twice, since what holds for all entries may stand behind them, and a fault of JSON anywhere makes it no feed at all: then the
 * one item is why. Where such values do stand behind, or entries share an address, it is read once or twice more.
 *
 * @param file what it is known by
 */
export async function* readFeed(file: string, location = file): AsyncGenerator<ReadItem> {
  let input: Input | undefined;
  try {
    input = new Input(location);
    const parts = await partsOf(input);
    const survey = await surveyFeed(parts, file);
    let warnings = parts.warnings;
    for await (const part of parts.read()) {
      const item = part.kind === 'entry' ? readEntry(part, survey) : null;
      if (!item) continue;
      if (warnings.length > 0 && item.content && 'warnings' in item.content) {
        item.content.warnings.unshift(...warnings);
        warnings = [];
      }
      yield item;
    }
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error;
    const { code, message } = error;
    yield { key: '', item: null, contentHash: hashOf([code, message]), content: error };
  } finally {
    input?.[Symbol.dispose]();
  }
}

async function partsOf(input: Input): Promise<FeedParts> {
  const start = (await input.head(1 << 16)).toString('latin1');
  if (/^[\s\0\xef\xbb\xbf\xfe\xff]*<|<(?:\w+:)?(?:rss|feed|rdf)\b/i.test(start)) return xmlFeedParts(input);
  return jsonFeedParts(input);
}

function readEntry(part: EntryPart, { feed, shared, repeats }: Survey): ReadItem | null {
  const { value, fault, index } = part;
  const numbered = `entry ${index + 1}`;
  const located = locate(part, feed, shared);
  if (!located) {
    const message = `The entry is ${kindOf(value)}, and no object`;
    const content = fault ?? new DocumentError('ENTRY_INVALID', message);
    return { key: numbered, item: numbered, contentHash: hashOf([value ?? null, content.code]), content };
  }
  const { entry, textBase } = located;
  const { key, contentHash } = identify(located, feed);
  const item = spellingOf(entry)?.slice(0, itemLimit).toWellFormed().replaceAll('\0', '\ufffd') ?? numbered;
  const judgement = repeats.judge(key, contentHash);
  if (judgement === 'silent') return null;
  if (judgement === 'other') {
    const message = 'The same entry is in this feed twice, with other content; one of them counts';
    const content = new RepeatedError('DUPLICATE_TAKE', message);
    return { key: `${key} (other ${contentHash})`, item, contentHash, content };
  }
  return { key, item, contentHash, content: fault ?? parseOrReason(entry, feed, textBase) };
}

function parseOrReason(entry: Entry, feed: FeedValues, textBase: string | null): ReadItem['content'] {
  try {
    return parseEntry(entry, feed, textBase);
  } catch (error) {
    if (error instanceof DocumentError) return error;
    throw error;
  }
}
