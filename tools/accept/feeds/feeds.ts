/*
 * `npm run accept -- feeds SOURCE…`: what is read from feeds, compared with what another parser sees in them: items, titles, addresses and
 * dates.
 */
import type { Prepared } from '../../../src/read/prepared.ts';
import { openSources } from '../../../src/read/read-documents.ts';
import { compareEntries, fields, type ReadEntry } from './compare-entries.ts';
import { keysOf, readSecond } from './second-parser.ts';

const sources = process.argv.slice(3);
if (sources.length === 0) {
  console.error('npm run accept -- feeds SOURCE…');
  process.exit(2);
}

/** In characters. */
const shownLength = 80;
/** `failed` and `twice` are items that Ibid refuses, `unread` files; `refused` are files that the other parser throws at. */
const totals: Record<string, number> = Object.fromEntries(
  ['files', 'ours', 'theirs', 'failed', 'twice', 'unread', 'refused', ...fields].map((name) => [name, 0]),
);
const lines: string[] = [];
await using opened = await openSources(sources);
let items: Prepared[] = [];
let next = 0;
for await (const step of opened.read()) {
  if (step !== 'end of file') {
    items.push(step.prepared);
    continue;
  }
  const file = opened.files[next++]!;
  if ('error' in file) console.log(`${file.path}: ${file.error.message}`);
  else if (file.format !== 'feed') console.log(`${file.path}: ${file.format}, no feed`);
  else await compareFile(file.path, file.location, items);
  items = [];
}
for (const line of lines) console.log(line);
console.log(JSON.stringify(totals));

async function compareFile(path: string, location: string, prepared: readonly Prepared[]): Promise<void> {
  count('files');
  const ours: ReadEntry[] = [];
  for (const { outcome, document, problems } of prepared) {
    if (typeof outcome === 'string') {
      count(outcome === 'repeated' ? 'twice' : document === path ? 'unread' : 'failed');
      for (const { item, message } of problems)
        lines.push(`${path}: ${item ?? 'the file'}: ${outcome}: ${message}`);
    } else if ('facts' in outcome) {
      const { title, isTitleGuessed, url, permalink, date } = outcome.facts;
      const addresses = [...new Set([url, permalink].flatMap((address) => keysOf(address)))];
      ours.push({ title: isTitleGuessed ? '' : title, addresses, date });
    }
  }
  count('ours', ours.length);

  const theirs = await readSecond(location);
  if (typeof theirs === 'string') {
    count('refused');
    count('extra', ours.length);
    console.log(`${path}: ${ours.length} items; the other parser refuses it: ${theirs}`);
    return;
  }
  count('theirs', theirs.length);
  const differences = compareEntries(ours, theirs);
  const counts = fields.flatMap((field) => {
    const { length } = differences.filter((difference) => difference.field === field);
    count(field, length);
    return length > 0 ? `${field} ${length}` : [];
  });
  const told = counts.length > 0 ? counts.join(', ') : 'no difference';
  console.log(`${path}: ${ours.length} items, ${theirs.length} of the other parser: ${told}`);
  for (const { at, field, ours: one, theirs: other } of differences)
    lines.push(`${path}: ${at} ${field}: ${shown(one)}; the other parser: ${shown(other)}`);
}

function count(name: string, by = 1): void {
  totals[name] = (totals[name] ?? 0) + by;
}

function shown(value: string): string {
  return JSON.stringify(value.slice(0, shownLength));
}
