import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger, Transaction } from 'kysely';
import { UnreachableError, UsageError } from '../program-errors.ts';
import { writeGathered } from './at-commit.ts';
import type { Connected } from './connect.ts';
import { type Db, dialectOf } from './dialect.ts';
import { openPostgres } from './postgres.ts';
import { openSqlite } from './sqlite.ts';
import { withPreparedIn } from './statement.ts';
import type { Tables } from './tables.ts';

/** How long a writer waits for another process's transaction before it gives up. */
const lockPatienceMs = 60_000;

export type Trx = Transaction<Tables>;

/** An open database: `db` to read, `write` to change it. */
export interface Store extends AsyncDisposable {
  readonly db: Db;
  /** One short transaction, in turn with all other writers, of other processes too. */
  write<T>(work: (trx: Trx) => Promise<T>): Promise<T>;
}

export interface StoreOptions {
  /** Sees every statement as it ends. */
  log?: Logger;
  /** An SQLite file that is not there is unreachable then; else it is made. */
  mustExist?: boolean;
  /** Whether much is about to be written, which SQLite takes more memory and a longer log for. */
  isBulk?: boolean;
}

const sqliteUrl = /^sqlite:(?!\/\/)(.+)$/;

/** Whether the URL names an SQLite file that is not there. What a server has only a connection tells. */
export function isMissing(url: string): boolean {
  const file = sqliteUrl.exec(url)?.[1];
  return file !== undefined && file !== ':memory:' && !existsSync(file);
}

/** Opens by URL: `sqlite:PATH`, `sqlite::memory:` or `postgres://…`. Connects at the first statement. */
export function openStore(url: string, options: StoreOptions = {}): Store {
  if (/^postgres(ql)?:\/\//.test(url)) {
    if (!URL.canParse(url)) throw new UsageError('DATABASE_URL is no valid postgres:// address');
    return storeOf(openPostgres(url, options));
  }
  const file = sqliteUrl.exec(url)?.[1];
  if (!file) {
    throw new UsageError(
      `DATABASE_URL is sqlite:PATH, sqlite::memory: or postgres://user@host/database, not ${JSON.stringify(withoutPassword(url))}`,
    );
  }
  if (file === ':memory:') {
    return storeOf(openSqlite(file, options));
  }
  if (options.mustExist && isMissing(url)) {
    throw new UnreachableError(`There is no database ${file}`);
  }
  try {
    mkdirSync(path.dirname(file), { recursive: true });
  } catch (error) {
    throw new UnreachableError(`The folder of the database ${file} cannot be made: ${messageOf(error)}`);
  }
  return storeOf(openSqlite(file, { ...options, readOnly: true }), openSqlite(file, options));
}

/** @param writer where it is not the one that reads */
function storeOf(reader: Connected, writer = reader): Store {
  return {
    db: reader.db,
    async write(work) {
      const result = await patiently(writer.db, () =>
        writer.db.transaction().execute(async (trx) =>
          withPreparedIn(trx, writer.db, async () => {
            await dialectOf(trx).lockForWriting(trx);
            const result = await work(trx);
            await writeGathered(trx);
            return result;
          }),
        ),
      );
      reader.renew?.();
      return result;
    },
    async [Symbol.asyncDispose]() {
      await reader.close();
      if (writer !== reader) await writer.close();
    },
  };
}

/** Runs again while another process holds the write lock. The waits are random so that waiters do not march in step. */
async function patiently<T>(db: Db, run: () => Promise<T>): Promise<T> {
  const deadline = Date.now() + lockPatienceMs;
  for (let wait = 2; ; wait = Math.min(wait * 1.5, 25)) {
    try {
      return await run();
    } catch (error) {
      if (!dialectOf(db).isBusy(error)) throw error;
      if (Date.now() > deadline) {
        throw new UnreachableError(`Another process has held the database for ${lockPatienceMs / 1000} s`, {
          mayReturn: true,
        });
      }
      await sleep(wait * (0.5 + Math.random()));
    }
  }
}

/**
 * The error as `UnreachableError` where it says that there is no database at that address, or none that answers; else
 * as it is.
 */
export function asUnreachable(error: unknown, url: string): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const message = messageOf(error);
  // Down, starting, stopping, full, on its way: of the system, and PostgreSQL's classes.
  const isAway =
    /^(ECONN|ENOTFOUND|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|EPIPE|EAI_|ENOENT|08|53300|57P0[123])/.test(code) ||
    /timeout exceeded when trying to connect|Connection terminated|is not queryable/.test(message);
  // A wrong password, no such database, a file that is none of ours or cannot be opened.
  const isWrong =
    /^(EACCES|28|3D|57P04)/.test(code) ||
    (code === 'ERR_SQLITE_ERROR' &&
      /unable to open|readonly database|not a database|malformed/.test(message));
  if (!isAway && !isWrong) return error;
  return new UnreachableError(`The database ${withoutPassword(url)} cannot be reached: ${message}`, {
    mayReturn: isAway,
  });
}

function withoutPassword(url: string): string {
  return url.replace(/(:\/\/[^:@/]*):[^@/]*@/, '$1:***@');
}

function messageOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(messageOf).join('; ');
  return error instanceof Error ? error.message : String(error);
}
