import { sql } from 'kysely';
import { type Db, dialectOf } from '../db/dialect.ts';
import { statement } from '../db/statement.ts';

interface Change {
  reference_count: number;
  referenced_by_count: number;
}

/** Gathers what edges add to and take from the counters of articles, and stores it together with them. */
export class CounterChanges {
  readonly #changes = new Map<number, Change>();

  count(sourceId: number, targetId: number, change: 1 | -1): void {
    this.#changeOf(sourceId).reference_count += change;
    this.#changeOf(targetId).referenced_by_count += change;
  }

  async store(trx: Db): Promise<void> {
    const changes = [...this.#changes]
      .filter(([, change]) => change.reference_count !== 0 || change.referenced_by_count !== 0)
      .map(([id, change]) => ({ id, ...change }));
    if (changes.length > 0) await updateCounters(trx, { changes: JSON.stringify(changes) });
  }

  #changeOf(articleId: number): Change {
    let change = this.#changes.get(articleId);
    if (!change) this.#changes.set(articleId, (change = { reference_count: 0, referenced_by_count: 0 }));
    return change;
  }
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
