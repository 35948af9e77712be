import { sql } from 'kysely';
import * as contentGraph from '../../migrations/0001-content-graph.ts';
import * as identity from '../../migrations/0002-identity.ts';
import * as listOrder from '../../migrations/0003-list-order.ts';
import * as listColumns from '../../migrations/0004-list-columns.ts';
import * as leanIndexes from '../../migrations/0005-lean-indexes.ts';
import * as titleSearch from '../../migrations/0006-title-search.ts';
import * as topicsInTexts from '../../migrations/0007-topics-in-texts.ts';
import * as removedReferences from '../../migrations/0008-removed-references.ts';
import * as textIndex from '../../migrations/0009-text-index.ts';
import * as articleTerms from '../../migrations/0010-article-terms.ts';
import * as wordSegments from '../../migrations/0011-word-segments.ts';
import { UsageError } from '../program-errors.ts';
import { type Db, dialectOf } from './dialect.ts';
import { asUnreachable, openStore, type Store } from './store.ts';

interface Migration {
  name: string;
  up(db: Db, engine: 'sqlite' | 'postgres'): Promise<void>;
}

/** In order: a migration's number is its place here, from 1. One that has landed is never edited. */
const migrations: readonly Migration[] = [
  { name: 'content-graph', up: contentGraph.up },
  { name: 'identity', up: identity.up },
  { name: 'list-order', up: listOrder.up },
  { name: 'list-columns', up: listColumns.up },
  { name: 'lean-indexes', up: leanIndexes.up },
  { name: 'title-search', up: titleSearch.up },
  { name: 'topics-in-texts', up: topicsInTexts.up },
  { name: 'removed-references', up: removedReferences.up },
  { name: 'text-index', up: textIndex.up },
  { name: 'article-terms', up: articleTerms.up },
  { name: 'word-segments', up: wordSegments.up },
];

export interface MigrationStatus {
  /** The schema version of the store, 0 where it is new. */
  version: number;
  pending: string[];
}

/**
 * Brings a store to the schema of this program. Each migration is one transaction under the writers' lock, so
 * that of two processes that start together one migrates and the other finds it done.
 *
 * @throws UsageError where the store was migrated by a newer program
 */
export async function migrate(store: Store): Promise<MigrationStatus> {
  let status: MigrationStatus;
  do {
    status = await store.write(async (trx) => {
      const { version } = await readStatus(trx);
      const next = migrations[version];
      if (!next) return statusAt(version);
      await sql`
        create table if not exists migration (number integer primary key, name text not null, applied_at text not null)
      `.execute(trx);
      await next.up(trx, dialectOf(trx).engine);
      await trx
        .insertInto('migration')
        .values({ number: version + 1, name: next.name, applied_at: new Date().toISOString() })
        .execute();
      return statusAt(version + 1);
    });
  } while (status.pending.length > 0);
  return status;
}

/** Where a store stands, without changing it. */
export async function migrationStatus(store: Store): Promise<MigrationStatus> {
  return store.write((trx) => readStatus(trx));
}

/** Opens, migrates and closes the store at that address. */
export async function migrateToLatest(url: string): Promise<void> {
  await using store = openStore(url);
  try {
    await migrate(store);
  } catch (error) {
    throw asUnreachable(error, url);
  }
}

/** The same on any connection, one that cannot write included. */
export async function readStatus(db: Db): Promise<MigrationStatus> {
  const columns = await dialectOf(db).listColumns(db);
  if (!columns.some(({ table }) => table === 'migration')) return statusAt(0);
  const row = await db
    .selectFrom('migration')
    .select((eb) => eb.fn.max('number').as('version'))
    .executeTakeFirst();
  return statusAt(row?.version ?? 0);
}

function statusAt(version: number): MigrationStatus {
  if (version > migrations.length) {
    throw new UsageError(
      `The database has schema version ${version}; this program knows up to ${migrations.length}. Use a newer Ibid.`,
    );
  }
  return { version, pending: migrations.slice(version).map((migration) => migration.name) };
}
