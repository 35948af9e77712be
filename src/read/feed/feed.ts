import { siteOf, parseWebUrl } from '../../identity/url-key.ts';
import { Input } from '../bytes/input.ts';
import { DocumentError, type ReadItem, RepeatedError } from '../document.ts';
import { boundedKey, hashOf, Repeats } from '../repeats.ts';
import { kindOf } from '../stated-value.ts';
import { addressesOf } from './entry-addresses.ts';
import { entryKey, type FeedValues, feedValuesOf, parseEntry, spellingOf } from './feed-entry.ts';
import type { EntryPart, FeedParts } from './feed-parts.ts';
import type { EntryLinks } from './xml-entry.ts';
import { jsonFeedParts } from './json-feed.ts';
import { xmlFeedParts } from './xml-feed.ts';

type Entry = Readonly<Record<string, unknown>>;

const itemLimit = 200;

/**
 * The entries of a feed, in their order, one at a time: RSS, RDF and Atom of any version, JSON Feed, RSS in JSON. It is read
 * twice, since what holds for all entries may stand behind them, and a fault of JSON anywhere makes it no feed at all: then the
 * one item is why. Where such values do stand behind, it is read three times.
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

/** What a first reading tells. */
interface Survey {
  feed: FeedValues;
  repeats: Repeats;
}

/** @param known the feed's values, where they stand behind entries and an earlier reading found them */
async function surveyFeed(parts: FeedParts, file: string, known?: FeedValues): Promise<Survey> {
  const members: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  const repeats = new Repeats();
  const sites = new Sites();
  let feed = known;
  for await (const part of parts.read()) {
    if (part.kind === 'member') {
      // Of other members only the kind is of interest: they may be large.
      members[part.name] = feedMembers.has(part.name) ? part.value : kindOf(part.value);
      continue;
    }
    feed ??= feedValuesOf(members, file);
    if (part.links) sites.add(part.links, feed);
    const identity = identify(part, feed);
    if (identity) repeats.add(identity.key, identity.contentHash);
  }
  repeats.settle();
  const settled = feedValuesOf(members, file);
  settled.site = sites.most() ?? settled.site;
  settled.leadsAway = sites.leadAway;
  const isRight = feed === undefined || JSON.stringify(feed) === JSON.stringify(settled);
  return isRight ? { feed: settled, repeats } : surveyFeed(parts, file, settled);
}

const feedMembers = new Set('version title home_page_url feed_url authors author language'.split(' '));

/** Where entries lead: the home page that a feed states may be that of a service, or a former one. */
class Sites {
  readonly #counts = new Map<string, number>();
  #entries = 0;
  /** What leads elsewhere has addresses at home as well: a link blog. */
  #isLinkBlog = false;
  /** Entries that lead to what they are about, less those that name it as related. */
  #leadingAway = 0;

  add(links: EntryLinks, feed: FeedValues): void {
    this.#entries++;
    const { url, external_url } = addressesOf(links, { ...feed, leadsAway: false });
    if (external_url !== undefined && url !== undefined) {
      this.#isLinkBlog = true;
      this.#leadingAway += external_url === links.main ? 1 : -1;
    }
    const address = parseWebUrl(links.main ?? '', feed.base ?? undefined);
    if (!address) return;
    const site = siteOf(address);
    if (this.#counts.has(site) || this.#counts.size < 1000)
      this.#counts.set(site, (this.#counts.get(site) ?? 0) + 1);
  }

  /** See `FeedValues`. */
  get leadAway(): boolean {
    return this.#leadingAway > 0;
  }

  /** The site of nearly all entries; null where there is none, or too little to tell. */
  most(): string | null {
    const [most] = [...this.#counts].sort(([, a], [, b]) => b - a);
    return most && !this.#isLinkBlog && most[1] >= 3 && most[1] >= this.#entries * 0.8 ? most[0] : null;
  }
}

function isObject(value: unknown): value is Entry {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The entry with its addresses; null for what is none. */
function entryOf({ value, links }: EntryPart, feed: FeedValues): Entry | null {
  if (!isObject(value)) return null;
  return links ? { ...value, ...addressesOf(links, feed) } : value;
}

/** Null for what is no entry: there is nothing to repeat. */
function identify(part: EntryPart, feed: FeedValues): { key: string; contentHash: string } | null {
  const entry = entryOf(part, feed);
  if (!entry) return null;
  // Where the file is does not matter to what it says.
  const { path: container, feed: of, site: _, leadsAway: __, ...values } = feed;
  const key = boundedKey(entryKey(entry, feed).toWellFormed(), container);
  const base = part.textBase == null ? [] : [part.textBase];
  return { key, contentHash: hashOf([entry, values, of.home, ...base]) };
}

function readEntry(part: EntryPart, { feed, repeats }: Survey): ReadItem | null {
  const { value, fault, index } = part;
  const numbered = `entry ${index + 1}`;
  const identity = identify(part, feed);
  const entry = entryOf(part, feed);
  if (!identity || !entry) {
    const message = `The entry is ${kindOf(value)}, and no object`;
    const content = fault ?? new DocumentError('ENTRY_INVALID', message);
    return { key: numbered, item: numbered, contentHash: hashOf([value ?? null, content.code]), content };
  }
  const { key, contentHash } = identity;
  const item = spellingOf(entry)?.slice(0, itemLimit).toWellFormed().replaceAll('\0', '\ufffd') ?? numbered;
  const judgement = repeats.judge(key, contentHash);
  if (judgement === 'silent') return null;
  if (judgement === 'other') {
    const message = 'The same entry is in this feed twice, with other content; one of them counts';
    const content = new RepeatedError('DUPLICATE_TAKE', message);
    return { key: `${key} (other ${contentHash})`, item, contentHash, content };
  }
  return { key, item, contentHash, content: fault ?? parseOrReason(entry, feed, part.textBase) };
}

function parseOrReason(
  entry: Entry,
  feed: FeedValues,
  textBase: string | null | undefined,
): ReadItem['content'] {
  try {
    return parseEntry(entry, feed, textBase);
  } catch (error) {
    if (error instanceof DocumentError) return error;
    throw error;
  }
}
