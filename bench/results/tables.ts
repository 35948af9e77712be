import { queries } from '../queries.ts';
import { serverKinds } from '../servers.ts';
import { rateText, type Results, type Spread, spreadOf } from './results.ts';

/** To which servers the others are related. */
const peer = 'postgraphile';
const limits: Record<string, string> = { sqlite: 'sql-sqlite', postgres: 'sql-postgres' };

/** Each server once: what it is, how soon it answers, what memory it holds. */
export function serverTable({ servers }: Results): string {
  const rows = Object.entries(servers).map(([name, { startedInMs, idleMb, loadedMb }]) => [
    name,
    serverKinds[name]!.about,
    `${(startedInMs / 1000).toFixed(1)} s`,
    `${Math.round(idleMb)} → ${Math.round(loadedMb)} MB`,
  ]);
  return table(['server', 'what', 'start', 'memory idle → after load'], rows);
}

/** A table for each query and number of connections. */
export function queryTables(results: Results): string {
  const { options } = results;
  return options.queries
    .map((query) => {
      const tables = options.connections.map((connections) => oneTable(results, query, connections));
      return `## ${query}\n\n${queries[query]!.about}\n\n${tables.join('\n')}`;
    })
    .join('\n');
}

function oneTable({ measured, servers, options }: Results, query: string, connections: number): string {
  const column = (
    server: string,
    of: 'perSecond' | 'p50' | 'p99' | 'cpuMs' | 'databaseCpuMs' | 'bytes',
  ): Spread =>
    spreadOf(
      measured
        .filter((one) => one.server === server && one.query === query && one.connections === connections)
        .map((one) => one[of]),
    );
  const rate = (server: string | undefined) =>
    server !== undefined && options.servers.includes(server) ? column(server, 'perSecond').median : NaN;
  const rows = options.servers
    .filter((server) => !Number.isNaN(rate(server)))
    .map((server) => {
      const perSecond = column(server, 'perSecond');
      const limit = rate(limits[serverKinds[server]!.engine ?? '']);
      return [
        server,
        `${rateText(perSecond.median)} ± ${Math.round(perSecond.spread * 100)} %`,
        ratio(perSecond.median / rate(peer)),
        ratio(perSecond.median / limit),
        column(server, 'p50').median.toFixed(2),
        column(server, 'p99').median.toFixed(2),
        microseconds(column(server, 'cpuMs').median),
        microseconds(column(server, 'databaseCpuMs').median),
        (column(server, 'bytes').median / 1000).toFixed(1),
        String(servers[server]?.statements[query] ?? ''),
      ];
    });
  return table(
    [
      `${connections} connections`,
      'requests/s',
      `÷ ${peer}`,
      '÷ limit',
      'p50 ms',
      'p99 ms',
      'CPU µs',
      'db CPU µs',
      'kB',
      'SQL',
    ],
    rows,
  );
}

/** Nothing where it is not known. */
function microseconds(ms: number): string {
  return Number.isNaN(ms) ? '' : Math.round(ms * 1000).toString();
}

function ratio(value: number): string {
  return Number.isFinite(value) ? value.toFixed(2) : '';
}

function table(head: string[], rows: string[][]): string {
  const lines = [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
  return `${lines.join('\n')}\n`;
}
