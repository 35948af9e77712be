import { parseArgs } from 'node:util';
import { queries } from './queries.ts';
import { serverKinds } from './servers.ts';
import { parseSize } from './stores.ts';

export interface Options {
  size: number;
  servers: string[];
  queries: string[];
  connections: number[];
  seconds: number;
  warmUpSeconds: number;
  rounds: number;
  /** Into RESULTS.md, else to standard output. */
  write: boolean;
}

export const usage = `npm run bench -- [--size 100k] [--servers A,B] [--queries A,B] [--connections 1,16,256]
    [--seconds 5] [--warm-up 2] [--rounds 3] [--quick] [--write]

--quick   page, list and deep on 16 connections for two seconds, one round
--write   writes bench/RESULTS.md and results.json; else the tables go to standard output

Servers: ${Object.keys(serverKinds).join(', ')}
Queries: ${Object.keys(queries).join(', ')}
BENCH_DATA names the folder where stores are kept; bench/.data by default.
`;

/** @throws where an option is not understood */
export function readOptions(args: string[]): Options {
  const { values } = parseArgs({
    args,
    options: {
      size: { type: 'string', default: '100k' },
      servers: { type: 'string', default: Object.keys(serverKinds).join(',') },
      queries: { type: 'string' },
      connections: { type: 'string' },
      seconds: { type: 'string' },
      'warm-up': { type: 'string' },
      rounds: { type: 'string' },
      quick: { type: 'boolean', default: false },
      write: { type: 'boolean', default: false },
    },
  });
  const { quick } = values;
  return {
    size: parseSize(values.size),
    servers: namesAmong(serverKinds, values.servers),
    queries: namesAmong(
      queries,
      values.queries ?? (quick ? 'page,list,deep' : Object.keys(queries).join(',')),
    ),
    connections: (values.connections ?? (quick ? '16' : '1,16,256')).split(',').map(positive),
    seconds: positive(values.seconds ?? (quick ? '2' : '5')),
    warmUpSeconds: positive(values['warm-up'] ?? (quick ? '1.5' : '2')),
    rounds: positive(values.rounds ?? (quick ? '1' : '3')),
    write: values.write,
  };
}

function namesAmong(known: object, list: string): string[] {
  const names = list.split(',');
  const unknown = names.filter((name) => !(name in known));
  if (unknown.length > 0) throw new Error(`Unknown: ${unknown.join(', ')}\n\n${usage}`);
  return names;
}

function positive(text: string): number {
  const value = Number(text);
  if (!(value > 0)) throw new Error(`${text} is no positive number\n\n${usage}`);
  return value;
}
