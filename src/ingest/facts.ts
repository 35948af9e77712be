import { parseWebUrl, siteOf, type UrlKeys, urlKeys } from '../identity/url-key.ts';

/** How far a statement is to be believed; a higher rank wins whenever it arrives. */
export const rank = { editor: 4, page: 3, entry: 2, guess: 1 } as const;

/**
 * What one document states of its article and its take. Kept as JSON with its source, so that the article can be
 * worked out again when a source comes, changes or goes.
 */
export interface Facts {
  title: string;
  /** Where the original is read. */
  url: string | null;
  /** The take's own address. */
  permalink: string | null;
  headline: string | null;
  publisher: string | null;
  authors: string[];
  /** ISO 8601, UTC, with milliseconds. */
  date: string | null;
  topics: string[];
  summary: string | null;
  language: string | null;
  image: string | null;
  /** Alternative titles. */
  aliases: string[];
  /** What the document's front matter has beyond these, as it stands: kept for export. */
  extra: Record<string, unknown>;
}

/** What the facts say about addresses: see "Identity" in the README. */
export interface Addresses {
  article: { url: string; keys: UrlKeys; site: string } | null;
  take: { url: string; keys: UrlKeys } | null;
  /** A take on somebody else's piece: title, date and authors are the take's. */
  isLinkPost: boolean;
}

/**
 * `url` alone is the piece's address; `permalink` alone makes it the publication's own piece there; both are a
 * link post where they are on different sites.
 */
export function addressesOf(facts: Pick<Facts, 'url' | 'permalink'>): Addresses {
  const url = facts.url === null ? null : parseWebUrl(facts.url);
  const permalink = facts.permalink === null ? null : parseWebUrl(facts.permalink);
  const piece = url ?? permalink;
  return {
    article: piece && { url: (facts.url ?? facts.permalink)!, keys: urlKeys(piece), site: siteOf(piece) },
    take: permalink && { url: facts.permalink!, keys: urlKeys(permalink) },
    isLinkPost: url !== null && permalink !== null && siteOf(url) !== siteOf(permalink),
  };
}
