import pg from 'pg';
import type { RunningServer, ServerKind } from '../servers.ts';
import { Connection } from './connection.ts';

/**
 * How many statements a server runs for one request, when it has answered it before. Ibid says so itself (the most of five: how its loaders gather keys differs); of another on
 * PostgreSQL the database knows (BEGIN and COMMIT count); null where nobody does.
 */
export async function statementsOf(
  kind: ServerKind,
  server: RunningServer,
  request: Buffer,
  postgresUrl: string | undefined,
): Promise<number | null> {
  const connection = await Connection.open(server.url);
  try {
    await connection.ask(request);
    if (kind.asks === 'ibid') {
      const counts = [];
      for (let i = 0; i < 5; i++) counts.push(statementsIn((await connection.ask(request)).body));
      return Math.max(...counts);
    }
    if (kind.engine !== 'postgres' || postgresUrl === undefined) return null;
    const before = await countCalls(postgresUrl);
    await connection.ask(request);
    // What counting itself takes is the same each time.
    const after = await countCalls(postgresUrl);
    return after - before - (await countCalls(postgresUrl)) + after;
  } finally {
    connection.close();
  }
}

function statementsIn(body: Buffer): number {
  const { extensions } = JSON.parse(body.toString()) as { extensions?: { cost?: { statements?: number } } };
  return extensions?.cost?.statements ?? NaN;
}

async function countCalls(databaseUrl: string): Promise<number> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query('create extension if not exists pg_stat_statements');
  const { rows } = await client.query<{ calls: string }>(
    'select sum(calls) as calls from pg_stat_statements',
  );
  await client.end();
  return Number(rows[0]?.calls);
}
