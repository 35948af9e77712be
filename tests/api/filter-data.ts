import { openStore, type Trx } from '../../src/db/store.ts';
import { markdown } from '../ingest/documents.ts';
import { createTestApp, type TestApp } from '../support/app.ts';
import type { Engine } from '../support/engines.ts';
import { FilterDataDocument, type FilterDataQuery } from '../support/gql/graphql.ts';

export type FilterData = FilterDataQuery;
export type ListedArticle = FilterData['articles']['nodes'][number];
export type ListedTake = FilterData['takes']['nodes'][number];
export type ListedTopic = FilterData['topics']['nodes'][number];

const pieces = 60;
const words = [
  'Éclair', 'éclairs', 'ECLAIR', '100% sure', 'under_score', 'back\\slash', '"quoted"', "it's", 'Zürich', 'zurich',
  'ÅNGSTRÖM', 'Ångström', 'naïve', 'Naive', 'Œuvre', 'Москва', 'москва', '東京', 'NEAR(', 'x:*',
]; // prettier-ignore
const dates = ['2019-12-31', '2020-01-01', '2020-06-15', '2021-02-28', '2021-03-01T10:00:00Z', '2022-07-07'];
const languages = ['en', 'en-GB', 'EN', 'fr', 'ñandú', undefined];
const publishers = ['The Quay', 'the quay', 'Émile & Co', undefined];
const people = ['Ada Muster', 'Émile Beispiel', 'emile beispiel', 'Bo Example', 'Cy Present'];
const topics = ['Storage', 'Harbours', 'Étude', 'Networks', 'Lamps', 'Whales', 'Numbers'];

/** Below "Storage" come "Harbours" and, under that, "Whales"; below "Étude" comes "Lamps". */
const broader = [
  ['Harbours', 'Storage'],
  ['Whales', 'Harbours'],
  ['Lamps', 'Étude'],
] as const;

function urlOf(i: number): string {
  const host =
    i % 3 === 0 ? 'https://own.example/blog' : i % 3 === 1 ? 'https://Two.example' : 'http://three.example';
  return i % 7 === 0
    ? 'https://own.example/blogroll' + i
    : `${host}/Piece_${i}${i % 4 === 0 ? '?q=100%25' : ''}`;
}

/** Pieces with everything that filters ask about, missing here and there. */
function documents(): Record<string, string> {
  const texts = Array.from({ length: pieces }, (_, i) => {
    const links = [i * 2 + 1, i * 5 + 3, i * 7].slice(0, i % 4);
    const isTitled = i % 11 === 10;
    const frontMatter = {
      title: `${words[i % words.length]} ${words[(i * 3 + 1) % words.length]}${i % 5 === 0 ? '' : ` ${i}`}`,
      url: isTitled ? undefined : urlOf(i),
      permalink: i % 5 === 1 ? `https://takes.example/${i}` : undefined,
      date: i % 4 === 3 ? undefined : dates[i % dates.length],
      authors: people.filter((_, j) => (i + j) % 3 === 0).slice(0, i % 4),
      publisher: publishers[i % publishers.length],
      language: languages[(i * 5) % languages.length],
      topics: topics.filter((_, j) => (i * (j + 2)) % 5 === 1),
    };
    const sentences = links.map((to) => `See [this](${urlOf(to % pieces)}).`);
    return [
      `${i}.md`,
      markdown(frontMatter, i % 6 === 5 ? '' : `Text ${i}. ${sentences.join(' ')}`),
    ] as const;
  });
  return Object.fromEntries(texts);
}

/** Ibid with such pieces, with topics below others and with references of every kind. */
export async function createFilterApp(engine: Engine): Promise<TestApp> {
  const app = await createTestApp({
    engine,
    settings: { PUBLICATION_NAME: 'Filters', PUBLICATION_URL: 'https://www.own.example/blog/' },
  });
  await app.publish(documents());
  await using store = openStore(app.databaseUrl);
  await store.write(async (trx) => {
    for (const [child, parent] of broader) await placeBelow(trx, child, parent);
    const kinds = [
      { kind: 'QUOTES', detected_by: 'MANUAL', confidence: 1 },
      { kind: 'SEE_ALSO', detected_by: 'IMPORTED', confidence: 0.5 },
      { kind: 'MENTION', detected_by: 'TITLE', confidence: 0.75 },
    ] as const;
    const references = await trx.selectFrom('cross_reference').select('id').orderBy('id').execute();
    for (const [i, { id }] of references.entries()) {
      const kind = kinds[i % 4];
      if (kind) await trx.updateTable('cross_reference').set(kind).where('id', '=', id).execute();
    }
  });
  return app;
}

/** Puts a topic, which has none below it yet, below another. */
async function placeBelow(trx: Trx, child: string, parent: string): Promise<void> {
  const idOf = async (name: string) =>
    (await trx.selectFrom('topic').select('id').where('name', '=', name).executeTakeFirstOrThrow()).id;
  const [childId, parentId] = [await idOf(child), await idOf(parent)];
  await trx.updateTable('topic').set({ broader_id: parentId }).where('id', '=', childId).execute();
  const above = await trx
    .selectFrom('topic_closure')
    .select(['ancestor_id', 'depth'])
    .where('descendant_id', '=', parentId)
    .execute();
  const paths = above.map((row) => ({ ...row, descendant_id: childId, depth: row.depth + 1 }));
  await trx.insertInto('topic_closure').values(paths).execute();
}

export async function readFilterData(app: TestApp): Promise<FilterData> {
  const data = await app.execute(FilterDataDocument);
  if (data.articles.totalCount > 100 || data.takes.totalCount > 100) throw new Error('Too much for one page');
  return data;
}
