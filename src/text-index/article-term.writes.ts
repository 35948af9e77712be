import { sql } from 'kysely';
import { AtCommit } from '../db/at-commit.ts';
import { chunksOf, manyByKey } from '../db/batch.ts';
import { type Db, dialectOf } from '../db/dialect.ts';
import { insertRows } from '../db/rows.ts';
import { statement, statementForEach } from '../db/statement.ts';
import { anyTerm, countLikelyTerms, type Term, termsOf } from './article-terms.ts';
import { wordsOfArticles } from './article-words.queries.ts';
import type { TextWords } from './words-of-text.ts';

/** How many articles are worked out at once. */
const articlesAtOnce = 50;

interface StaleTerms {
  articleIds: Set<number>;
  /** Texts of which the words are known, by their ids in the index: they need not be read again. */
  words: Map<number, TextWords>;
}

/** Of articles that may say something else now. */
const staleTerms = new AtCommit(
  (): StaleTerms => ({ articleIds: new Set(), words: new Map() }),
  async (trx, { articleIds, words }) => {
    const changes: TermChange[] = [];
    for (const chunk of chunksOf([...articleIds], articlesAtOnce))
      changes.push(...(await settleTerms(trx, chunk, words)));
    await countTerms(trx, changes);
  },
);

/** The terms that an article has now, and the ids of those that it had. */
interface TermChange {
  terms: readonly Term[];
  former: readonly number[];
}

/** These articles, or which takes they have, may be others now. */
export function noteTerms(trx: Db, articleIds: Iterable<number>): void {
  const stale = staleTerms.of(trx).articleIds;
  for (const id of articleIds) stale.add(id);
}

/** Texts as they are now: until the transaction ends. */
export function keepWords(trx: Db, texts: readonly TextWords[]): void {
  const { words } = staleTerms.of(trx);
  for (const text of texts) words.set(text.id, text);
}

/** Before an article goes whose number another may get. */
export async function clearTerms(trx: Db, articleId: number): Promise<void> {
  staleTerms.peek(trx)?.articleIds.delete(articleId);
  const present = await selectTerms(trx, { articleIds: [articleId] });
  await countTerms(trx, [{ terms: [], former: present.map(({ term_id }) => term_id) }]);
}

const selectTerms = statement((db, { articleIds }: { articleIds: readonly number[] }) =>
  db
    .selectFrom('article_term')
    .select(['article_id', 'term_id', 'weight'])
    .where(dialectOf(db).among(sql`article_id`, articleIds)),
);
const deleteTerms = statement((db, { articleIds }: { articleIds: readonly number[] }) =>
  db.deleteFrom('article_term').where(dialectOf(db).among(sql`article_id`, articleIds)),
);

async function settleTerms(
  trx: Db,
  articleIds: readonly number[],
  words: ReadonlyMap<number, TextWords>,
): Promise<TermChange[]> {
  const texts = await wordsOfArticles(trx, articleIds, words);
  const wanted = texts.map((own) => termsOf(countLikelyTerms(own)));
  const rows = await selectTerms(trx, { articleIds });
  const present = manyByKey(articleIds, rows, ({ article_id }) => article_id);
  const changed = articleIds
    .map((articleId, i) => ({ articleId, terms: wanted[i]!, former: present[i]! }))
    .filter(({ terms, former }) => !areSame(terms, former));
  const old = changed.filter(({ former }) => former.length > 0);
  if (old.length > 0) await deleteTerms(trx, { articleIds: old.map(({ articleId }) => articleId) });
  await insertRows(
    trx,
    'article_term',
    changed.flatMap(({ articleId, terms }) =>
      terms.map(({ id, weight }) => ({ article_id: articleId, term_id: id, weight })),
    ),
  );
  return changed.map(({ terms, former }) => ({ terms, former: former.map(({ term_id }) => term_id) }));
}

function areSame(terms: readonly Term[], rows: readonly { term_id: number; weight: number }[]): boolean {
  const weights = new Map(rows.map(({ term_id, weight }) => [term_id, weight]));
  return terms.length === rows.length && terms.every(({ id, weight }) => weights.get(id) === weight);
}

const addCount = sql`on conflict (id) do update set article_count = term.article_count + excluded.article_count`;
const upsertCounts = statement(
  (db, { rows }: { rows: string }) => sql<never>`
    insert into term (id, text, article_count)
    ${dialectOf(db).rowsFromJson('term', ['id', 'text', 'article_count'], rows)} where true ${addCount}
  `,
);
const upsertCountOfEach = statementForEach(
  (_db, { id, text, article_count }: TermCount) => sql<never>`
    insert into term (id, text, article_count) values (${id}, ${text}, ${article_count}) ${addCount}
  `,
);
const deleteUnused = statement((db, { ids }: { ids: readonly number[] }) =>
  db
    .deleteFrom('term')
    .where(dialectOf(db).among(sql`id`, ids))
    .where('article_count', '=', 0),
);

interface TermCount {
  id: number;
  text: string;
  article_count: number;
}

async function countTerms(trx: Db, articles: readonly TermChange[]): Promise<void> {
  const changes = new Map<number, TermCount>();
  const count = ({ id, text }: { id: number; text: string }, change: 1 | -1) => {
    const known = changes.get(id);
    if (!known) changes.set(id, { id, text, article_count: change });
    else {
      known.article_count += change;
      known.text ||= text;
    }
  };
  for (const { terms, former } of articles) {
    if (former.length > 0) count(anyTerm, -1);
    if (terms.length > 0) count(anyTerm, 1);
    for (const id of former) count({ id, text: '' }, -1);
    for (const term of terms) count(term, 1);
  }
  // Neighbours stand in the same pages.
  const rows = [...changes.values()].filter((row) => row.article_count !== 0).sort((a, b) => a.id - b.id);
  if (rows.length === 0) return;
  if (dialectOf(trx).writesEach) await upsertCountOfEach(trx, rows);
  else await upsertCounts(trx, { rows: JSON.stringify(rows) });
  const fallen = rows.filter((row) => row.article_count < 0).map((row) => row.id);
  if (fallen.length > 0) await deleteUnused(trx, { ids: fallen });
}

/** Of articles that have terms of which the words are not known all are worked out again. */
export async function deleteUnknownTerms(trx: Db): Promise<void> {
  await sql`
    delete from article_term where not exists (select 1 from term where term.id = article_term.term_id)
  `.execute(trx);
}

/** Counts by the terms of articles, whatever was counted before. */
export async function recountTerms(trx: Db): Promise<void> {
  const every = sql.lit(anyTerm.id);
  await sql`
    update term set article_count = counted.articles
    from (
      select term_id, count(*) as articles from article_term group by term_id
      union all select ${every}, count(distinct article_id) from article_term
    ) as counted
    where counted.term_id = term.id and counted.articles <> term.article_count
  `.execute(trx);
  await sql`
    delete from term where id <> ${every}
      and not exists (select 1 from article_term where article_term.term_id = term.id)
  `.execute(trx);
}
