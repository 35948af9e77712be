import { sql } from 'kysely';
import { AtCommit } from '../db/at-commit.ts';
import { chunksOf, manyByKey } from '../db/batch.ts';
import { type Db, dialectOf } from '../db/dialect.ts';
import { insertRows } from '../db/rows.ts';
import { statement } from '../db/statement.ts';
import { type Term, termsOf } from './article-terms.ts';
import { type TextKind, textId } from './text-id.ts';
import { searchedTexts } from './texts.queries.ts';
import { type TextWords, wordsOf } from './words-of-text.ts';

/** How many articles are worked out at once. */
const articlesAtOnce = 50;
/** How many texts are read at once. */
const textsAtOnce = 16;

interface StaleTerms {
  articleIds: Set<number>;
  /** Texts of which the words are known, by their ids in the index: they need not be read again. */
  words: Map<number, TextWords>;
}

/** Of articles that may say something else now. */
const staleTerms = new AtCommit(
  (): StaleTerms => ({ articleIds: new Set(), words: new Map() }),
  async (trx, { articleIds, words }) => {
    for (const chunk of chunksOf([...articleIds], articlesAtOnce)) await settleTerms(trx, chunk, words);
  },
);

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

/** The terms of articles as their texts have them. */
export async function termsOfArticles(
  db: Db,
  articleIds: readonly number[],
  known: ReadonlyMap<number, TextWords> = new Map(),
): Promise<Term[][]> {
  const takes = await selectTakes(db, { articleIds });
  const ofTakes = await wordsByRows(
    db,
    'TAKE',
    takes.map(({ id }) => id),
    known,
  );
  const ofArticles = await wordsByRows(db, 'ARTICLE', articleIds, known);
  const takesOf = manyByKey(articleIds, takes, ({ article_id }) => article_id);
  return articleIds.map((id, i) => {
    const own = ofArticles.get(id);
    // One that has gone.
    if (!own) return [];
    const said = takesOf[i]!.flatMap((take) => ofTakes.get(take.id)?.body ?? []);
    return termsOf(own.mainTitle, [own.body, said]);
  });
}

const selectTakes = statement((db, { articleIds }: { articleIds: readonly number[] }) =>
  db
    .selectFrom('take')
    .select(['id', 'article_id'])
    .where(dialectOf(db).among(sql`article_id`, articleIds)),
);

async function wordsByRows(
  db: Db,
  kind: TextKind,
  rowIds: readonly number[],
  known: ReadonlyMap<number, TextWords>,
): Promise<Map<number, TextWords>> {
  const words = new Map<number, TextWords>();
  const unread: number[] = [];
  for (const rowId of rowIds) {
    const own = known.get(textId(kind, rowId));
    if (own) words.set(rowId, own);
    else unread.push(rowId);
  }
  for (const chunk of chunksOf(unread, textsAtOnce))
    for (const text of await searchedTexts(db, kind, chunk, { withBodies: true }))
      words.set(text.rowId, wordsOf(kind, text));
  return words;
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
): Promise<void> {
  const wanted = await termsOfArticles(trx, articleIds, words);
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
  await countTerms(
    trx,
    changed.map(({ terms, former }) => ({ terms, former: former.map(({ term_id }) => term_id) })),
  );
}

function areSame(terms: readonly Term[], rows: readonly { term_id: number; weight: number }[]): boolean {
  const weights = new Map(rows.map(({ term_id, weight }) => [term_id, weight]));
  return terms.length === rows.length && terms.every(({ id, weight }) => weights.get(id) === weight);
}

/** Stands for any term: how many articles have one. */
const anyTerm = { id: 0, text: '' };

const upsertCounts = statement(
  (db, { rows }: { rows: string }) => sql<never>`
    insert into term (id, text, article_count)
    ${dialectOf(db).rowsFromJson('term', ['id', 'text', 'article_count'], rows)} where true
    on conflict (id) do update set article_count = term.article_count + excluded.article_count
  `,
);
const deleteUnused = statement((db, { ids }: { ids: readonly number[] }) =>
  db
    .deleteFrom('term')
    .where(dialectOf(db).among(sql`id`, ids))
    .where('article_count', '=', 0),
);

/** @param articles of each the terms that it has now, and the ids of those that it had */
async function countTerms(
  trx: Db,
  articles: readonly { terms: readonly Term[]; former: readonly number[] }[],
): Promise<void> {
  const changes = new Map<number, { id: number; text: string; article_count: number }>();
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
  await upsertCounts(trx, { rows: JSON.stringify(rows) });
  const fallen = rows.filter((row) => row.article_count < 0).map((row) => row.id);
  if (fallen.length > 0) await deleteUnused(trx, { ids: fallen });
}
