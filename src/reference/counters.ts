import { sql } from 'kysely';
import { AtCommit } from '../db/at-commit.ts';
import { type Db, dialectOf } from '../db/dialect.ts';
import { statement } from '../db/statement.ts';

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

async function storeChanges(trx: Db, byArticle: ReadonlyMap<number, Change>): Promise<void> {
  // Neighbours stand in the same pages.
  const changes = [...byArticle].map(([id, change]) => ({ id, ...change })).sort((a, b) => a.id - b.id);
  const both = changes.filter((row) => row.reference_count !== 0 && row.referenced_by_count !== 0);
  const source = changes.filter((row) => row.reference_count !== 0 && row.referenced_by_count === 0);
  const target = changes.filter((row) => row.reference_count === 0 && row.referenced_by_count !== 0);
  if (both.length > 0) await updateBoth(trx, { rows: JSON.stringify(both) });
  if (source.length > 0) await updateReferenceCount(trx, { rows: JSON.stringify(source) });
  if (target.length > 0) await updateReferencedByCount(trx, { rows: JSON.stringify(target) });
}

/**
 * A statement that names a counter writes its place in each order anew, on SQLite even where the value stays. Of most
 * articles one changes.
 */
const updateReferenceCount = updateOf('reference_count');
const updateReferencedByCount = updateOf('referenced_by_count');
const updateBoth = updateOf('reference_count', 'referenced_by_count');

function updateOf(...counters: (keyof Change)[]) {
  return statement((db, { rows }: { rows: string }) => {
    const sums = counters.map(
      (counter) =>
        sql`${sql.ref(counter)} = ${sql.ref(`article.${counter}`)} + ${sql.ref(`change.${counter}`)}`,
    );
    return sql<never>`
      update article set ${sql.join(sums)}
      from (${dialectOf(db).rowsFromJson('article', ['id', ...counters], rows)}) as change
      where article.id = change.id
    `;
  });
}
