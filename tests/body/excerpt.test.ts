import fc from 'fast-check';
import { expect, test } from 'vitest';
import { excerpt, excerptOfBeginning } from '../../src/body/excerpt.ts';

test.each<[text: string, length: number, cut: string]>([
  ['', 5, ''],
  ['It fits.', 8, 'It fits.'],
  ['Two\n\nblocks \n here', 20, 'Two blocks here'],
  ['One two three', 8, 'One two…'],
  ['One two three', 7, 'One…'],
  ['One, two three', 7, 'One…'],
  ['One ( two three)', 7, 'One…'],
  ['Say “no more” now', 14, 'Say “no more”…'],
  ['Incomprehensibilities-of-one-very-long-word', 10, 'Incompreh…'],
  [`a ${'b'.repeat(60)}`, 40, `a ${'b'.repeat(37)}…`],
  ['𝒳𝒳𝒳𝒳', 4, '𝒳…'],
  ['ae\u0301\u0302bcd', 4, 'a…'],
  ['👩‍👩‍👧👩‍👩‍👧', 10, '👩‍👩‍👧…'],
  ['東京に行きました。', 5, '東京に行…'],
  ['abc', 1, '…'],
  ['abc', 0, ''],
])('%j to %i', (text, length, cut) => {
  expect(excerpt(text, length)).toBe(cut);
});

test('never exceeds its length, nor takes long for a long text', () => {
  const text = 'Some words, and — more: “words”; or 日本語。 '.repeat(20_000);
  const started = performance.now();
  for (let length = 0; length < 300; length += 1)
    expect(excerpt(text, length).length).toBeLessThanOrEqual(length);
  expect(performance.now() - started).toBeLessThan(1000);
});

test('of the beginning of a text is that of the text, or not known', () => {
  const piece = fc.constantFrom(
    'a',
    'word',
    'x'.repeat(40),
    ' ',
    '\n\n',
    '      ',
    '🙂',
    '👩‍👩‍👧',
    'é',
    '語',
    ',',
    ' — ',
  );
  let known = 0;
  fc.assert(
    fc.property(
      fc.array(piece, { maxLength: 120 }),
      fc.integer({ min: 1, max: 60 }),
      fc.integer({ min: 1, max: 200 }),
      (pieces, length, characters) => {
        const text = pieces.join('');
        const beginning = Array.from(text).slice(0, characters).join('');
        const found = excerptOfBeginning(beginning, length, characters);
        const whole = excerpt(text, length);
        expect(found ?? whole).toBe(whole);
        known += Number(found !== null);
      },
    ),
    { numRuns: 2_000, seed: 5 },
  );
  expect(known).toBeGreaterThan(500);
});
