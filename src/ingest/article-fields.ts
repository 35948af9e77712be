import { foldName } from '../identity/fold.ts';
import { addressesOf, type Facts, rank } from './facts.ts';

/** One document's word on an article. */
export interface Statement {
  facts: Facts;
  takeKey: string | null;
}

/** What the statements together say of the article, whatever order they came in. */
export interface ArticleStatement {
  title: string;
  isTitleProvisional: boolean;
  url: string | null;
  publisher: { name: string } | { domain: string } | null;
  authors: string[];
  date: string | null;
  summary: string | null;
  language: string | null;
  image: string | null;
  aliases: string[];
  topics: string[];
  /** Every address, by match key. */
  urls: { key: string; url: string }[];
}

interface Claim<T> {
  value: T;
  rank: number;
  takeKey: string;
}

/**
 * Each field is that of the highest rank that states it; ties go to the smallest take key, then to the smallest
 * value. Addresses, alternative titles and topics add up.
 */
export function articleStatement(statements: readonly Statement[]): ArticleStatement {
  const titles: Claim<string>[] = [];
  const urls: Claim<string>[] = [];
  const publishers: Claim<string>[] = [];
  const domains: Claim<string>[] = [];
  const authors: Claim<string[]>[] = [];
  const dates: Claim<string>[] = [];
  const summaries: Claim<string>[] = [];
  const languages: Claim<string>[] = [];
  const images: Claim<string>[] = [];
  const aliases = new Set<string>();
  const topics = new Map<string, string>();
  const addresses = new Map<string, string>();

  for (const { facts, takeKey } of statements) {
    const { article, take, isLinkPost } = addressesOf(facts);
    const claim = <T>(claims: Claim<T>[], value: T | null, of: number = rank.page) => {
      if (value !== null) claims.push({ value, rank: of, takeKey: takeKey ?? '' });
    };
    claim(titles, facts.title, isLinkPost ? rank.guess : rank.page);
    claim(publishers, facts.publisher);
    claim(summaries, facts.summary);
    claim(languages, facts.language);
    claim(images, facts.image);
    if (article) {
      claim(urls, article.url);
      claim(domains, article.site, rank.guess);
    }
    if (!isLinkPost) {
      claim(dates, facts.date);
      if (facts.authors.length > 0) claim(authors, facts.authors);
    }
    for (const alias of facts.aliases) aliases.add(alias);
    for (const topic of facts.topics) keepSmallest(topics, foldName(topic), topic);
    for (const address of [article, take]) {
      if (address) keepSmallest(addresses, address.keys.exact, address.url);
    }
  }

  const title = best(titles);
  if (!title) throw new TypeError('An article without any statement has no title');
  const publisher = best(publishers);
  const domain = best(domains);
  return {
    title: title.value,
    isTitleProvisional: title.rank === rank.guess,
    url: best(urls)?.value ?? null,
    publisher: publisher ? { name: publisher.value } : domain ? { domain: domain.value } : null,
    authors: best(authors)?.value ?? [],
    date: best(dates)?.value ?? null,
    summary: best(summaries)?.value ?? null,
    language: best(languages)?.value ?? null,
    image: best(images)?.value ?? null,
    aliases: [...aliases].sort(),
    topics: [...topics.values()].sort(),
    urls: [...addresses].map(([key, url]) => ({ key, url })),
  };
}

function keepSmallest(map: Map<string, string>, key: string, value: string): void {
  const known = map.get(key);
  if (known === undefined || value < known) map.set(key, value);
}

function best<T>(claims: readonly Claim<T>[]): Claim<T> | undefined {
  return [...claims].sort(
    (a, b) =>
      b.rank - a.rank || compareText(a.takeKey, b.takeKey) || compareText(textOf(a.value), textOf(b.value)),
  )[0];
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** By code points, as the databases compare: UTF-16 units would put emoji before some letters. */
function compareText(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
