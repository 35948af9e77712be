/*
 * `npm run accept -- feeds SOURCE…`: what is read from feeds, compared with what another parser sees in them: items, titles, addresses and
 * dates.
 */
import { readDate } from '../../../src/identity/date-spellings.ts';
import { parseWebUrl, urlKeys } from '../../../src/identity/url-key.ts';
import { findFiles } from '../../../src/read/find-files.ts';
import { plainText } from '../../../src/read/plain-text.ts';
import { readItems } from '../../../src/read/read-items.ts';
import { readSecond, type SeenEntry } from './second-parser.ts';

const sources = process.argv.slice(3);
if (sources.length === 0) {
  console.error('npm run accept -- feeds SOURCE…');
  process.exit(2);
}

const totals = {
  files: 0,
  ours: 0,
  theirs: 0,
  refused: 0,
  repeated: 0,
  unread: 0,
  title: 0,
  address: 0,
  date: 0,
};
await using found = await findFiles(sources);
for (const file of found.files) {
  if ('error' in file) {
    console.log(`${file.path}: ${file.error.message}`);
    continue;
  }
  if (file.format !== 'feed') {
    console.log(`${file.path}: ${file.format}, no feed`);
    continue;
  }
  totals.files++;
  const ours: SeenEntry[] = [];
  const reasons: string[] = [];
  for await (const { item, content } of readItems(file, {})) {
    if (content && 'facts' in content) {
      const { title, isTitleGuessed, url, permalink, date } = content.facts;
      ours.push({ title: isTitleGuessed ? '' : title, addresses: [url, permalink].flatMap(keyOf), date });
    } else if (content instanceof Error) {
      reasons.push(`    ${item ?? 'the file'}: ${content.message}`);
      if (item === null) totals.unread++;
      else if (content.name === 'RepeatedError') totals.repeated++;
      else totals.refused++;
    }
  }
  totals.ours += ours.length;
  const theirs = await readSecond(file.location);
  if (typeof theirs === 'string') {
    console.log(`${file.path}: ${ours.length} items; the other parser: ${theirs}`);
    for (const reason of reasons) console.log(reason);
    continue;
  }
  totals.theirs += theirs.length;
  const differences = compare(ours, theirs);
  console.log(
    `${file.path}: ${ours.length} items, ${theirs.length} of the other parser, ${differences.length} differences`,
  );
  for (const line of [...reasons, ...differences]) console.log(line);
}
console.log(JSON.stringify(totals));

/** Entries are matched by their addresses, else by title, else by place. */
function compare(ours: readonly SeenEntry[], theirs: readonly SeenEntry[]): string[] {
  const lines: string[] = [];
  const tell = (field: 'title' | 'address' | 'date', at: number, one: unknown, other: unknown) => {
    totals[field]++;
    lines.push(`    ${at + 1} ${field}: ${shown(one)}; the other parser: ${shown(other)}`);
  };
  const left = new Set(theirs.keys());
  for (const [at, entry] of ours.entries()) {
    const match =
      [...left].find(
        (i) =>
          theirs[i]!.addresses.some((key) => entry.addresses.includes(key)) &&
          titleOf(theirs[i]!) === entry.title,
      ) ??
      [...left].find((i) => theirs[i]!.addresses.some((key) => entry.addresses.includes(key))) ??
      [...left].find((i) => titleOf(theirs[i]!) === entry.title && i >= at);
    if (match === undefined) {
      lines.push(`    ${at + 1} is not seen by the other parser: ${shown(entry.title)}`);
      continue;
    }
    left.delete(match);
    const other = theirs[match]!;
    if (titleOf(other) !== entry.title) tell('title', at, entry.title, titleOf(other));
    if (
      other.addresses.length + entry.addresses.length > 0 &&
      !other.addresses.some((key) => entry.addresses.includes(key))
    )
      tell('address', at, entry.addresses, other.addresses);
    const date = other.date === null ? null : (readDate(other.date) ?? other.date);
    if (date !== entry.date) tell('date', at, entry.date, other.date);
  }
  for (const at of left)
    lines.push(
      `    ${at + 1} of the other parser is not among the items: ${shown(theirs[at]!.title)} ${theirs[at]!.addresses.join(' ')}`,
    );
  return lines;
}

function titleOf({ title }: SeenEntry): string {
  return plainText(title);
}

function keyOf(address: string | null): string[] {
  const url = address === null ? null : parseWebUrl(address);
  return url ? [urlKeys(url).exact] : [];
}

function shown(value: unknown): string {
  return JSON.stringify(value)?.slice(0, 100) ?? 'nothing';
}
