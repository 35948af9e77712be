import { drawArguments } from './arguments.ts';
import { measure } from './measure/load.ts';
import { memoryMbOf } from './measure/process-usage.ts';
import { statementsOf } from './measure/statements.ts';
import { Answers } from './measure/verify.ts';
import { type Options, readOptions } from './options.ts';
import { startPostgres } from './postgres-server.ts';
import { requestsFor } from './requests.ts';
import { writeResults } from './results/write.ts';
import { rateText, type Results } from './results/results.ts';
import { addPeerFunctions } from './servers/peer-functions.ts';
import { serverKinds, startServer } from './servers.ts';
import { type Engine, ensureStore } from './stores.ts';

/** Measures servers beside one another; see `usage` in options.ts. */
async function bench(options: Options): Promise<void> {
  const kinds = options.servers.map((name) => [name, serverKinds[name]!] as const);
  const engines = new Set(kinds.flatMap(([, { engine }]) => engine ?? []));
  await using postgres = engines.has('postgres') ? await startPostgres() : undefined;
  const urls = new Map<Engine | null, string>();
  for (const engine of engines) urls.set(engine, await ensureStore(engine, options.size, postgres));
  const [anyUrl = await ensureStore('sqlite', options.size, postgres)] = urls.values();
  const drawn = await drawArguments(anyUrl, options.size);
  if (kinds.some(([, { asks }]) => asks === 'postgraphile')) await addPeerFunctions(urls.get('postgres')!);

  const answers = new Answers();
  const results: Results = { options, servers: {}, measured: [] };
  for (const [name, kind] of kinds) {
    await using server = await startServer(kind, urls.get(kind.engine));
    const idleMb = memoryMbOf(server.pid);
    results.servers[name] = { startedInMs: server.startedInMs, idleMb, loadedMb: NaN, statements: {} };
    if (kind.asks === 'constant') continue;
    await answers.check(name, kind, server, options.queries, drawn);
    for (const query of options.queries) {
      const [request] = requestsFor(kind, server.url, query, drawn);
      const count = await statementsOf(kind, server, request!, urls.get('postgres'));
      if (count !== null) results.servers[name].statements[query] = count;
    }
  }

  for (let round = 0; round < options.rounds; round++) {
    for (const [name, kind] of kinds) {
      await using server = await startServer(kind, urls.get(kind.engine));
      const postgresPid = kind.engine === 'postgres' ? postgres!.pid : null;
      const target = { url: server.url, pid: server.pid, postgresPid };
      const asked = (kind.asks === 'constant' ? options.queries.slice(0, 1) : options.queries).map(
        (query) => ({ query, requests: requestsFor(kind, server.url, query, drawn) }),
      );
      // What queries have in common is compiled by then, or the first one would be measured cold.
      for (const { requests } of asked)
        await measure(target, requests, { connections: 16, seconds: 1, warmUpSeconds: 0 });
      for (const { query, requests } of asked) {
        for (const connections of options.connections) {
          const measurement = await measure(target, requests, { ...options, connections });
          results.measured.push({ round, server: name, query, connections, ...measurement });
          process.stderr.write(
            `${round + 1}/${options.rounds} ${name} ${query} ×${connections}: ${rateText(measurement.perSecond)}/s\n`,
          );
        }
      }
      results.servers[name]!.loadedMb = memoryMbOf(server.pid);
    }
  }
  await writeResults(results);
}

await bench(readOptions(process.argv.slice(2)));
