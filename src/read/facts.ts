import { parseWebUrl, siteOf, urlKeys } from '../identity/url-key.ts';

/** How far a statement is to be believed; a higher rank wins whenever it arrives. */
export const rank = { editor: 4, page: 3, entry: 2, guess: 1 } as const;

/**
 * What one document states of its article and its take. Kept as JSON with its source, so that the article can be
 * worked out again when a source comes, changes or goes.
 */
export interface Facts {
  title: string;
  /** The title is the beginning of the text: no text names the piece by it, and no piece is found by it. */
  isTitleGuessed: boolean;
  /** Where the original is read. */
  url: string | null;
  /** The take's own address. */
  permalink: string | null;
  /** More addresses of the piece. */
  otherUrls: string[];
  /** The title is that of the piece, though the document is a link post. */
  isTitleOriginal?: boolean;
  /** Fields that were guessed rather than stated: they yield to what any document states. */
  guessed?: readonly GuessedField[];
  /** Whether it is a take on somebody else's piece; null where the sites of `url` and `permalink` tell. */
  isLinkPost: boolean | null;
  /** The feed that it is an entry of; null for a document that stands for itself. */
  feed: Feed | null;
  headline: string | null;
  publisher: string | null;
  authors: Author[];
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

/** Fields that may be guessed where a page does not state them. */
export type GuessedField =
  'url' | 'authors' | 'date' | 'language' | 'publisher' | 'summary' | 'image' | 'topics';

/** Somebody in a byline. */
export interface Author {
  name: string;
  /** Their site. */
  url: string | null;
}

export interface Feed {
  /** What tells it from other feeds: the match key of its address, else its path. */
  key: string;
  /** The address of the site that it is the feed of. */
  home: string | null;
}

/** Facts as an earlier version of the program may have written them. */
type StoredFacts = Omit<Facts, 'authors'> & { authors: (Author | string)[] };

const laterFacts: Pick<Facts, 'isTitleGuessed' | 'otherUrls' | 'isLinkPost' | 'feed'> = {
  isTitleGuessed: false,
  otherUrls: [],
  isLinkPost: null,
  feed: null,
};

/** The facts that were read or written last: a much-discussed piece is worked out again with every document that speaks of it. */
const recentFacts = new Map<string, Readonly<Facts>>();
const recentFactsLimit = { entries: 3_000, characters: 2_000 };

/** Reads what is kept with a source. The facts are shared: nobody changes them. */
export function readFacts(json: string): Readonly<Facts> {
  const known = recentFacts.get(json);
  if (known) return known;
  const facts = parseFacts(json);
  remember(json, facts);
  return facts;
}

/** As they are kept with a source. */
export function writeFacts(facts: Readonly<Facts>): string {
  const json = JSON.stringify(facts);
  remember(json, facts);
  return json;
}

function remember(json: string, facts: Readonly<Facts>): void {
  if (json.length > recentFactsLimit.characters) return;
  if (recentFacts.size >= recentFactsLimit.entries) recentFacts.clear();
  recentFacts.set(json, facts);
}

function parseFacts(json: string): Facts {
  const { authors, ...stored } = JSON.parse(json) as StoredFacts;
  return {
    ...laterFacts,
    ...stored,
    authors: authors.map((author) => (typeof author === 'string' ? { name: author, url: null } : author)),
  };
}

/** An address with what it is known by. */
export interface Address {
  url: string;
  /** Its exact match key. */
  key: string;
}

/** What the facts say about addresses: see "Identity" in the README. */
export interface Addresses {
  /** The piece's main address, which identifies it. */
  article: (Address & { site: string }) | null;
  take: Address | null;
  /** Further addresses of the piece; a take's own is one where the take is the piece's text. */
  others: Address[];
  /** A take on somebody else's piece: title, date and authors are the take's. */
  isLinkPost: boolean;
}

/**
 * `url` alone is the piece's address; `permalink` alone makes it the publication's own piece there; both are a
 * link post where they are on different sites or the document says so.
 */
export function addressesOf(facts: Readonly<AddressFacts>): Addresses {
  let addresses = knownAddresses.get(facts);
  if (!addresses) knownAddresses.set(facts, (addresses = readAddresses(facts)));
  return addresses;
}

/** So that they are not worked out again where facts have come from another thread. */
export function noteAddresses(facts: Readonly<AddressFacts>, addresses: Addresses): void {
  knownAddresses.set(facts, addresses);
}

type AddressFacts = Pick<Facts, 'url' | 'permalink' | 'otherUrls' | 'isLinkPost'>;

const knownAddresses = new WeakMap<Readonly<AddressFacts>, Addresses>();

function readAddresses(facts: Readonly<AddressFacts>): Addresses {
  const url = parsed(facts.url);
  const take = parsed(facts.permalink);
  const others = facts.otherUrls.flatMap((other) => parsed(other) ?? []);
  const article = url ?? take ?? others[0] ?? null;
  const areTwo = url !== null && take !== null && url.key !== take.key;
  const isLinkPost = areTwo && (facts.isLinkPost ?? url.site !== take.site);
  const further = take && !isLinkPost ? [take, ...others] : others;
  return {
    article,
    take: take && { url: take.url, key: take.key },
    others: further.filter(
      ({ key }, i) => key !== article?.key && further.findIndex((other) => other.key === key) === i,
    ),
    isLinkPost,
  };
}

function parsed(url: string | null): (Address & { site: string }) | null {
  const address = url === null ? null : parseWebUrl(url);
  return address && { url: url!, key: urlKeys(address).exact, site: siteOf(address) };
}

/** Who wrote the take: whoever wrote the document, where the text is the publication's own. */
export function takeAuthorsOf(facts: Facts): Author[] {
  const { take, isLinkPost } = addressesOf(facts);
  return take || isLinkPost || facts.feed ? facts.authors : [];
}
