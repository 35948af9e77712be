import { setImmediate as nextTurn } from 'node:timers/promises';
import { sql } from 'kysely';
import { type Db, dialectOf } from '../db/dialect.ts';
import { statement } from '../db/statement.ts';
import { newestFirst, type ReferencePlace } from './reference-place.ts';

/** Steps that a path may have. */
export const longestPath = 6;

/** How many references a search for a path may look at: two hubs of a hundred thousand. */
export const pathBudget = 250_000;

/**
 * As many references an article of the last level is taken to have at least. The articles of a large level are not counted to learn
 * that they have too many.
 */
const fewestReferences = 4;

/** With more references to be looked at, a statement must not hold up others. */
const manyReferences = 1_000;

/** So many articles are looked up by their own references, which are few, rather than by those to a hub. */
const fewArticles = 2_000;

/** How many ids are gone through before others have their turn: some milliseconds. */
const idsATurn = 20_000;

/** Which way references are followed: from the take's article to the other, or back, or both. */
export type PathDirection = 'FORWARD' | 'BACKWARD' | 'ANY';

/** From an article to what it refers to, or to what refers to it. */
type Way = 'references' | 'referencedBy';

const waysOf: Record<PathDirection, readonly Way[]> = {
  FORWARD: ['references'],
  BACKWARD: ['referencedBy'],
  ANY: ['references', 'referencedBy'],
};
const reverse: Record<PathDirection, PathDirection> = {
  FORWARD: 'BACKWARD',
  BACKWARD: 'FORWARD',
  ANY: 'ANY',
};

export interface FoundPath {
  /** From the first to the last. */
  articleIds: number[];
  /** One for each step. */
  referenceIds: number[];
}

/** There may be a path, but to say so takes more than is allowed. */
export class PathBudgetError extends Error {
  override name = 'PathBudgetError';
}

export interface PathOptions {
  /** At most so many steps. */
  maxLength: number;
  direction: PathDirection;
  /** References that may be looked at. */
  budget?: number;
}

/**
 * A shortest chain of references between two articles, by breadth-first search from both ends: the end goes on of which fewer
 * references are to be looked at, which the articles' counters tell, so that a hub is gone through only where there is no way
 * round. Of several shortest chains the one whose first reference is the newest take's, then whose second is, and so on. Null
 * where there is none of so few steps.
 *
 * @throws PathBudgetError
 */
export async function findPath(
  db: Db,
  fromId: number,
  toId: number,
  { maxLength, direction, budget = pathBudget }: PathOptions,
): Promise<FoundPath | null> {
  if (fromId === toId) return { articleIds: [fromId], referenceIds: [] };
  // Two hubs may have too many references each to be looked at, and one between them.
  const direct = await newestOf(db, fromId, [new Set([fromId]), new Set([toId])], direction);
  if (direct) return direct;
  const start = new Search(db, fromId, waysOf[direction]);
  const end = new Search(db, toId, waysOf[reverse[direction]]);
  let rest = budget;
  while (start.depth + end.depth < maxLength && start.canGoOn && end.canGoOn) {
    const [next, other, cost] = await cheaper(start, end, rest);
    if (cost > rest)
      throw new PathBudgetError(
        `A path takes more than ${budget.toLocaleString('en')} references to be looked at`,
      );
    rest -= cost;
    await next.goOn(cost);
    const meeting = next.newest.filter((id) => other.hasSeen(id));
    if (meeting.length === 0) continue;
    const path = await newestOf(db, fromId, layersThrough(meeting, start, end), direction);
    if (!path) throw new Error(`A path from article ${fromId} changed while it was looked for`);
    return path;
  }
  return null;
}

/** @returns the search that has fewer references to look at, the other, and how many these are */
async function cheaper(a: Search, b: Search, rest: number): Promise<[Search, Search, number]> {
  const [small, large] = a.newest.length <= b.newest.length ? [a, b] : [b, a];
  const cost = await small.cost(rest);
  if (cost <= large.leastCost) return [small, large, cost];
  const other = await large.cost(rest);
  return cost <= other ? [small, large, cost] : [large, small, other];
}

/** Pairs of neighbours that a level was found by: the ones that were known, and at the same places the others. */
interface Step {
  near: readonly number[];
  far: readonly number[];
}

/** What is found from one end, level by level. */
class Search {
  readonly #db: Db;
  readonly #ways: readonly Way[];
  readonly #seen: Set<number>;
  #newest: number[];
  #cost: number | undefined;
  readonly #steps: Step[][] = [];

  constructor(db: Db, id: number, ways: readonly Way[]) {
    this.#db = db;
    this.#ways = ways;
    this.#seen = new Set([id]);
    this.#newest = [id];
  }

  get depth(): number {
    return this.#steps.length;
  }

  /** The articles of the last level. */
  get newest(): readonly number[] {
    return this.#newest;
  }

  get canGoOn(): boolean {
    return this.#newest.length > 0;
  }

  hasSeen(id: number): boolean {
    return this.#seen.has(id);
  }

  /** Without looking. */
  get leastCost(): number {
    return this.#newest.length * fewestReferences;
  }

  /** How many references the next step has to look at; infinite where it is more than `limit` by all appearance. */
  async cost(limit: number): Promise<number> {
    if (this.#cost !== undefined) return this.#cost;
    if (this.#newest.length > manyReferences && this.leastCost > limit) return Infinity;
    const isLarge = this.#newest.length > manyReferences ? 'large' : null;
    const [sums] = await selectDegrees(this.#db, { ids: this.#newest }, isLarge);
    const counts = { references: sums?.references ?? 0, referencedBy: sums?.referencedBy ?? 0 };
    return (this.#cost = this.#ways.reduce((sum, way) => sum + counts[way], 0));
  }

  /** Goes one level on. */
  async goOn(cost: number): Promise<void> {
    const size = cost > manyReferences ? 'large' : null;
    const next: number[] = [];
    const step: Step[] = [];
    for (const way of this.#ways) {
      const [pairs] = await selectNeighbours(this.#db, { ids: this.#newest }, way, size);
      const [near, far] = [listOf(pairs?.near), listOf(pairs?.far)];
      step.push({ near, far });
      for (const [i, id] of far.entries()) {
        // Others have their turn.
        if (i % idsATurn === idsATurn - 1) await nextTurn();
        if (this.#seen.has(id)) continue;
        this.#seen.add(id);
        next.push(id);
      }
    }
    this.#steps.push(step);
    this.#newest = next;
    this.#cost = undefined;
  }

  /**
   * For articles that were found last the levels through which they were found, less what leads to none of them: from the
   * article of the beginning on.
   */
  layersTo(ids: readonly number[]): Set<number>[] {
    const layers = [new Set(ids)];
    for (const step of this.#steps.toReversed()) {
      const beyond = layers[0]!;
      layers.unshift(new Set(step.flatMap(({ near, far }) => near.filter((_, i) => beyond.has(far[i]!)))));
    }
    return layers;
  }
}

/** The articles that shortest paths lead through, by their place in these, where two searches meet. */
function layersThrough(meeting: readonly number[], start: Search, end: Search): Set<number>[] {
  const [, ...after] = end.layersTo(meeting).toReversed();
  return [...start.layersTo(meeting), ...after];
}

/** @returns null where a layer has no neighbour in the next */
async function newestOf(
  db: Db,
  fromId: number,
  layers: readonly ReadonlySet<number>[],
  direction: PathDirection,
): Promise<FoundPath | null> {
  const path: FoundPath = { articleIds: [fromId], referenceIds: [] };
  let from = fromId;
  for (const layer of layers.slice(1)) {
    const ids = [...layer];
    const steps = await Promise.all(waysOf[direction].map((way) => newestStep(db, from, ids, way)));
    const [step] = steps.filter((one) => one !== undefined).sort(newestFirst);
    if (!step) return null;
    path.articleIds.push(step.articleId);
    path.referenceIds.push(step.referenceId);
    from = step.articleId;
  }
  return path;
}

interface PathStep extends ReferencePlace {
  referenceId: number;
  articleId: number;
}

async function newestStep(
  db: Db,
  from: number,
  ids: readonly number[],
  way: Way,
): Promise<PathStep | undefined> {
  const isByHub = way === 'referencedBy' && ids.length > fewArticles;
  const form = way === 'references' ? 'ownReferences' : isByHub ? 'backlinks' : 'theirReferences';
  const [step] = await selectNewestStep(db, { from, ids }, form);
  return step;
}

/** Lists of pairs come as JSON: rows of very many take ten times as long. */
function listOf(list: string | number[] | null | undefined): number[] {
  return typeof list === 'string' ? (JSON.parse(list) as number[]) : (list ?? []);
}

const selectDegrees = statement((db, { ids }: { ids: readonly number[] }, size: 'large' | null) => {
  const { among, stillWanted } = dialectOf(db);
  const condition = among(sql`id`, ids);
  return sql<{ references: number | null; referencedBy: number | null }>`
    select cast(sum(reference_count) as bigint) as "references", cast(sum(referenced_by_count) as bigint) as "referencedBy"
    from article where ${condition} ${size ? sql`and ${stillWanted(sql.ref('article.id'))}` : sql``}
  `;
});

const columnsOf = {
  references: { near: sql`source_id`, far: sql`target_id` },
  referencedBy: { near: sql`target_id`, far: sql`source_id` },
};

const selectNeighbours = statement(
  (db, { ids }: { ids: readonly number[] }, way: Way, size: 'large' | null) => {
    const { among, jsonList, stillWanted } = dialectOf(db);
    const { near, far } = columnsOf[way];
    return sql<{ near: string | number[] | null; far: string | number[] | null }>`
      select ${jsonList(near)} as near, ${jsonList(far)} as far from cross_reference
      where ${among(near, ids)} ${size ? sql`and ${stillWanted(far)}` : sql``}
    `;
  },
);

/** The newest reference between an article and one of several. Adding nothing keeps an engine from going another way. */
const selectNewestStep = statement(
  (
    db,
    { from, ids }: { from: number; ids: readonly number[] },
    form: 'ownReferences' | 'theirReferences' | 'backlinks',
  ) => {
    const { among, stillWanted } = dialectOf(db);
    const [far, condition] = {
      ownReferences: [sql`target_id`, sql`source_id = ${from} and ${among(sql`target_id + 0`, ids)}`],
      theirReferences: [sql`source_id`, sql`target_id + 0 = ${from} and ${among(sql`source_id`, ids)}`],
      backlinks: [
        sql`source_id`,
        sql`target_id = ${from} and ${among(sql`source_id + 0`, ids)} and ${stillWanted(sql`source_id`)}`,
      ],
    }[form] as [ReturnType<typeof sql>, ReturnType<typeof sql>];
    return sql<PathStep>`
      select id as "referenceId", ${far} as "articleId", take_time as time, take_key as key, position
      from cross_reference where ${condition} order by take_time desc, take_key, position limit 1
    `;
  },
);
