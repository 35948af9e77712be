import { parseDate } from '../../../src/identity/date.ts';
import { plainText } from '../../../src/read/plain-text.ts';
import type { SeenEntry } from './second-parser.ts';

/** An item as Ibid reads it. */
export type ReadEntry = Omit<SeenEntry, 'whole'>;

/**
 * `address` where nothing is common, `addresses` where only some are; `spelling` where the date is one that `parseDate` does not read: only
 * a person can tell then whether Ibid's is right. `extra` are items that the other parser does not see, `missing` those that only it sees,
 * `repeated` those of them that it sees more than once, to the letter.
 */
export const fields = [
  'title',
  'address',
  'addresses',
  'date',
  'spelling',
  'extra',
  'missing',
  'repeated',
] as const;
export type Field = (typeof fields)[number];

export interface Difference {
  field: Field;
  /** From 1, of Ibid's items; of what is missing, of the other's. */
  at: number;
  ours: string;
  theirs: string;
}

export function compareEntries(ours: readonly ReadEntry[], theirs: readonly SeenEntry[]): Difference[] {
  const differences: Difference[] = [];
  const left = new Map(theirs.entries());
  const given = new Set<string>();
  for (const [i, entry] of ours.entries()) {
    const at = i + 1;
    const found = matchOf(entry, i, left);
    if (!found) {
      differences.push({ field: 'extra', at, ours: nameOf(entry), theirs: '' });
      continue;
    }
    const [key, other] = found;
    left.delete(key);
    given.add(other.whole);
    for (const [field, one, two] of differencesOf(entry, other))
      differences.push({ field, at, ours: one, theirs: two });
  }
  for (const [i, other] of left) {
    const field = given.has(other.whole) ? 'repeated' : 'missing';
    differences.push({ field, at: i + 1, ours: '', theirs: nameOf(other) });
  }
  return differences;
}

/** The entry of the same address and title, else of the same address, else of the same title from there on. */
function matchOf(
  entry: ReadEntry,
  at: number,
  left: ReadonlyMap<number, SeenEntry>,
): [number, SeenEntry] | undefined {
  const others = [...left];
  const sameAddress = others.filter(([, { addresses }]) =>
    addresses.some((key) => entry.addresses.includes(key)),
  );
  const isCalledSo = ([, { title }]: [number, SeenEntry]) => plainText(title) === entry.title;
  return (
    sameAddress.find(isCalledSo) ??
    sameAddress[0] ??
    others.find((other) => other[0] >= at && isCalledSo(other))
  );
}

function differencesOf(ours: ReadEntry, theirs: SeenEntry): [Field, string, string][] {
  const found: [Field, string, string][] = [];
  const title = plainText(theirs.title);
  if (title !== ours.title) found.push(['title', ours.title, title]);

  const own = new Set(ours.addresses);
  const others = new Set(theirs.addresses);
  if (own.symmetricDifference(others).size > 0)
    found.push([
      own.isDisjointFrom(others) ? 'address' : 'addresses',
      ours.addresses.join(' '),
      theirs.addresses.join(' '),
    ]);

  const date = theirs.date === null ? null : parseDate(theirs.date);
  if (date !== ours.date)
    found.push([
      date === null && theirs.date !== null && ours.date !== null ? 'spelling' : 'date',
      ours.date ?? '',
      theirs.date ?? '',
    ]);
  return found;
}

function nameOf({ title, addresses }: ReadEntry): string {
  return [plainText(title), ...addresses].filter((part) => part !== '').join(' ');
}
