import { openStore } from '../src/db/store.ts';
import { slugOf } from '../src/identity/slug.ts';
import { DataSet } from './data-set.ts';
import type { Query } from './queries.ts';
import { Random } from './text/random.ts';
import { titleAt } from './text/words.ts';

export type Variables = Record<string, string>;
export type Arguments = Record<Query['variables'], Variables[]>;

const ordinaryCount = 500;
const topicCount = 100;

/** What queries are asked with on stores of this size: the same every time, for every server. */
export async function drawArguments(databaseUrl: string, size: number): Promise<Arguments> {
  const data = new DataSet(size);
  const random = new Random('arguments', size);
  await using store = openStore(databaseUrl);
  // One article of 30 is like that.
  const ids = Array.from({ length: ordinaryCount * 40 }, () => 1 + random.below(size));
  const rows = await store.db
    .selectFrom('article')
    .select(['id', 'slug'])
    .where('id', 'in', ids)
    .where('reference_count', '>=', 10)
    .where('referenced_by_count', '>=', 10)
    .where('referenced_by_count', '<', 1000)
    .orderBy('id')
    .limit(ordinaryCount)
    .execute();
  const topics = await store.db
    .selectFrom('topic')
    .select('slug')
    .where('article_count', '>=', 20)
    .orderBy('slug')
    .limit(topicCount)
    .execute();
  const ordinary = rows.map(({ slug }) => ({ slug }));
  return {
    ordinary,
    one: ordinary.slice(0, 1),
    hub: data.hubs.map(({ index }) => ({ slug: slugOf(titleAt(index), '') })),
    topic: topics.map(({ slug }) => ({ slug })),
    none: [{}],
  };
}
