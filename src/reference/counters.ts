import { sql } from 'kysely';
import { type Db, dialectOf } from '../db/dialect.ts';
import { statement } from '../db/statement.ts';

/** Gathers what edges add to and take from the counters of articles, and stores it together with them. */
export class CounterChanges {
  readonly #references = new Map<number, number>();
  readonly #referencedBy = new Map<number, number>();

  count(sourceId: number, targetId: number, change: 1 | -1): void {
    this.#references.set(sourceId, (this.#references.get(sourceId) ?? 0) + change);
    this.#referencedBy.set(targetId, (this.#referencedBy.get(targetId) ?? 0) + change);
  }

  async store(trx: Db): Promise<void> {
    await addTo(trx, 'reference_count', this.#references);
    await addTo(trx, 'referenced_by_count', this.#referencedBy);
  }
}

const updateCounters = statement(
  (
    db,
    { ids, change }: { ids: readonly number[]; change: number },
    counter: 'reference_count' | 'referenced_by_count',
  ) =>
    db
      .updateTable('article')
      .set((eb) => ({ [counter]: eb(counter, '+', change) }))
      .where(dialectOf(db).among(sql`id`, ids)),
);

async function addTo(
  trx: Db,
  counter: 'reference_count' | 'referenced_by_count',
  changes: ReadonlyMap<number, number>,
): Promise<void> {
  const byChange = Map.groupBy(changes, ([, change]) => change);
  for (const [change, entries] of byChange) {
    if (change === 0) continue;
    const ids = entries.map(([id]) => id);
    await updateCounters(trx, { ids, change }, counter);
  }
}
