import { AtCommit } from '../db/at-commit.ts';
import type { Db } from '../db/dialect.ts';
import { addToRows } from '../db/rows.ts';

interface Change {
  reference_count: number;
  referenced_by_count: number;
}

/** What edges add to and take from the counters of articles. */
const changesAtCommit = new AtCommit(() => new Map<number, Change>(), storeChanges);

/** An edge came (1) or went (-1). */
export function countReference(trx: Db, sourceId: number, targetId: number, change: 1 | -1): void {
  const changes = changesAtCommit.of(trx);
  changeOf(changes, sourceId).reference_count += change;
  changeOf(changes, targetId).referenced_by_count += change;
}

/** Before articles go whose numbers others may get. */
export async function storeReferenceCounts(trx: Db): Promise<void> {
  await changesAtCommit.write(trx);
}

function changeOf(changes: Map<number, Change>, articleId: number): Change {
  let change = changes.get(articleId);
  if (!change) changes.set(articleId, (change = { reference_count: 0, referenced_by_count: 0 }));
  return change;
}

/**
 * A statement that names a counter writes its place in each order anew, on SQLite even where the value stays. Of most
 * articles one changes.
 */
async function storeChanges(trx: Db, byArticle: ReadonlyMap<number, Change>): Promise<void> {
  // Neighbours stand in the same pages.
  const changes = [...byArticle].map(([id, change]) => ({ id, ...change })).sort((a, b) => a.id - b.id);
  const {
    both = [],
    source = [],
    target = [],
  } = Object.groupBy(
    changes.filter((change) => change.reference_count !== 0 || change.referenced_by_count !== 0),
    (change) =>
      change.referenced_by_count === 0 ? 'source' : change.reference_count === 0 ? 'target' : 'both',
  );
  await addToRows(trx, 'article', both);
  await addToRows(
    trx,
    'article',
    source.map(({ id, reference_count }) => ({ id, reference_count })),
  );
  await addToRows(
    trx,
    'article',
    target.map(({ id, referenced_by_count }) => ({ id, referenced_by_count })),
  );
}
