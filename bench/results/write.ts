import { writeFileSync } from 'node:fs';
import { availableParallelism, totalmem } from 'node:os';
import path from 'node:path';
import { modelOfProcessor } from '../measure/process-usage.ts';
import { versions } from './versions.ts';
import type { Results } from './results.ts';
import { queryTables, serverTable } from './tables.ts';

/** Prints the tables; with `--write` into RESULTS.md, with every round's numbers in results.json beside it. */
export async function writeResults(results: Results): Promise<void> {
  const tables = `${serverTable(results)}\n${queryTables(results)}`;
  if (!results.options.write) {
    process.stdout.write(`\n${tables}`);
    return;
  }
  const { options } = results;
  const machine = {
    date: new Date().toISOString().slice(0, 10),
    processor: `${modelOfProcessor()}, ${availableParallelism()} cores`,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    ...versions(),
  };
  const head = `# Results

Written by \`npm run bench -- --write\`. The load generator shares the machine with the server. Each round starts
each server anew, alone, in turn, and asks it all queries for a second first; figures are medians of ${options.rounds} rounds of ${options.seconds} s, ± the
round that lies farthest from it. Compare figures of one run only.

| | |
| --- | --- |
${Object.entries(machine)
  .map(([name, value]) => `| ${name} | ${value} |`)
  .join('\n')}
| articles | ${options.size.toLocaleString('en')} |

`;
  const folder = path.join(import.meta.dirname, '..');
  writeFileSync(path.join(folder, 'results.json'), `${JSON.stringify({ machine, ...results }, null, 2)}\n`);
  writeFileSync(path.join(folder, 'RESULTS.md'), head + tables);
}
