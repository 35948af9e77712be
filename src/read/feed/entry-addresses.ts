import { parseWebUrl, siteOf, urlKeys } from '../../identity/url-key.ts';
import { hashOf } from '../repeats.ts';
import { type Entry, type FeedValues, textOf } from './feed-entry.ts';
import type { EntryPart } from './feed-parts.ts';
import type { EntryLinks } from './xml-entry.ts';

/** An entry with its addresses. */
export interface LocatedEntry {
  entry: Entry;
  /** Where relative links of its text start from, where that is not its address. */
  textBase: string | null;
  /** The address that it states as its own, as a key, though it may be that of others too. */
  stated: string | null;
}

/** Null for what is no entry. */
export function locate(part: EntryPart, feed: FeedValues, shared: SharedAddresses): LocatedEntry | null {
  const { value, links, textBase = null } = part;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const entry: Entry = links ? { ...value, ...addressesOf(links, feed) } : (value as Entry);
  const url = parseWebUrl(textOf(entry.url) ?? '', feed.base ?? undefined);
  const stated = url && entry.url ? urlKeys(url).exact : null;
  if (stated === null || !isOfOthers(stated, entry, feed, shared)) return { entry, textBase, stated };
  const { url: _, ...without } = entry;
  const permalink = links && addressesOf({ ...links, main: null }, feed).url;
  return {
    entry: { ...without, ...(permalink !== undefined && { url: permalink }) },
    textBase: textBase ?? url!.href,
    stated,
  };
}

/** Whether an address is that of the home page, or of several entries, and the entry has an id of its own. */
function isOfOthers(key: string, { id }: Entry, { feed }: FeedValues, shared: SharedAddresses): boolean {
  const named = textOf(id);
  if (named === undefined || idKey(named) === key) return false;
  return shared.has(key) || key === addressKey(feed.home ?? '');
}

function idKey(id: string): string {
  return addressKey(id) ?? id;
}

function addressKey(address: string): string | null {
  const url = parseWebUrl(address);
  return url && urlKeys(url).exact;
}

/** Addresses that entries with different ids state as their own: all episodes may lead to one page. */
export class SharedAddresses {
  readonly #idByAddress = new Map<string, string>();
  readonly #shared = new Set<string>();

  add({ entry, stated }: LocatedEntry): void {
    const id = textOf(entry.id);
    if (stated === null || id === undefined) return;
    const [address, hash] = [shortHash(stated), shortHash(idKey(id))];
    const other = this.#idByAddress.get(address);
    if (other === undefined) this.#idByAddress.set(address, hash);
    else if (other !== hash) this.#shared.add(address);
  }

  has(key: string): boolean {
    return this.#shared.size > 0 && this.#shared.has(shortHash(key));
  }

  isLike(other: SharedAddresses): boolean {
    return this.#shared.symmetricDifference(other.#shared).size === 0;
  }
}

function shortHash(text: string): string {
  return hashOf(text).slice(0, 20);
}

/**
 * What the addresses of an entry are, in JSON Feed's words. What leads away from the feed's own site is what the entry is about;
 * its own address is then whichever of the others lies on the site: link blogs write them in any order.
 */
export function addressesOf(
  { main, alternates, translations, related, id, isIdPermalink }: EntryLinks,
  { site, base, leadsAway }: Pick<FeedValues, 'site' | 'base' | 'leadsAway'>,
): { url?: string; external_url?: string; id?: string } {
  const siteAt = (address: string) => {
    const url = parseWebUrl(address, base ?? undefined);
    return url && siteOf(url);
  };
  const known = id === null ? {} : { id };
  const isAddress = id !== null && /^https?:/i.test(id) && siteAt(id) !== null;
  const leading = main ?? (isAddress && isIdPermalink ? id : null);
  if (leading === null) return known;
  const at = siteAt(leading);
  // What is no address says so as the entry's own.
  if (site === null || at === null) return { url: leading, ...known };
  const isAtHome = (address: string) => siteAt(address) === site;
  if (at !== site) {
    const original = translations.find(isAtHome);
    if (original !== undefined) return { url: original, ...known };
    const own = [...alternates, ...related, ...(isAddress ? [id] : [])].find(isAtHome);
    return { external_url: leading, ...(own !== undefined && { url: own }), ...known };
  }
  if (leadsAway) {
    // What it is about may be on the site as well.
    const own = [...alternates, ...related].filter((address) => isAtHome(address) && address !== leading);
    if (own.length === 1) return { external_url: leading, url: own[0]!, ...known };
  }
  const elsewhere = related.filter((address) => ![null, site].includes(siteAt(address)));
  return { url: leading, ...(elsewhere.length === 1 && { external_url: elsewhere[0]! }), ...known };
}
