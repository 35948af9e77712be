import { type RawBuilder, sql } from 'kysely';
import { type Db, type Dialect, dialectOf } from '../db/dialect.ts';

/** How many examples of one fault are shown. */
export const exampleLimit = 5;

export interface Finding {
  /** How many rows are off, exactly. */
  count: number;
  /** Some of them, by slug or key, at most `exampleLimit`. */
  examples: string[];
}

export interface Check {
  /** In kebab-case; what `--json` calls it. */
  name: string;
  /** What its count counts, in the plural. */
  fault: string;
  /** Reads only. Takes no more memory on a million rows than on a hundred. */
  find(db: Db): Promise<Finding>;
}

/**
 * A check that is one statement: its rows are what is off, each with a `label` that an operator can look it up by.
 * The examples come by a second one, which an engine answers with a heap of five: sorting all would need room for all.
 */
export function rowCheck(
  name: string,
  fault: string,
  statement: (dialect: Dialect) => RawBuilder<unknown>,
): Check {
  return {
    name,
    fault,
    async find(db) {
      const rows = statement(dialectOf(db));
      const counted = await sql<{ count: number }>`select count(*) as count from (${rows}) as off`.execute(
        db,
      );
      const count = counted.rows[0]?.count ?? 0;
      if (count === 0) return { count, examples: [] };
      const some = await sql<{ label: string }>`
        select label from (${rows}) as off order by label limit ${exampleLimit}
      `.execute(db);
      return { count, examples: some.rows.map((row) => row.label) };
    },
  };
}

/** Gathers findings where a statement cannot. */
export class FindingCounter {
  #count = 0;
  readonly #examples: string[] = [];

  add(label: string): void {
    if (++this.#count <= exampleLimit) this.#examples.push(label);
  }

  finish(): Finding {
    return { count: this.#count, examples: this.#examples };
  }
}
