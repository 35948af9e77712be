import { parseWebUrl, siteOf } from '../../identity/url-key.ts';
import type { FeedValues } from './feed-entry.ts';
import type { EntryLinks } from './xml-entry.ts';

/**
 * What the addresses of an entry are, in JSON Feed's words. What leads away from the feed's own site is what the entry is about;
 * its own address is then whichever of the others lies on the site: link blogs write them in any order.
 */
export function addressesOf(
  { main, related, id, isIdPermalink }: EntryLinks,
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
  if (at !== site) {
    const own = [...related, ...(isAddress ? [id] : [])].find((address) => siteAt(address) === site);
    return { external_url: leading, ...(own !== undefined && { url: own }), ...known };
  }
  if (leadsAway) {
    // What it is about may be on the site as well.
    const own = related.filter((address) => siteAt(address) === site && address !== leading);
    if (own.length === 1) return { external_url: leading, url: own[0]!, ...known };
  }
  const elsewhere = related.filter((address) => ![null, site].includes(siteAt(address)));
  return { url: leading, ...(elsewhere.length === 1 && { external_url: elsewhere[0]! }), ...known };
}
