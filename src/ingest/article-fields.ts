import { foldName } from '../identity/fold.ts';
import type { PublisherIdentity } from '../publisher/publisher.writes.ts';
import { addressesOf, type Author, rank } from './facts.ts';
import type { Statement } from './source.queries.ts';

/** What the statements together say of the article, whatever order they came in. */
export interface ArticleStatement {
  title: string;
  isTitleProvisional: boolean;
  url: string | null;
  publisher: PublisherIdentity | null;
  authors: Author[];
  date: string | null;
  summary: string | null;
  language: string | null;
  image: string | null;
  aliases: string[];
  topics: string[];
  /** Every address that is stated, by match key. */
  addresses: { key: string; url: string }[];
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
  rank: number;
  takeKey: string;
}

/**
 * Each field is that of the highest rank that states it; ties go to the smallest take key, then to the smallest
 * value. Addresses, alternative titles and topics add up.
 *
 * @param statements at least one
 */
export function articleStatement(statements: readonly Statement[]): ArticleStatement {
  const claimants = statements.map(claimantOf);
  const chosen = <Field extends keyof Claims>(field: Field) =>
    choose(claimants, field)?.claims[field] ?? null;
  const titleGiver = choose(claimants, 'title');
  if (!titleGiver) throw new TypeError('An article without any statement has no title');
  const publisher = chosen('publisher');
  const domain = chosen('domain');
  const aliases = new Set<string>();
  const topics = new Map<string, string>();
  const addresses = new Map<string, string>();
  for (const { facts } of statements) {
    const { article, take } = addressesOf(facts);
    for (const alias of facts.aliases) aliases.add(alias);
    for (const topic of facts.topics) keepSmallest(topics, foldName(topic), topic);
    for (const address of [article, take]) {
      if (address) keepSmallest(addresses, address.keys.exact, address.url);
    }
  }
  return {
    title: titleGiver.claims.title,
    isTitleProvisional: titleGiver.rank === rank.guess,
    url: chosen('url'),
    publisher: publisher !== null ? { name: publisher } : domain !== null ? { domain } : null,
    authors: chosen('authors') ?? [],
    date: chosen('date'),
    summary: chosen('summary'),
    language: chosen('language'),
    image: chosen('image'),
    aliases: [...aliases].sort(),
    topics: [...topics.values()].sort(),
    addresses: [...addresses].map(([key, url]) => ({ key, url })),
  };
}

function claimantOf({ facts, takeKey }: Statement): Claimant {
  const { article, isLinkPost } = addressesOf(facts);
  const { title, publisher, summary, language, image } = facts;
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
    // A link post is the front matter of its take, not of the piece.
    rank: isLinkPost ? rank.guess : rank.page,
    takeKey,
  };
}

function choose(claimants: readonly Claimant[], field: keyof Claims): Claimant | undefined {
  const textOf = ({ claims }: Claimant) => {
    const claim = claims[field];
    return Array.isArray(claim)
      ? claim.map(({ name, url }) => `${name} ${url ?? ''}`).join('\n')
      : (claim ?? '');
  };
  return claimants
    .filter(({ claims }) => claims[field] !== null)
    .sort(
      (a, b) => b.rank - a.rank || compareText(a.takeKey, b.takeKey) || compareText(textOf(a), textOf(b)),
    )[0];
}

function keepSmallest(map: Map<string, string>, key: string, value: string): void {
  const known = map.get(key);
  if (known === undefined || compareText(value, known) < 0) map.set(key, value);
}

/** By code points, as the databases compare: UTF-16 units would put emoji before some letters. */
function compareText(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
