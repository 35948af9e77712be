import { sql } from 'kysely';
import { type Db, dialectOf } from '../db/dialect.ts';
import { anyTerm, countWords, termsOf } from '../text-index/article-terms.ts';
import { wordsOfArticles } from '../text-index/article-words.queries.ts';
import { type Check, type Finding, FindingCounter, rowCheck } from './check.ts';
import { idRanges, idsInRange } from './id-ranges.ts';

const every = sql.lit(anyTerm.id);

/** What related articles are found by. */
export const termChecks: readonly Check[] = [
  {
    name: 'article-terms',
    fault:
      'articles whose words for comparison are not those of their texts: ibid doctor --reindex puts them right',
    find: findWrongTerms,
  },
  rowCheck(
    'term-count',
    'words with a wrong number of articles: ibid doctor --reindex counts them',
    () => sql`
      select case when coalesce(term.id, counted.term_id) = ${every} then 'any' else coalesce(term.text, 'no. ' || counted.term_id) end || ' ('
        || coalesce(cast(term.article_count as text), 'none') || ' for ' || coalesce(counted.articles, 0) || ')' as label
      from term full join (
        select term_id, count(*) as articles from article_term group by term_id
        union all select ${every}, count(distinct article_id) from article_term having count(*) > 0
      ) as counted on counted.term_id = term.id
      where term.article_count is distinct from counted.articles
    `,
  ),
];

async function findWrongTerms(db: Db): Promise<Finding> {
  const findings = new FindingCounter();
  for await (const range of idRanges(db, 'article')) {
    const articleIds = await idsInRange(db, 'article', range);
    const rows = await db
      .selectFrom('article_term')
      .select(['article_id', 'term_id', 'weight'])
      .where(dialectOf(db).among(sql`article_id`, articleIds))
      .execute();
    const kept = Map.groupBy(rows, (row) => row.article_id);
    const words = await wordsOfArticles(db, articleIds);
    for (const [i, articleId] of articleIds.entries()) {
      const weights = new Map(kept.get(articleId)?.map((row) => [row.term_id, row.weight]));
      const terms = termsOf(countWords(words[i]!));
      if (terms.length !== weights.size || terms.some(({ id, weight }) => weights.get(id) !== weight))
        findings.add(`article “${(await titleOf(db, articleId)) ?? articleId}”`);
    }
  }
  return findings.finish();
}

async function titleOf(db: Db, id: number): Promise<string | undefined> {
  const row = await db.selectFrom('article').select('title').where('id', '=', id).executeTakeFirst();
  return row?.title;
}
