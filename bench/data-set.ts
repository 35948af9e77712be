import { parseWebUrl, urlKeys } from '../src/identity/url-key.ts';
import { markdownOf, type Piece, type ProseBlock, proseWith, words } from './text/prose.ts';
import { Random } from './text/random.ts';
import { capitalised, nameAt, titleAt } from './text/words.ts';

/** A document as a line of Ibid's JSON Lines (docs/jsonl.md). */
export interface DocumentLine {
  type: 'document';
  title: string;
  url?: string;
  permalink?: string;
  publisher?: string;
  authors: (string | { name: string; url: string })[];
  date: string;
  topics: string[];
  summary?: string;
  language: string;
  image?: string;
  markdown: string;
}

export interface TopicLine {
  type: 'topic';
  name: string;
  aliases?: string[];
  description?: string;
  broader?: string;
}

/** One reference that a document's text makes. */
export interface Target {
  /** Of the article referred to. */
  index: number;
  by: 'url' | 'permalink' | 'title';
}

export interface MadeDocument {
  line: DocumentLine;
  targets: Target[];
  /** What the Markdown of the line says. */
  blocks: ProseBlock[];
}

/** How many takes refer to each of the hubs, where there are as many. */
const hubSizes = [5000, 4500, 4000, 3500, 3000];
const topicCount = 300;
const rootTopics = 12;
const publisherCount = 200;
const site = 'https://marginalia.example';
const firstDate = Date.UTC(2000, 0, 1);
const lastDate = Date.UTC(2024, 0, 1);

/**
 * Articles with a take each, by a number from 0: the same for the same size. Half are link posts, three in ten are
 * pieces of the publication's own, two in ten are known by their address alone. Takes refer to 5 to 10 articles
 * besides the hubs, popular ones more often (Zipf-like); one reference in eight is by title. The hubs are the newest
 * articles and refer to one another. That makes 7.5 references a take, and 20,000 to the hubs.
 */
export class DataSet {
  readonly size: number;
  readonly #stride: number;
  readonly #people: number;

  constructor(size: number) {
    if (!Number.isInteger(size) || size < 100 || size > 2 ** 24)
      throw new RangeError(`A data set has 100 to 16,777,216 articles, not ${size}`);
    this.size = size;
    this.#people = Math.min(50_000, Math.max(100, Math.floor(size / 10)));
    this.#stride = 7919;
    while (greatestCommonDivisor(this.#stride, size) > 1) this.#stride += 2;
  }

  /** The hubs by their numbers, the largest first, with how many takes refer to each. */
  get hubs(): { index: number; backlinks: number }[] {
    return hubSizes.map((size, i) => ({
      index: this.size - 1 - i,
      backlinks: Math.min(size, Math.floor(this.size / 2)),
    }));
  }

  /** Topics, the broader before the narrower. */
  *topics(): Generator<TopicLine> {
    for (let i = 0; i < topicCount; i++) {
      const random = new Random('topic', i);
      yield {
        type: 'topic',
        name: topicName(i),
        description: `${capitalised(words(random, 12))}.`,
        ...(i % 4 === 0 && { aliases: [`${topicName(i)} Studies`] }),
        // Three levels: 12 roots, 48 below them, the rest below those.
        ...(i >= rootTopics && {
          broader: topicName(
            i < rootTopics * 5 ? i % rootTopics : rootTopics + random.below(rootTopics * 4, 1.5),
          ),
        }),
      };
    }
  }

  /** Everybody whom a document may name. */
  *people(): Generator<{ name: string; url: string | null }> {
    for (let i = 0; i < this.#people; i++) yield { name: nameAt(i), url: siteOfPerson(i) };
  }

  /** Every publisher that a document may name, and the site of the publication's own pieces. */
  *publishers(): Generator<{ name: string } | { domain: string }> {
    for (let i = 0; i < publisherCount; i++) yield { name: publisherName(i) };
    yield { domain: new URL(site).hostname };
  }

  *documents(from = 0, to = this.size): Generator<MadeDocument> {
    for (let index = from; index < to; index++) yield this.document(index);
  }

  document(index: number): MadeDocument {
    const random = new Random('document', index);
    const targets = this.targets(index);
    const step = (lastDate - firstDate) / this.size;
    const kind = kindOf(index);
    const authors = new Set([random.below(this.#people, 2), ...(random.below(4) === 0 ? [index % 50] : [])]);
    const topics = new Set(
      Array.from({ length: random.between(1, 3) }, () => (random.below(topicCount, 2) * 7) % topicCount),
    );
    const insertions = targets.map(({ index: target, by }) => insertionFor(random, target, by));
    // Every other take also links a page that is no article.
    if (random.below(2) === 0) {
      const url = `https://elsewhere.example/${random.below(5000, 3)}`;
      insertions.push({ text: words(random, 2), url });
    }
    const blocks = proseWith(random, insertions);
    const line: DocumentLine = {
      type: 'document',
      title: titleAt(index),
      ...(kind !== 'own' && { url: urlOf(index), publisher: publisherName(publisherOf(index)) }),
      ...(kind !== 'addressed' && { permalink: permalinkOf(index) }),
      authors: [...authors].map((person) => {
        const url = siteOfPerson(person);
        return url === null ? nameAt(person) : { name: nameAt(person), url };
      }),
      date: new Date(Math.floor((firstDate + index * step) / 1000) * 1000).toISOString(),
      topics: [...topics].map(topicName),
      ...(random.below(2) === 0 && { summary: `${capitalised(words(random, 20))}.` }),
      language: random.below(10) === 0 ? 'de' : 'en',
      ...(random.below(4) === 0 && { image: `https://images.example/${index}.jpg` }),
      markdown: markdownOf(blocks),
    };
    return { line, targets, blocks };
  }

  /** The match key of an article's address, or of its take's. */
  keyOf(index: number, by: 'url' | 'permalink'): string {
    const url = by === 'url' ? urlOf(index) : permalinkOf(index);
    return urlKeys(parseWebUrl(url)!).exact;
  }

  /** How many takes refer to each article. */
  countBacklinks(): Int32Array {
    const counts = new Int32Array(this.size);
    for (let index = 0; index < this.size; index++)
      for (const target of this.targets(index)) counts[target.index]!++;
    return counts;
  }

  /** What the take of an article refers to, in reading order. */
  targets(index: number): Target[] {
    const random = new Random('targets', index);
    const found = new Map<number, Target>();
    const refer = (target: number) => {
      if (target === index || found.has(target)) return;
      const isByTitle = random.below(8) === 0;
      const hasTakeAddress = kindOf(target) === 'linkPost' && random.below(3) === 0;
      const isOwn = kindOf(target) === 'own';
      found.set(target, {
        index: target,
        by: isByTitle ? 'title' : isOwn || hasTakeAddress ? 'permalink' : 'url',
      });
    };
    const isHub = index >= this.size - hubSizes.length;
    for (const hub of this.hubs) {
      const share = (at: number) => Math.floor((at * hub.backlinks) / this.size);
      if (isHub || share(index + 1) > share(index)) refer(hub.index);
    }
    const wanted = found.size + random.between(5, 10);
    while (found.size < wanted) {
      const rank = random.below(this.size, 1.8);
      refer((rank * this.#stride + 13) % this.size);
    }
    return [...found.values()];
  }
}

function kindOf(index: number): 'linkPost' | 'own' | 'addressed' {
  const turn = index % 10;
  return turn < 5 ? 'linkPost' : turn < 8 ? 'own' : 'addressed';
}

function publisherOf(index: number): number {
  return new Random('publisher', index).below(publisherCount, 2);
}

/** Where the original of an article is read; of a piece of the publication's own nowhere else. */
function urlOf(index: number): string {
  return `https://www.site${publisherOf(index)}.example/articles/${index}/`;
}

function permalinkOf(index: number): string {
  return `${site}/${index}`;
}

function insertionFor(random: Random, target: number, by: Target['by']): Piece {
  if (by === 'title') return { text: titleAt(target), isEmphasised: random.below(3) === 0, names: target };
  const text = random.below(3) === 0 ? titleAt(target) : words(random, random.between(1, 4));
  return { text, url: by === 'url' ? urlOf(target) : permalinkOf(target) };
}

/** Of some people it is known. */
function siteOfPerson(index: number): string | null {
  return index % 5 === 0 ? `https://person${index}.example/` : null;
}

function publisherName(index: number): string {
  return `The ${nameAt(index + 90_000)} Review`;
}

function topicName(index: number): string {
  return nameAt(index + 200_000);
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
