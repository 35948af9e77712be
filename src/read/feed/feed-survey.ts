import { parseWebUrl, siteOf } from '../../identity/url-key.ts';
import { boundedKey, hashOf, Repeats } from '../repeats.ts';
import { kindOf } from '../stated-value.ts';
import { addressesOf, type LocatedEntry, locate, SharedAddresses } from './entry-addresses.ts';
import { entryKey, type FeedValues, feedValuesOf } from './feed-entry.ts';
import type { FeedParts } from './feed-parts.ts';
import type { EntryLinks } from './xml-entry.ts';

/** What a first reading of a feed tells. */
export interface Survey {
  feed: FeedValues;
  shared: SharedAddresses;
  repeats: Repeats;
}

/** What an earlier reading told that stands behind entries, or in all of them. */
interface Known extends Pick<Survey, 'feed' | 'shared'> {
  /** By the home page that the feed states. */
  statedSite: string | null;
}

const feedMembers = new Set('version title home_page_url feed_url authors author language'.split(' '));

/** Two readings may not take turns for ever. */
const mostReadings = 4;

/** @param known where an earlier reading found what this one must begin with */
export async function surveyFeed(
  parts: FeedParts,
  file: string,
  known?: Known,
  reading = 1,
): Promise<Survey> {
  const members: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  const repeats = new Repeats();
  const sites = new Sites();
  const shared = new SharedAddresses();
  let used = known;
  for await (const part of parts.read()) {
    if (part.kind === 'member') {
      // Of other members only the kind is of interest: they may be large.
      members[part.name] = feedMembers.has(part.name) ? part.value : kindOf(part.value);
      continue;
    }
    used ??= knownBefore(members, file);
    // Not by the site that an earlier reading found: two readings could take turns for ever.
    if (part.links) sites.add(part.links, { ...used.feed, site: used.statedSite });
    const located = locate(part, used.feed, used.shared);
    if (!located) continue;
    shared.add(located);
    const { key, contentHash } = identify(located, used.feed);
    repeats.add(key, contentHash);
  }
  repeats.settle();
  const stated = knownBefore(members, file);
  const feed = { ...stated.feed, site: sites.most() ?? stated.feed.site, leadsAway: sites.leadAway };
  const isRight =
    used === undefined || (used.shared.isLike(shared) && JSON.stringify(used.feed) === JSON.stringify(feed));
  if (isRight || reading === mostReadings) return { feed, shared, repeats };
  return surveyFeed(parts, file, { ...stated, feed, shared }, reading + 1);
}

function knownBefore(members: Readonly<Record<string, unknown>>, file: string): Known {
  const feed = feedValuesOf(members, file);
  return { feed, shared: new SharedAddresses(), statedSite: feed.site };
}

/** The entry's key within its feed, and what tells whether it was edited. */
export function identify(
  { entry, textBase }: LocatedEntry,
  feed: FeedValues,
): { key: string; contentHash: string } {
  // Where the file is does not matter to what it says.
  const { path: container, feed: of, site: _, leadsAway: __, ...values } = feed;
  const key = boundedKey(entryKey(entry, feed).toWellFormed(), container);
  const base = textBase === null ? [] : [textBase];
  return { key, contentHash: hashOf([entry, values, of.home, ...base]) };
}

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
