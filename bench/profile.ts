import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { drawArguments } from './arguments.ts';
import { dataFolder } from './data-folder.ts';
import { measure } from './measure/load.ts';
import { queries } from './queries.ts';
import { requestsFor } from './requests.ts';
import { addPeerFunctions } from './servers/peer-functions.ts';
import { serverKinds, startServer } from './servers.ts';
import { ensureStore, parseSize } from './stores.ts';
import { startPostgres } from './postgres-server.ts';

/**
 * npm run bench -- profile QUERY SERVER [--size 100k] [--connections 16] [--seconds 10]: drives one server that is
 * started with --cpu-prof, and says where its time went. The profile opens in the developer tools of a browser.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    size: { type: 'string', default: '100k' },
    connections: { type: 'string', default: '16' },
    seconds: { type: 'string', default: '10' },
  },
});
const [query = '', name = ''] = positionals;
const kind = serverKinds[name];
if (!kind || !queries[query]) {
  throw new Error(
    `QUERY is one of ${Object.keys(queries).join(', ')}; SERVER one of ${Object.keys(serverKinds).join(', ')}`,
  );
}
const size = parseSize(values.size);
await using postgres = kind.engine === 'postgres' ? await startPostgres() : undefined;
const databaseUrl = await ensureStore(kind.engine ?? 'sqlite', size, postgres);
const drawn = await drawArguments(databaseUrl, size);
if (kind.asks === 'postgraphile') await addPeerFunctions(databaseUrl);
const warmUpSeconds = 2;
const folder = path.join(dataFolder('profiles'), `${query}-${name}-${Date.now()}`);
let startMs: number;
{
  await using server = await startServer(kind, databaseUrl, ['--cpu-prof', `--cpu-prof-dir=${folder}`]);
  const target = { url: server.url, pid: server.pid, postgresPid: postgres?.pid ?? null };
  const measured = await measure(target, requestsFor(kind, server.url, query, drawn), {
    connections: Number(values.connections),
    seconds: Number(values.seconds),
    warmUpSeconds,
  });
  startMs = server.startedInMs + warmUpSeconds * 1000;
  console.log(measured);
}

interface CpuProfile {
  nodes: { id: number; callFrame: { functionName: string; url: string; lineNumber: number } }[];
  samples: number[];
  timeDeltas: number[];
}

/** The functions in which most time was spent after the start, without what they called. */
function hottest({ nodes, samples, timeDeltas }: CpuProfile, fromMs: number): [where: string, ms: number][] {
  const frames = new Map(nodes.map(({ id, callFrame }) => [id, callFrame]));
  const total = new Map<string, number>();
  let ms = 0;
  for (const [i, sample] of samples.entries()) {
    ms += (timeDeltas[i] ?? 0) / 1000;
    if (ms < fromMs) continue;
    const { functionName, url, lineNumber } = frames.get(sample)!;
    const file = url.split('/').slice(-3).join('/');
    const where = `${functionName || '(anonymous)'} ${file && `${file}:${lineNumber + 1}`}`;
    total.set(where, (total.get(where) ?? 0) + (timeDeltas[i] ?? 0) / 1000);
  }
  return [...total].sort(([, a], [, b]) => b - a).slice(0, 40);
}

for (const file of readdirSync(folder)) {
  const profile = path.join(folder, file);
  console.log(profile);
  for (const [where, ms] of hottest(JSON.parse(readFileSync(profile, 'utf8')) as CpuProfile, startMs))
    console.log(`${Math.round(ms).toString().padStart(7)} ms  ${where}`);
}
