import { type RawBuilder, sql } from 'kysely';
import { type Db, dialectOf } from '../db/dialect.ts';
import type { TextQuery } from '../db/text-query.ts';
import { allOf, type Condition } from '../list/conditions.ts';
import { firstId, idsOfKind, type TextKind } from '../text-index/text-id.ts';

/** How many of the matches are counted, ranked and paged through. */
export const searchLimit = 10_000;

export interface Search {
  query: TextQuery;
  /** At least one. */
  kinds: readonly TextKind[];
  /** On `article`: lets through articles, and takes of articles. People and topics are none then. */
  condition?: Condition | undefined;
}

/** A text that matches. */
export interface Hit {
  /** In the index. */
  id: number;
  /** How well it matches, more than 0: to be compared with others of the same search only. */
  score: number;
}

/**
 * The best matches. First comes what is called just as the query says: topics, then people, articles and takes. Of the others scores
 * that differ by less than some five percent count as equal: of these the same kinds come first, then what is newer. Of more
 * than `searchLimit` matches those are ranked that come first by kind and by arrival, the latest first.
 */
export async function rankedHits(db: Db, search: Search, limit: number): Promise<Hit[]> {
  const { lastMatches } = dialectOf(db).textSearch(search.query);
  const kind = sql`id / ${sql.lit(idsOfKind)}`;
  const { rows } = await sql<Hit>`
    select id, score from (${lastMatches(matching(db, search), searchLimit)}) as hit
    order by is_called_so desc, case when is_called_so then ${kind} end desc,
      cast(case when score > 1e-9 then ln(score) else ln(1e-9) end * 20 as integer) desc,
      ${kind} desc, ${timeOf(sql`hit.id`)} desc, id desc
    limit ${sql.lit(limit)}
  `.execute(db);
  return rows;
}

/** How many matches there are; 1 more than `searchLimit` stands for all that are more. */
export async function countHits(db: Db, search: Search): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from (select 1 as one ${matching(db, search)} limit ${sql.lit(searchLimit + 1)}) as hit
  `.execute(db);
  return rows[0]!.count;
}

function matching(db: Db, { query, kinds, condition }: Search): RawBuilder<unknown> {
  const { textSearch, stillWanted } = dialectOf(db);
  const { id, matches } = textSearch(query);
  const isMatch = allOf([matches, isOfKind(id, kinds), stillWanted(id)]);
  if (!condition) return sql`from text_index where ${isMatch}`;
  const articles = sql.lit(firstId('ARTICLE'));
  // The index of texts goes first, whatever an engine believes.
  return sql`
    from text_index cross join article
    where ${isMatch} and ${condition} and article.id = case
      when ${id} < ${articles} then (select article_id from take where take.id = ${id}) else ${id} - ${articles}
    end
  `;
}

/** One range from the first of them to the last, which the index seeks, without those between that are not wanted. */
function isOfKind(id: RawBuilder<number>, kinds: readonly TextKind[]): Condition {
  const firsts = kinds.map(firstId).sort((one, other) => one - other);
  const [first, last] = [firsts[0]!, firsts.at(-1)!];
  const others = [];
  for (let between = first; between < last; between += idsOfKind)
    if (!firsts.includes(between))
      others.push(
        sql<boolean>`not ${id} between ${sql.lit(between)} and ${sql.lit(between + idsOfKind - 1)}`,
      );
  return allOf([
    sql<boolean>`${id} between ${sql.lit(first)} and ${sql.lit(last + idsOfKind - 1)}`,
    ...others,
  ]);
}

/** When what is shown of a hit was last written about, and what tells it from others of that time. */
function timeOf(id: RawBuilder<unknown>): RawBuilder<string> {
  const rowId = (kind: TextKind) => sql`${id} - ${sql.lit(firstId(kind))}`;
  const isBefore = (kind: TextKind) => sql`when ${id} < ${sql.lit(firstId(kind))}`;
  return sql<string>`case
    ${isBefore('ARTICLE')} then (select coalesce(published_at, '') || ' ' || key from take where take.id = ${id})
    ${isBefore('PERSON')} then (
      select coalesce(latest_take_at, published_at, '') || ' ' || slug from article where article.id = ${rowId('ARTICLE')}
    )
    ${isBefore('TOPIC')} then (select slug from person where person.id = ${rowId('PERSON')})
    else (select slug from topic where topic.id = ${rowId('TOPIC')})
  end`;
}
