import { sql } from 'kysely';
import { chunksOf } from '../db/batch.ts';
import { type Db, dialectOf } from '../db/dialect.ts';
import { statement, statementPerParent } from '../db/statement.ts';

export const neighborhoodLimits = {
  depth: 6,
  articles: 500,
  /** References between these. */
  references: 2_000,
};

/** How many articles' neighbours are looked for at once. */
const articlesAtOnce = 20;

export interface FoundNeighborhood {
  /** The root first. */
  articleIds: number[];
  referenceIds: number[];
  isTruncated: boolean;
}

/**
 * The articles within so many steps, breadth first, and all references between them. The neighbours of an article come in this
 * order: those that it refers to, by the newest of its takes and as they stand there, then those that refer to it, the newest take
 * first. Of a hub no more is read than there is room for.
 *
 * @param limit of articles, the root among them
 */
export async function findNeighborhood(
  db: Db,
  rootId: number,
  { depth, limit }: { depth: number; limit: number },
): Promise<FoundNeighborhood> {
  const { articleIds, isCut } = await articlesAround(db, rootId, depth, limit);
  const most = neighborhoodLimits.references;
  const rows = await selectReferencesBetween(db, { ids: articleIds, limit: most + 1 });
  return {
    articleIds,
    referenceIds: rows.slice(0, most).map((row) => row.id),
    isTruncated: isCut || rows.length > most,
  };
}

async function articlesAround(
  db: Db,
  rootId: number,
  depth: number,
  limit: number,
): Promise<{ articleIds: number[]; isCut: boolean }> {
  const known = new Set([rootId]);
  let level = [rootId];
  for (let step = 0; step < depth; step++) {
    const before = known.size;
    for (const chunk of chunksOf(level, articlesAtOnce))
      if (!(await addNeighbours(db, chunk, known, limit))) return { articleIds: [...known], isCut: true };
    level = [...known].slice(before);
  }
  return { articleIds: [...known], isCut: false };
}

/** @returns false where there are more than there is room for */
async function addNeighbours(
  db: Db,
  articleIds: readonly number[],
  known: Set<number>,
  limit: number,
): Promise<boolean> {
  const size = limit - known.size + 1;
  const [references, backlinks] = await Promise.all([
    selectReferred(db, articleIds, { size }),
    selectReferring(db, articleIds, { size }),
  ]);
  for (const [i, articleId] of articleIds.entries()) {
    for (const [select, first] of [
      [selectReferred, references[i]!],
      [selectReferring, backlinks[i]!],
    ] as const) {
      let [rows, wanted] = [first, size];
      for (;;) {
        for (const { id } of rows) {
          if (known.has(id)) continue;
          if (known.size === limit) return false;
          known.add(id);
        }
        if (rows.length < wanted) break;
        // These were known, or are referred to several times: behind them there may be others.
        wanted = wanted * 4 + neighborhoodLimits.articles;
        [rows = []] = await select(db, [articleId], { size: wanted });
      }
    }
  }
  return true;
}

const selectReferred = statementPerParent((db, articleId, { size }: { size: number }) =>
  db
    .selectFrom('cross_reference')
    .select('target_id as id')
    .where('source_id', '=', articleId)
    .orderBy('take_time', 'desc')
    .orderBy('take_key')
    .orderBy('position')
    .limit(sql<number>`${size}`),
);

const selectReferring = statementPerParent((db, articleId, { size }: { size: number }) =>
  db
    .selectFrom('cross_reference')
    .select('source_id as id')
    .where('target_id', '=', articleId)
    .orderBy('take_time', 'desc')
    .orderBy('take_key')
    .limit(sql<number>`${size}`),
);

/** By those that refer, which have few; those that are referred to may be hubs. */
const selectReferencesBetween = statement((db, { ids, limit }: { ids: readonly number[]; limit: number }) => {
  const { among } = dialectOf(db);
  return db
    .selectFrom('cross_reference')
    .select('id')
    .where(among(sql`source_id`, ids))
    .where(among(sql`target_id + 0`, ids))
    .orderBy('take_time', 'desc')
    .orderBy('take_key')
    .orderBy('position')
    .limit(sql<number>`${limit}`);
});
