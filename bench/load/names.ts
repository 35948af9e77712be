import { createHash } from 'node:crypto';
import { firstWordOf, type TextWithTopics, TopicForms, type TopicName } from '../../src/detect/topics.ts';
import { foldName } from '../../src/identity/fold.ts';
import { slugOf } from '../../src/identity/slug.ts';
import type { PublisherIdentity } from '../../src/publisher/publisher.writes.ts';
import type { Author } from '../../src/read/facts.ts';
import type { DataSet, TopicLine } from '../data-set.ts';
import { indexRows, type Row, type Rows } from './rows.ts';
import { anyTerm, type Term } from '../../src/text-index/article-terms.ts';
import { type TextWords, wordsOf } from '../../src/text-index/words-of-text.ts';
import { uidAt } from './uid.ts';

/** What some documents named; documents that are looked at in several threads are added up by it. */
export interface Named {
  people: Set<number>;
  publishers: Set<number>;
  /** Articles by topic, those of narrower ones included. */
  articleCounts: Map<number, number>;
  /** Articles by the words that they are compared by. */
  terms: Map<number, { text: string; count: number }>;
}

type Identified = Row & { id: number };

/** The people, publishers and topics of a data set, with numbers that do not depend on who is named first. */
export class Names {
  #named: Named = nobody();
  readonly #people: Map<string, Identified>;
  readonly #publishers: Map<string, Identified>;
  readonly #topics = new Map<string, Identified>();
  /** Each topic with those above it, itself first. */
  readonly #above = new Map<number, number[]>();
  readonly #topicNames: TopicName[] = [];
  readonly #forms: TopicForms;
  readonly #topicRows = {
    topic_alias: [] as Row[],
    topic_source: [] as Row[],
    topic_source_alias: [] as Row[],
  };

  constructor(data: DataSet, { path, now }: { path: string; now: string }) {
    this.#people = keyed(data.people(), 'person', ({ name, url }) => ({
      ...identityOf(foldName(name), name),
      url,
    }));
    this.#publishers = keyed(data.publishers(), 'publisher', (identity) => {
      const [key, name, domain] = publisherOf(identity);
      return { ...identityOf(key, name), name_key: foldName(name), domain };
    });
    for (const line of data.topics()) this.#addTopic(line, path, now);
    this.#forms = new TopicForms(this.#topicNames);
  }

  /** How many lines of the file describe topics: they come first. */
  get topicLines(): number {
    return this.#topics.size;
  }

  byline(authors: readonly Author[]): Row[] {
    return authors.map(({ name, url }, position) => {
      const { id } = this.#people.get(foldName(name))!;
      this.#named.people.add(id);
      return { person_id: id, spelling: name, url, position };
    });
  }

  publisher(identity: PublisherIdentity | null): number | null {
    if (!identity) return null;
    const { id } = this.#publishers.get(publisherOf(identity)[0])!;
    this.#named.publishers.add(id);
    return id;
  }

  /** Of an article those that its document states and those that its text names. Counts it for these and all broader ones, once each. */
  topics(spellings: readonly string[], text: TextWithTopics): { stated: Row[]; named: Row[]; ofText: Row[] } {
    const stated = spellings.map((spelling) => {
      const key = foldName(spelling);
      const { id } = this.#topics.get(key)!;
      return { topic_id: id, topic_key: key, assigned_by: 'SOURCE', confidence: 1, spelling };
    });
    const ofText = [...text.topicsAmong(this.#forms)].map(([topic_id, confidence]) => ({
      topic_id,
      confidence,
    }));
    const keys = new Map([...this.#topics].map(([key, { id }]) => [id, key]));
    const named = ofText
      .filter((row) => stated.every(({ topic_id }) => topic_id !== row.topic_id))
      .map(({ topic_id, confidence }) => ({
        topic_id,
        topic_key: keys.get(topic_id)!,
        assigned_by: 'KEYWORD',
        confidence,
        spelling: null,
      }));
    const ids = [...stated, ...named].map(({ topic_id }) => topic_id);
    for (const id of new Set(ids.flatMap((topicId) => this.#above.get(topicId)!)))
      addTo(this.#named.articleCounts, id, 1);
    return { stated, named, ofText };
  }

  /** Counts an article with these terms. */
  addTerms(terms: readonly Term[]): void {
    for (const term of terms.length > 0 ? [anyTerm, ...terms] : []) addTerm(this.#named.terms, term, 1);
  }

  /** What was named since the last time. */
  takeNamed(): Named {
    const named = this.#named;
    this.#named = nobody();
    return named;
  }

  add({ people, publishers, articleCounts, terms }: Named): void {
    for (const id of people) this.#named.people.add(id);
    for (const id of publishers) this.#named.publishers.add(id);
    for (const [topic, count] of articleCounts) addTo(this.#named.articleCounts, topic, count);
    for (const [id, { text, count }] of terms) addTerm(this.#named.terms, { id, text }, count);
  }

  /** To be written when all documents have been seen. */
  rows(): Rows {
    const { people, publishers, articleCounts, terms } = this.#named;
    const written = [...this.#people.values()].filter(({ id }) => people.has(id));
    return {
      person: written,
      ...indexRows([
        ...written.map(({ id, name }) =>
          wordsOf('PERSON', { rowId: id, titles: [String(name)], body: null }),
        ),
        ...[...this.#topics.values()].map((topic) => this.#wordsOfTopic(topic)),
      ]),
      publisher: [...this.#publishers.values()].filter(({ id }) => publishers.has(id)),
      topic: [...this.#topics.values()].map((row) => ({
        ...row,
        article_count: articleCounts.get(row.id) ?? 0,
      })),
      topic_closure: [...this.#above].flatMap(([id, above]) =>
        above.map((ancestor, depth) => ({ ancestor_id: ancestor, descendant_id: id, depth })),
      ),
      ...this.#topicRows,
      term: [...terms].map(([id, { text, count }]) => ({ id, text, article_count: count })),
    };
  }

  #wordsOfTopic({ id, name, description }: Identified): TextWords {
    const aliases = this.#topicRows.topic_alias.filter((alias) => alias['topic_id'] === id);
    const ordered = aliases.toSorted((a, b) => (String(a['key']) < String(b['key']) ? -1 : 1));
    const titles = [name, ...ordered.map((alias) => alias['name'])].map(String);
    return wordsOf('TOPIC', { rowId: id, titles, body: description === null ? null : String(description) });
  }

  #addTopic(line: TopicLine, path: string, now: string): void {
    const { name, description = null, broader = null, aliases = [] } = line;
    const key = foldName(name);
    const above = broader === null ? null : this.#topics.get(foldName(broader))!.id;
    const index = this.#topics.size;
    const id = index + 1;
    this.#topics.set(key, {
      id,
      uid: uidAt('topic', index),
      ...identityOf(key, name),
      description,
      stated_broader_id: above,
      broader_id: above,
      first_word: firstWordOf(key),
    });
    this.#topicNames.push({ topicId: id, key });
    this.#above.set(id, [id, ...(above === null ? [] : this.#above.get(above)!)]);
    this.#topicRows.topic_source.push({
      id,
      document: `${path} topic ${key}`,
      path,
      item: `line ${id}`,
      content_hash: createHash('sha256').update(JSON.stringify(line)).digest('hex'),
      topic_id: id,
      name,
      description,
      broader,
      broader_key: broader === null ? null : foldName(broader),
      ingested_at: now,
    });
    for (const alias of aliases) {
      const row = { key: foldName(alias), name: alias };
      this.#topicRows.topic_alias.push({ ...row, topic_id: id, first_word: firstWordOf(row.key) });
      this.#topicNames.push({ topicId: id, key: row.key });
      this.#topicRows.topic_source_alias.push({ ...row, topic_source_id: id });
    }
  }
}

function nobody(): Named {
  return { people: new Set(), publishers: new Set(), articleCounts: new Map(), terms: new Map() };
}

function identityOf(key: string, name: string) {
  return { key, slug: slugOf(name, key), name };
}

function publisherOf(identity: PublisherIdentity): [key: string, name: string, domain: string | null] {
  return 'name' in identity
    ? [foldName(identity.name), identity.name, null]
    : [`domain:${identity.domain}`, identity.domain, identity.domain];
}

function keyed<Value>(
  values: Iterable<Value>,
  kind: string,
  make: (value: Value) => Row & { key: string },
): Map<string, Identified> {
  const rows = new Map<string, Identified>();
  for (const value of values) {
    const row = make(value);
    rows.set(row.key, { id: rows.size + 1, uid: uidAt(kind, rows.size), ...row });
  }
  return rows;
}

function addTo(counts: Map<number, number>, id: number, change: number): void {
  counts.set(id, (counts.get(id) ?? 0) + change);
}

function addTerm(terms: Named['terms'], { id, text }: Pick<Term, 'id' | 'text'>, change: number): void {
  const known = terms.get(id);
  if (known) known.count += change;
  else terms.set(id, { text, count: change });
}
