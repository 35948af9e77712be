import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../support/app.ts';
import { engines } from '../support/engines.ts';
import { isLongForm } from '../suites/long-form.ts';
import { nameOf, walk } from './found.ts';

/*
 * What a query finds is compared with what a plain reading of it finds in the texts.
 */

const seed = 20261129;
const numRuns = isLongForm ? 3_000 : 300;

/** Few, so that phrases come together; as they are written, and folded. */
const vocabulary: readonly [written: string, folded: string][] = [
  ['the', 'the'],
  ['The', 'the'],
  ['bell', 'bell'],
  ['bells', 'bells'],
  ['BELLE', 'belle'],
  ['café', 'cafe'],
  ['Straße', 'strasse'],
  ['İnci', 'inci'],
  ['ｗｉｄｅ', 'wide'],
  ['of', 'of'],
  ['2020', '2020'],
  ['x1', 'x1'],
];
const separators = [' ', ' ', ' ', ', ', '. ', ' — ', '\n\n', ' (', '/'];
const unit = fc.nat({ max: vocabulary.length - 1 });

interface Text {
  title: string;
  body: string;
  /** Folded. */
  words: { title: string[]; body: string[] };
}

const sequence = (most: number) =>
  fc.array(fc.tuple(unit, fc.constantFrom(...separators)), { minLength: 1, maxLength: most });
const text = fc.tuple(sequence(4), sequence(25)).map(([title, body]): Text => {
  const written = (parts: typeof body) =>
    parts.map(([word, separator]) => vocabulary[word]![0] + separator).join('');
  const folded = (parts: typeof body) => parts.map(([word]) => vocabulary[word]![1]);
  return { title: written(title), body: written(body), words: { title: folded(title), body: folded(body) } };
});

interface Clause {
  words: number[];
  isExcluded: boolean;
  isQuoted: boolean;
  /** How much of the last word is left, where it is a beginning. */
  prefix: number | null;
}

const clause: fc.Arbitrary<Clause> = fc.record({
  words: fc.oneof(
    { weight: 3, arbitrary: fc.tuple(unit) },
    { weight: 1, arbitrary: fc.array(unit, { minLength: 2, maxLength: 3 }) },
  ),
  isExcluded: fc.oneof(
    { weight: 4, arbitrary: fc.constant(false) },
    { weight: 1, arbitrary: fc.constant(true) },
  ),
  isQuoted: fc.boolean(),
  prefix: fc.option(fc.integer({ min: 2, max: 4 }), { freq: 5 }),
});
const query = fc.array(clause, { minLength: 1, maxLength: 4 });

function write(clauses: readonly Clause[]): string {
  const parts = clauses.map(({ words, isExcluded, isQuoted, prefix }) => {
    const written = words.map((word, i) =>
      wanted(vocabulary[word]![0], i === words.length - 1 ? prefix : null),
    );
    const inQuotes = isQuoted || words.length > 1;
    return `${isExcluded ? '-' : ''}${inQuotes ? `"${written.join(' ')}"` : written[0]}${prefix === null ? '' : '*'}`;
  });
  return parts.join(' ');
}

function wanted(word: string, prefix: number | null): string {
  return prefix === null ? word : word.slice(0, prefix);
}

function finds(clauses: readonly Clause[], { words }: Text): boolean {
  if (clauses.every(({ isExcluded }) => isExcluded)) return false;
  return clauses.every(
    (clause) => (holds(words.title, clause) || holds(words.body, clause)) !== clause.isExcluded,
  );
}

function holds(words: readonly string[], clause: Clause): boolean {
  return words.some((_, from) =>
    clause.words.every((index, k) => {
      const [written, folded] = vocabulary[index]!;
      const there = words[from + k];
      const isLast = k === clause.words.length - 1;
      if (clause.prefix === null || !isLast) return there === folded;
      // The beginning of what is written folds to the beginning of what it folds to, in these words.
      const start = vocabulary
        .find(([other]) => other === written)![1]
        .slice(0, foldedLength(written, clause.prefix));
      return there?.startsWith(start);
    }),
  );
}

/** ß is two letters. */
function foldedLength(written: string, length: number): number {
  return length + (written.slice(0, length).match(/ß/g)?.length ?? 0);
}

describe('generated queries', () => {
  const texts = fc.sample(text, { seed, numRuns: 150 });
  const apps: TestApp[] = [];
  beforeAll(async () => {
    const lines = texts.map(({ title, body }, i) =>
      JSON.stringify({ title: `${title} n${i}`, url: `https://texts.example/${i}`, text: body }),
    );
    for (const engine of engines) {
      const app = await createTestApp({ engine });
      apps.push(app);
      await app.publish({ 'texts.jsonl': lines.join('\n') });
    }
  }, 60_000);
  afterAll(async () => {
    for (const app of apps) await app[Symbol.asyncDispose]();
  });

  it(
    'find what a plain reading of them finds, on both engines',
    { timeout: isLongForm ? 3_600_000 : 90_000 },
    async () => {
      let telling = 0;
      await fc.assert(
        fc.asyncProperty(query, async (clauses) => {
          const expected = texts.flatMap((one, i) => (finds(clauses, one) ? [i] : []));
          for (const app of apps) {
            const nodes = await walk(app, { query: write(clauses), types: ['TAKE'], first: 100 });
            const numbers = nodes.map((node) => Number(/n(\d+)$/.exec(nameOf(node))![1]));
            expect(numbers.sort((a, b) => a - b)).toEqual(expected);
          }
          if (expected.length > 0 && expected.length < texts.length) telling++;
        }),
        { seed, numRuns },
      );
      expect(telling).toBeGreaterThan(numRuns * 0.4);
    },
  );
});
