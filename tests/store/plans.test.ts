import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { dialectOf } from '../../src/db/dialect.ts';
import { openStore, type Store } from '../../src/db/store.ts';
import type { TestApp } from '../support/app.ts';
import { engines } from '../support/engines.ts';
import { describeAccess, isAllowed } from './allowed-plans.ts';
import { type Driven, driveStore } from './drive-store.ts';
import { fillStore } from './fill-store.ts';
import { planReaders } from './read-plan.ts';

describe.each(engines)('no statement reads more as the store grows on %s', (engine) => {
  let app: TestApp;
  let driven: Driven;
  let store: Store;
  beforeAll(async () => {
    ({ app, driven } = await driveStore(engine));
    store = openStore(app.databaseUrl);
    // SQLite plans by the schema alone.
    if (engine === 'postgres') await fillStore(store);
  }, 120_000);
  afterAll(async () => {
    await store[Symbol.asyncDispose]();
    await app[Symbol.asyncDispose]();
  });

  /** Accesses whose cost grows, each with a statement that has it. */
  async function growing(): Promise<Map<string, string>> {
    // A connection of its own: SQLite goes on explaining by the schema that it prepared a statement with.
    await using fresh = openStore(app.databaseUrl);
    const { scanMark } = dialectOf(fresh.db);
    const readPlan = await planReaders[engine](fresh.db);
    const found = new Map<string, string>();
    for (const [statement, { isIngest }] of driven) {
      const isScan = statement.includes(scanMark);
      for (const access of await readPlan(statement)) {
        if (access.isUnique || access.isLimited) continue;
        if (isAllowed(access, { statement, isScan, isIngest })) continue;
        found.set(describeAccess(access), statement);
      }
    }
    return found;
  }

  it('but those that are allowed to', { timeout: 120_000 }, async () => {
    expect(driven.size).toBeGreaterThan(400);
    expect(Object.fromEntries(await growing())).toEqual({});
  });

  test.each([
    ['cross_reference_of_target', /^cross_reference\(/],
    ['article_by_title', /^article\(/],
    ['article_topic_topic', /^article_topic\(/],
    ['take_link_page', /^take_link\(/],
  ])('and is found where the index %s is gone', { timeout: 120_000 }, async (index, access) => {
    const { rows } = await sql<{ definition: string }>`
      select ${sql.ref(engine === 'sqlite' ? 'sql' : 'indexdef')} as definition
      from ${sql.table(engine === 'sqlite' ? 'sqlite_schema' : 'pg_indexes')}
      where ${sql.ref(engine === 'sqlite' ? 'name' : 'indexname')} = ${index}
    `.execute(store.db);
    await store.write((trx) => sql`drop index ${sql.ref(index)}`.execute(trx));
    try {
      expect([...(await growing()).keys()].filter((each) => access.test(each))).not.toEqual([]);
    } finally {
      await store.write((trx) => sql.raw(rows[0]!.definition).execute(trx));
    }
  });
});
