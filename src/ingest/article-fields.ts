import { foldName, normalTitle } from '../identity/fold.ts';
import { isBelow } from '../identity/url-key.ts';
import type { PublisherIdentity } from '../publisher/publisher.writes.ts';
import { type Address, addressesOf, type Author, type Facts, rank } from '../read/facts.ts';
import { ownTakeKeyOf } from './keys.ts';

/** What the statements together say of the article, whatever order they came in. */
export interface ArticleStatement {
  title: string;
  titleKind: 'stated' | 'provisional' | 'guessed';
  /** The piece's main address. */
  url: string | null;
  key: string | null;
  /** It lies below the home page of a feed that it is in. */
  isInOwnFeed: boolean;
  publisher: PublisherIdentity | null;
  authors: Author[];
  date: string | null;
  summary: string | null;
  language: string | null;
  image: string | null;
  /** Alternative titles. */
  aliases: string[];
  /** Titles that link posts gave it and that are not its own: takes may name it by them. */
  provisionalTitles: string[];
  topics: string[];
  /** Every address that is stated. */
  addresses: Address[];
}

/** What one document says where only one can be right; null where it says nothing. */
interface Claims {
  title: string;
  url: string | null;
  publisher: string | null;
  domain: string | null;
  authors: Author[] | null;
  date: string | null;
  summary: string | null;
  language: string | null;
  image: string | null;
}

interface Claimant {
  claims: Claims;
  /** Of `claims.url`. */
  key: string | null;
  rank: number;
  titleRank: number;
  /** Of these the rank is a guess. */
  guessed: ReadonlySet<string>;
  takeKey: string;
}

/**
 * Each field is that of the highest rank that states it; ties go to the smallest take key, then to the smallest
 * value. Addresses, alternative titles and topics add up; a title that is not chosen is an alternative one.
 *
 * @param documents what at least one states
 */
export function articleStatement(documents: readonly Facts[]): ArticleStatement {
  const claimants = documents.map(claimantOf);
  const chosen = <Field extends keyof Claims>(field: Field) =>
    choose(claimants, field)?.claims[field] ?? null;
  const titleGiver = choose(claimants, 'title');
  if (!titleGiver) throw new TypeError('An article without any statement has no title');
  const { title } = titleGiver.claims;
  const main = choose(claimants, 'url');
  const [url, key] = [main?.claims.url ?? null, main?.key ?? null];
  const publisher = chosen('publisher');
  const domain = chosen('domain');
  const aliases = new Set<string>();
  const topics = new Map<string, string>();
  const addresses = new Map<string, string>();
  for (const facts of documents) {
    const { article, take, others } = addressesOf(facts);
    for (const alias of facts.aliases) aliases.add(alias);
    for (const topic of facts.topics) keepSmallest(topics, foldName(topic), topic);
    for (const address of [article, take, ...others]) {
      if (address) keepSmallest(addresses, address.key, address.url);
    }
  }
  const provisionalTitles = new Set<string>();
  for (const { claims, titleRank } of claimants) {
    if (titleRank === guessedTitle || claims.title === title) continue;
    if (normalTitle(claims.title) === normalTitle(title)) continue;
    (titleRank === rank.guess ? provisionalTitles : aliases).add(claims.title);
  }
  return {
    title,
    titleKind: titleKinds[titleGiver.titleRank] ?? 'stated',
    url,
    key,
    isInOwnFeed: key !== null && documents.some(({ feed }) => feed?.home != null && isBelow(key, feed.home)),
    publisher: publisher !== null ? { name: publisher } : domain !== null ? { domain } : null,
    authors: chosen('authors') ?? [],
    date: chosen('date'),
    summary: chosen('summary'),
    language: chosen('language'),
    image: chosen('image'),
    aliases: [...aliases].sort(compareText),
    provisionalTitles: [...provisionalTitles].sort(compareText),
    topics: [...topics.values()].sort(compareText),
    addresses: [...addresses].map(([of, spelling]) => ({ key: of, url: spelling })),
  };
}

/** Below all ranks: the beginning of a text, where nothing names the piece. */
const guessedTitle = 0;
const titleKinds: readonly (ArticleStatement['titleKind'] | undefined)[] = ['guessed', 'provisional'];

/** By what documents state, which never changes: much-discussed pieces are worked out again with every document. */
const knownClaimants = new WeakMap<Facts, Claimant>();

function claimantOf(facts: Facts): Claimant {
  let claimant = knownClaimants.get(facts);
  if (!claimant) knownClaimants.set(facts, (claimant = readClaimant(facts)));
  return claimant;
}

function readClaimant(facts: Facts): Claimant {
  const { article, isLinkPost } = addressesOf(facts);
  const { title, publisher, summary, language, image } = facts;
  // A link post is about its take, not about the piece.
  const documentRank = isLinkPost ? rank.guess : facts.feed ? rank.entry : rank.page;
  return {
    claims: {
      title,
      publisher,
      summary,
      language,
      image,
      url: article?.url ?? null,
      domain: article?.site ?? null,
      // Those of a link post are its take's.
      date: isLinkPost ? null : facts.date,
      authors: isLinkPost || facts.authors.length === 0 ? null : facts.authors,
    },
    key: article?.key ?? null,
    rank: documentRank,
    titleRank: facts.isTitleGuessed ? guessedTitle : facts.isTitleOriginal ? rank.entry : documentRank,
    guessed: new Set(facts.guessed),
    takeKey: ownTakeKeyOf(facts),
  };
}

function choose(claimants: readonly Claimant[], field: keyof Claims): Claimant | undefined {
  const textOf = ({ claims }: Claimant) => {
    const claim = claims[field];
    return Array.isArray(claim)
      ? claim.map(({ name, url }) => `${name} ${url ?? ''}`).join('\n')
      : (claim ?? '');
  };
  const rankOf = (claimant: Claimant) =>
    field === 'title' ? claimant.titleRank : claimant.guessed.has(field) ? rank.guess : claimant.rank;
  let best: Claimant | undefined;
  for (const claimant of claimants) {
    if (claimant.claims[field] === null) continue;
    const difference =
      best === undefined
        ? -1
        : rankOf(best) - rankOf(claimant) ||
          compareText(claimant.takeKey, best.takeKey) ||
          compareText(textOf(claimant), textOf(best));
    if (difference < 0) best = claimant;
  }
  return best;
}

const aboveSurrogates = /[\ud800-\uffff]/;

function keepSmallest(map: Map<string, string>, key: string, value: string): void {
  const known = map.get(key);
  if (known === undefined || compareText(value, known) < 0) map.set(key, value);
}

/** By code points, as the databases compare: UTF-16 units would put emoji before some letters. */
function compareText(a: string, b: string): number {
  if (a === b) return 0;
  if (!aboveSurrogates.test(a) && !aboveSurrogates.test(b)) return a < b ? -1 : 1;
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
