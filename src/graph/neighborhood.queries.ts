import { type RawBuilder, sql } from 'kysely';
import { chunksOf } from '../db/batch.ts';
import { type Db, dialectOf } from '../db/dialect.ts';
import { statement, statementPerParent } from '../db/statement.ts';
import { not } from '../list/conditions.ts';

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
  let size = limit - known.size + 1;
  let first = 0;
  let lists = await neighbours(db, articleIds, { size });
  for (const i of articleIds.keys()) {
    for (const way of ways) {
      let rows = lists[way][i - first]!;
      if (!addTo(known, rows, limit)) return false;
      // What was read is known, or is referred to several times: behind it there may be others.
      while (rows.length === size) {
        size = limit - known.size + 1;
        first = i;
        lists = await neighbours(db, articleIds.slice(i), { size, known: [...known] });
        rows = lists[way][0]!;
        if (!addTo(known, rows, limit)) return false;
      }
    }
  }
  return true;
}

/** @returns false where there is no room for all */
function addTo(known: Set<number>, rows: readonly { id: number }[], limit: number): boolean {
  for (const { id } of rows) {
    if (known.has(id)) continue;
    if (known.size === limit) return false;
    known.add(id);
  }
  return true;
}

const ways = ['references', 'referencedBy'] as const;

interface NeighboursOptions {
  /** Of each list the first so many. */
  size: number;
  /** Without these. */
  known?: readonly number[];
}

/** Which way from each article; the rows of one may name an article several times. */
async function neighbours(
  db: Db,
  articleIds: readonly number[],
  { size, known }: NeighboursOptions,
): Promise<Record<(typeof ways)[number], { id: number }[][]>> {
  const [references, referencedBy] = await Promise.all(
    ways.map((way) =>
      known
        ? selectUnknownNeighbours(db, articleIds, { size, known }, way)
        : selectNeighbours(db, articleIds, { size }, way),
    ),
  );
  return { references: references!, referencedBy: referencedBy! };
}

const columnsOf = {
  references: { near: 'source_id', far: 'target_id' },
  referencedBy: { near: 'target_id', far: 'source_id' },
} as const;

function neighboursOf(db: Db, articleId: RawBuilder<number>, size: number, way: (typeof ways)[number]) {
  const { near, far } = columnsOf[way];
  return db
    .selectFrom('cross_reference')
    .select(`${far} as id`)
    .where(near, '=', articleId)
    .orderBy('take_time', 'desc')
    .orderBy('take_key')
    .orderBy('position')
    .limit(sql<number>`${size}`);
}

const selectNeighbours = statementPerParent(
  (db, articleId, { size }: { size: number }, way: (typeof ways)[number]) =>
    neighboursOf(db, articleId, size, way),
);

const selectUnknownNeighbours = statementPerParent(
  (db, articleId, { size, known }: Required<NeighboursOptions>, way: (typeof ways)[number]) =>
    neighboursOf(db, articleId, size, way).where(
      not(dialectOf(db).among(sql.ref(columnsOf[way].far), known)),
    ),
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
