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
  const changes = [...byArticle]
    .filter(([, change]) => change.reference_count !== 0 || change.referenced_by_count !== 0)
    .map(([id, change]) => ({ id, ...change }))
    // Neighbours stand in the same pages.
    .sort((a, b) => a.id - b.id);
  if (changes.length > 0) await updateCounters(trx, { changes: JSON.stringify(changes) });
}

const updateCounters = statement(
  (db, { changes }: { changes: string }) => sql<never>`
    update article set
      reference_count = article.reference_count + change.reference_count,
      referenced_by_count = article.referenced_by_count + change.referenced_by_count
    from (${dialectOf(db).rowsFromJson('article', ['id', 'reference_count', 'referenced_by_count'], changes)}) as change
    where article.id = change.id
  `,
);
