import { sql } from 'kysely';
import { manyByKey } from '../db/batch.ts';
import { type Db, dialectOf } from '../db/dialect.ts';
import { statement } from '../db/statement.ts';
import { together } from '../db/together.ts';
import type { TextKind } from './text-id.ts';

/** Texts of one row that is searched, as they are stored. */
export interface SearchedTexts {
  rowId: number;
  /** First what it is called, then what it is also called. */
  titles: string[];
  /** What there is to read of it; null where there is nothing. */
  body: string | null;
}

interface Ids {
  ids: readonly number[];
}

const selectArticles = statement((db, { ids }: Ids) =>
  db
    .selectFrom('article')
    .select(['id', 'title', 'summary'])
    .where(dialectOf(db).among(sql`id`, ids)),
);
const selectOtherTitles = statement((db, { ids }: Ids) =>
  db
    .selectFrom('article_title')
    .select(['article_id', 'spelling'])
    .where(dialectOf(db).among(sql`article_id`, ids))
    .where('is_main', '=', 0)
    .where('is_provisional', '=', 0)
    .orderBy('spelling'),
);
const selectTitlesOfTakes = statement((db, { ids }: Ids) =>
  db
    .selectFrom('take')
    .innerJoin('article', 'article.id', 'take.article_id')
    .select((eb) => ['take.id', eb.fn.coalesce('take.headline', 'article.title').as('title')])
    .where(dialectOf(db).among(sql`take.id`, ids)),
);
const selectBodies = statement((db, { ids }: Ids) =>
  db
    .selectFrom('take_body')
    .select(['take_id', 'text'])
    .where(dialectOf(db).among(sql`take_id`, ids)),
);
const selectTopics = statement((db, { ids }: Ids) =>
  db
    .selectFrom('topic')
    .select(['id', 'name', 'description'])
    .where(dialectOf(db).among(sql`id`, ids)),
);
const selectAliases = statement((db, { ids }: Ids) =>
  db
    .selectFrom('topic_alias')
    .select(['topic_id', 'name'])
    .where(dialectOf(db).among(sql`topic_id`, ids))
    .orderBy('key'),
);
const selectPeople = statement((db, { ids }: Ids) =>
  db
    .selectFrom('person')
    .select(['id', 'name'])
    .where(dialectOf(db).among(sql`id`, ids)),
);

/** The texts of those of these rows that there are. Takes have the title that the API shows. */
export async function searchedTexts(
  db: Db,
  kind: TextKind,
  ids: readonly number[],
  options: { withBodies: boolean },
): Promise<SearchedTexts[]> {
  if (ids.length === 0) return [];
  switch (kind) {
    case 'ARTICLE': {
      const [rows, others] = await together([selectArticles(db, { ids }), selectOtherTitles(db, { ids })]);
      const titlesOf = Map.groupBy(others, (row) => row.article_id);
      return rows.map(({ id, title, summary }) => {
        const more = titlesOf.get(id)?.map((row) => row.spelling) ?? [];
        return { rowId: id, titles: [title, ...more], body: summary };
      });
    }
    case 'TAKE': {
      const [rows, bodies] = await together([
        selectTitlesOfTakes(db, { ids }),
        options.withBodies ? selectBodies(db, { ids }) : [],
      ]);
      const bodyOf = new Map(bodies.map((row) => [row.take_id, row.text]));
      return rows.map(({ id, title }) => ({ rowId: id, titles: [title], body: bodyOf.get(id) ?? null }));
    }
    case 'TOPIC': {
      const [rows, aliases] = await together([selectTopics(db, { ids }), selectAliases(db, { ids })]);
      const named = manyByKey(
        rows.map((row) => row.id),
        aliases,
        (row) => row.topic_id,
      );
      return rows.map(({ id, name, description }, i) => {
        return { rowId: id, titles: [name, ...named[i]!.map((row) => row.name)], body: description };
      });
    }
    case 'PERSON': {
      const rows = await selectPeople(db, { ids });
      return rows.map(({ id, name }) => ({ rowId: id, titles: [name], body: null }));
    }
  }
}
