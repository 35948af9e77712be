import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../db/dialect.ts';
import { isStorable } from '../db/storable.ts';
import { foldName } from '../identity/fold.ts';
import { anyOf, beginsWith, type Condition, formsOf } from '../list/conditions.ts';
import type { TextKind } from '../text-index/text-id.ts';

/** What begins as asked. */
export interface Suggestion {
  kind: TextKind;
  rowId: number;
  /** As it is written. */
  text: string;
}

interface Candidate extends Suggestion {
  /** `text` folded. */
  key: string;
  /** How much it is referred to. */
  weight: number;
}

/** Of so many names, in the order of the alphabet, the most referred to are found … */
const mostByName = 500;
/** … and of more by going through so many of the most referred to in all. */
const mostByWeight = 4_000;
/** No title that is longer is stored. */
const longestPrefix = 1_000;
/** People have no counter: the articles of so many are counted, up to as many of each. */
const mostPeople = 200;

/**
 * What begins with a text, without regard to case and accents: titles of articles, names and aliases of topics, names of people.
 * What is called just so comes first, then what is most referred to: by takes, or by the articles of a topic or person. Where more
 * than 500 names begin so, what is little referred to may be left out.
 */
export async function suggestions(
  db: Db,
  prefix: string,
  kinds: ReadonlySet<TextKind>,
  limit: number,
): Promise<Suggestion[]> {
  const folded = foldName(prefix);
  if (!isStorable(prefix) || prefix.length > longestPrefix || limit === 0) return [];
  const lists = await Promise.all([
    kinds.has('TOPIC') ? weighted(db, topics, folded, limit) : [],
    kinds.has('TOPIC') ? aliases(db, folded, limit) : [],
    kinds.has('PERSON') ? people(db, folded, limit) : [],
    kinds.has('ARTICLE') ? weighted(db, articles, folded, limit) : [],
  ]);
  const isWhole = ({ key }: Candidate) => Number(key === folded);
  const best = lists.flat().sort((a, b) => isWhole(b) - isWhole(a) || b.weight - a.weight);
  // A topic is named once, by whichever name comes first.
  const named = new Map(best.toReversed().map((one) => [`${one.kind} ${one.rowId}`, one]));
  return [...named.values()].reverse().slice(0, limit);
}

/** Something whose rows have a counter of how much they are referred to, and an index of it. */
interface Weighted {
  kind: TextKind;
  table: RawBuilder<unknown>;
  key: RawBuilder<string>;
  text: RawBuilder<string>;
  weight: RawBuilder<number>;
}

const articles: Weighted = {
  kind: 'ARTICLE',
  table: sql.table('article'),
  key: sql.ref('title_key'),
  text: sql.ref('title'),
  weight: sql.ref('referenced_by_count'),
};
const topics: Weighted = {
  kind: 'TOPIC',
  table: sql.table('topic'),
  key: sql.ref('key'),
  text: sql.ref('name'),
  weight: sql.ref('article_count'),
};

async function weighted(
  db: Db,
  { kind, ...from }: Weighted,
  prefix: string,
  limit: number,
): Promise<Candidate[]> {
  const { table, key, text, weight } = from;
  const columns = sql`id as "rowId", ${key} as key, ${text} as text, ${weight} as weight, slug`;
  const byName = await sql<Candidate & { all: number }>`
    select named.*, count(*) over () as "all" from (
      select ${columns} from ${table} where ${begins(key, prefix)} order by ${key}, slug limit ${sql.lit(mostByName)}
    ) as named
    order by case when key = ${prefix} then 0 else 1 end, weight desc, key limit ${sql.lit(limit)}
  `.execute(db);
  const found = byName.rows.map((row) => ({ ...row, kind }));
  if ((byName.rows[0]?.all ?? 0) < mostByName) return found;
  const byWeight = await sql<Candidate>`
    select * from (
      select ${columns} from ${table} order by ${weight} desc, slug limit ${sql.lit(mostByWeight)}
    ) as referred
    where ${begins(sql.ref('referred.key'), prefix)} limit ${sql.lit(limit)}
  `.execute(db);
  return [...byWeight.rows.map((row) => ({ ...row, kind })), ...found];
}

/** Of each topic the first. */
async function aliases(db: Db, prefix: string, limit: number): Promise<Candidate[]> {
  const { rows } = await sql<Candidate>`
    select topic.id as "rowId", topic_alias.key, topic_alias.name as text, topic.article_count as weight from (
      select topic_id, min(key) as key from (
        select key, topic_id from topic_alias where ${begins(sql.ref('key'), prefix)}
        order by key limit ${sql.lit(mostByName)}
      ) as alias group by topic_id
    ) as named
    join topic_alias on topic_alias.key = named.key
    join topic on topic.id = named.topic_id
    order by case when topic_alias.key = ${prefix} then 0 else 1 end, weight desc, topic_alias.key
    limit ${sql.lit(limit)}
  `.execute(db);
  return rows.map((row) => ({ ...row, kind: 'TOPIC' }));
}

async function people(db: Db, prefix: string, limit: number): Promise<Candidate[]> {
  const { rows } = await sql<Candidate>`
    select named.id as "rowId", named.key, named.name as text, (
      select count(*) from (
        select 1 as one from article_author where person_id = named.id limit ${sql.lit(mostPeople)}
      ) as written
    ) as weight
    from (
      select id, key, name from person where ${begins(sql.ref('key'), prefix)} order by key limit ${sql.lit(mostPeople)}
    ) as named
    order by case when named.key = ${prefix} then 0 else 1 end, weight desc, named.key limit ${sql.lit(limit)}
  `.execute(db);
  return rows.map((row) => ({ ...row, kind: 'PERSON' }));
}

function begins(key: RawBuilder<string>, prefix: string): Condition {
  return anyOf(formsOf(prefix).map((form) => beginsWith(key, form)));
}
