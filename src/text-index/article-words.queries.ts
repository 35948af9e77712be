import { setImmediate as nextTurn } from 'node:timers/promises';
import { sql } from 'kysely';
import { chunksOf, manyByKey } from '../db/batch.ts';
import { type Db, dialectOf } from '../db/dialect.ts';
import { statement, statementPerParent } from '../db/statement.ts';
import { joinedWords, searchWordsOf } from '../identity/tokens.ts';
import type { ArticleWords } from './article-terms.ts';
import { type TextKind, textId } from './text-id.ts';
import { searchedTexts } from './texts.queries.ts';
import { type TextWords, wordsOf } from './words-of-text.ts';

/** How many texts are in memory at once. */
const textsAtOnce = 16;

/**
 * All words of articles and their takes; none of an article that has gone.
 *
 * @param known texts of which the words are known, by their ids in the index: they are not read
 */
export async function wordsOfArticles(
  db: Db,
  articleIds: readonly number[],
  known: ReadonlyMap<number, TextWords> = new Map(),
): Promise<ArticleWords[]> {
  const takes = await selectTakes(db, { articleIds });
  const takeIds = takes.map(({ id }) => id);
  const ofTakes = await wordsByRows(db, 'TAKE', takeIds, known);
  const ofArticles = await wordsByRows(db, 'ARTICLE', articleIds, known);
  const takesOf = manyByKey(articleIds, takes, ({ article_id }) => article_id);
  return articleIds.map((id, i) => {
    const own = ofArticles.get(id);
    if (!own) return { title: [], texts: [] };
    const said = takesOf[i]!.flatMap((take) => ofTakes.get(take.id)?.body ?? []);
    return { title: own.mainTitle, texts: [own.body, ...said] };
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

export interface FirstWordsLimits {
  /** Takes of an article, the newest. */
  takes: number;
  /** Of all its texts together, in UTF-16 code units. */
  length: number;
}

const selectTitles = statement((db, { articleIds }: { articleIds: readonly number[] }) =>
  db
    .selectFrom('article')
    .select(['id', 'title', 'summary'])
    .where(dialectOf(db).among(sql`id`, articleIds)),
);
const selectBeginnings = statementPerParent((db, articleId, { takes, length }: FirstWordsLimits) =>
  db
    .selectFrom('take')
    .innerJoin('take_body', 'take_body.take_id', 'take.id')
    .select(sql<string>`substr(take_body.text, 1, ${length})`.as('text'))
    .where('take.article_id', '=', articleId)
    .orderBy(sql`coalesce(take.published_at, '')`, 'desc')
    .orderBy('take.key')
    .limit(sql<number>`${takes}`),
);

/** The first words of articles and their newest takes: a request must not wait for all of a long text. */
export async function firstWordsOfArticles(
  db: Db,
  articleIds: readonly number[],
  limits: FirstWordsLimits,
): Promise<ArticleWords[]> {
  const [rows, beginnings] = await Promise.all([
    selectTitles(db, { articleIds }),
    selectBeginnings(db, articleIds, limits),
  ]);
  const byId = new Map(rows.map((row) => [row.id, row]));
  const words: ArticleWords[] = [];
  for (const [i, id] of articleIds.entries()) {
    if (i > 0) await nextTurn();
    const { title = '', summary = null } = byId.get(id) ?? {};
    const texts = [];
    let rest = limits.length;
    for (const text of [summary ?? '', ...beginnings[i]!.map((row) => row.text)]) {
      texts.push({ searchWords: searchWordsOf(text.slice(0, rest)) });
      rest -= Math.min(rest, text.length);
    }
    words.push({ title: joinedWords(searchWordsOf(title)), texts });
  }
  return words;
}
