import type { Batch, Value } from './load/batches.ts';
import { termId, termLimit } from '../src/text-index/article-terms.ts';
import { uidAt } from './load/uid.ts';
import { Random } from './text/random.ts';

const hubCount = 5;
const topicCount = 300;
const rootTopics = 12;
const words = 200_000;
const wordsOfText = 300;
const weights = Array.from({ length: termLimit }, (_, i) => 320_000 - 8_000 * i);
const articlesPerBatch = 2_000;
const firstDate = Date.UTC(2000, 0, 1);
const lastDate = Date.UTC(2024, 0, 1);
const now = '2024-01-02T00:00:00.000Z';

/**
 * The graph alone, with texts of words that follow no grammar: articles with a take each, 5 to 14 references of a take, popular articles more often, and five
 * hubs that a tenth of the takes refer to each; 300 topics on three levels and as many words an article as the product keeps. That is 10 million references and
 * hubs of 100,000 at a million articles.
 */
export class GraphData {
  readonly size: number;
  readonly #backlinks: Int32Array;
  readonly #termIds = Array.from({ length: words }, (_, i) => termId(wordAt(i)));

  constructor(size: number) {
    this.size = size;
    this.#backlinks = new Int32Array(size);
    for (let i = 0; i < size; i++) for (const target of this.targets(i)) this.#backlinks[target]!++;
  }

  /** The ids of the hubs. */
  get hubs(): number[] {
    return Array.from({ length: hubCount }, (_, i) => this.size - i);
  }

  /** What the take of an article refers to, by index from 0. */
  targets(index: number): number[] {
    const random = new Random('graph', index);
    const found = new Set<number>();
    for (let i = 0; i < hubCount; i++) if ((index + i * 3) % 10 === 0) found.add(this.size - 1 - i);
    const wanted = found.size + random.between(5, 14);
    while (found.size < wanted) found.add((random.below(this.size, 1.8) * 7919 + 13) % this.size);
    found.delete(index);
    return [...found];
  }

  *batches(): Generator<Batch> {
    const topicCounts = new Int32Array(topicCount);
    const termCounts = new Int32Array(words);
    for (let from = 0; from < this.size; from += articlesPerBatch) {
      const tables = new Tables();
      for (let i = from; i < Math.min(this.size, from + articlesPerBatch); i++)
        this.#addArticle(tables, i, topicCounts, termCounts);
      yield tables.batch;
    }
    yield this.#names(topicCounts, termCounts);
  }

  #addArticle(tables: Tables, i: number, topicCounts: Int32Array, termCounts: Int32Array): void {
    const random = new Random('piece', i);
    const id = i + 1;
    const targets = this.targets(i);
    const date = new Date(
      firstDate + Math.floor(((lastDate - firstDate) * i) / this.size / 1000) * 1000,
    ).toISOString();
    const slug = `piece-${id}`;
    const key = `//graph.example/${id}`;
    const stamps = { created_at: now, updated_at: now };
    tables.add('article', {
      id, uid: uidAt('article', i), key, slug, title: `Piece ${id}`, title_key: `piece ${id}`, url: `https:${key}`,
      url_fold: `https:${key}`, latest_take_at: date, take_count: 1, reference_count: targets.length,
      referenced_by_count: this.#backlinks[i]!, published_at: date, ...stamps,
    }); // prettier-ignore
    tables.add('take', {
      id,
      uid: uidAt('take', i),
      key: `${key} (take)`,
      article_id: id,
      published_at: date,
      revision: 1,
      ...stamps,
    });
    for (const [position, target] of targets.entries()) {
      const exact = `Piece ${target + 1}`;
      tables.add('cross_reference', {
        take_id: id, source_id: id, target_id: target + 1, kind: 'MENTION', detected_by: 'LINK', confidence: 1,
        position: position + 1, anchors: `[{"exact":"${exact}","prefix":"","suffix":"","sentence":"After ${exact}.","start":6,"end":${6 + exact.length},"url":null}]`,
        take_time: date, take_key: `${key} (take)`,
      }); // prettier-ignore
    }
    const topics = new Set(
      Array.from({ length: random.between(1, 3) }, () => (random.below(topicCount, 2) * 7) % topicCount),
    );
    for (const topic of topics)
      tables.add('article_topic', {
        article_id: id, topic_id: topic + 1, assigned_by: 'SOURCE', confidence: 1, latest_take: date, article_slug: slug,
        topic_key: `topic ${topic}`,
      }); // prettier-ignore
    for (const topic of new Set([...topics].flatMap(aboveTopic))) topicCounts[topic]!++;
    const said = Array.from({ length: wordsOfText }, () => random.below(words, 3));
    tables.add('take_body', {
      take_id: id, word_count: wordsOfText, text: said.map(wordAt).join(' '), layout: '{}', html: '', markdown: '',
    }); // prettier-ignore
    for (const [place, word] of [...new Set(said)].slice(0, termLimit).entries()) {
      tables.add('article_term', { article_id: id, term_id: this.#termIds[word]!, weight: weights[place]! });
      termCounts[word]!++;
    }
  }

  #names(topicCounts: Int32Array, termCounts: Int32Array): Batch {
    const tables = new Tables();
    for (const [i, count] of topicCounts.entries()) {
      const [, above = null] = aboveTopic(i);
      const broader = above === null ? null : above + 1;
      tables.add('topic', {
        id: i + 1, uid: uidAt('topic', i), key: `topic ${i}`, slug: `topic-${i}`, name: `Topic ${i}`,
        article_count: count, broader_id: broader, stated_broader_id: broader,
      }); // prettier-ignore
      for (const [depth, ancestor] of aboveTopic(i).entries())
        tables.add('topic_closure', { ancestor_id: ancestor + 1, descendant_id: i + 1, depth });
    }
    tables.add('term', { id: 0, text: '', article_count: this.size });
    for (const [i, count] of termCounts.entries())
      if (count > 0) tables.add('term', { id: this.#termIds[i]!, text: wordAt(i), article_count: count });
    return tables.batch;
  }
}

/** Three levels, as in `DataSet`: the topic itself, and those above it. */
function aboveTopic(topic: number): number[] {
  if (topic < rootTopics) return [topic];
  const above = topic < rootTopics * 5 ? topic % rootTopics : rootTopics + (topic % (rootTopics * 4));
  return [topic, ...aboveTopic(above)];
}

function wordAt(index: number): string {
  return `word${index}`;
}

class Tables {
  readonly batch: Batch = new Map();

  add(table: string, row: Record<string, Value>): void {
    let known = this.batch.get(table);
    if (!known) this.batch.set(table, (known = { columns: Object.keys(row), rows: [] }));
    known.rows.push(Object.values(row));
  }
}
