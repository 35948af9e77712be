import { sql } from 'kysely';
import { type Db, dialectOf } from './dialect.ts';

/**
 * Reads that all see one state of the store, whatever is written meanwhile. While it is open an SQLite file's
 * write-ahead log cannot be emptied, so it is for commands, not for a server's long work.
 */
export async function withSnapshot<T>(db: Db, work: (snapshot: Db) => Promise<T>): Promise<T> {
  return db.connection().execute(async (connection) => {
    await dialectOf(connection).beginSnapshot(connection);
    try {
      return await work(connection);
    } finally {
      // Fails only on a connection that broke, and then what broke it is the news.
      await sql`rollback`.execute(connection).catch(() => {});
    }
  });
}
