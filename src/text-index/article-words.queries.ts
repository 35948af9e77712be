import { sql } from 'kysely';
import { chunksOf, manyByKey } from '../db/batch.ts';
import { type Db, dialectOf } from '../db/dialect.ts';
import { statement } from '../db/statement.ts';
import type { ArticleWords } from './article-terms.ts';
import { type TextKind, textId } from './text-id.ts';
import { searchedTexts } from './texts.queries.ts';
import { type TextWords, wordsOf } from './words-of-text.ts';

/** How many texts are read at once. */
const textsAtOnce = 16;

export interface ArticleWordsOptions {
  /** Texts of which the words are known, by their ids in the index: they are not read. */
  known?: ReadonlyMap<number, TextWords>;
  /** So much of each text is looked at, in UTF-16 code units. */
  longest?: number;
}

/** The words of articles and their takes; none of an article that has gone. */
export async function wordsOfArticles(
  db: Db,
  articleIds: readonly number[],
  options: ArticleWordsOptions = {},
): Promise<ArticleWords[]> {
  const takes = await selectTakes(db, { articleIds });
  const takeIds = takes.map(({ id }) => id);
  const ofTakes = await wordsByRows(db, 'TAKE', takeIds, options);
  const ofArticles = await wordsByRows(db, 'ARTICLE', articleIds, options);
  const takesOf = manyByKey(articleIds, takes, ({ article_id }) => article_id);
  return articleIds.map((id, i) => {
    const own = ofArticles.get(id);
    if (!own) return { title: [], texts: [] };
    const said = takesOf[i]!.map((take) => ofTakes.get(take.id)?.body ?? []);
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
  { known, longest }: ArticleWordsOptions,
): Promise<Map<number, TextWords>> {
  const words = new Map<number, TextWords>();
  const unread: number[] = [];
  for (const rowId of rowIds) {
    const own = known?.get(textId(kind, rowId));
    if (own) words.set(rowId, own);
    else unread.push(rowId);
  }
  for (const chunk of chunksOf(unread, known ? textsAtOnce : unread.length || 1))
    for (const text of await searchedTexts(db, kind, chunk, { withBodies: true }))
      words.set(text.rowId, wordsOf(kind, { ...text, body: text.body?.slice(0, longest) ?? null }));
  return words;
}
