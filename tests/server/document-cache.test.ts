import { expect, test } from 'vitest';
import { DocumentCache } from '../../src/server/document-cache.ts';

const textOf = (i: number, length: number) => String(i).padEnd(length, ' ');

test('a cache of documents holds the latest used, as many as are 200,000 characters together', () => {
  const cache = new DocumentCache<number>();
  const kept = () =>
    Array.from({ length: 14 }, (_, i) => i).filter((i) => cache.get(textOf(i, 20_000)) === i);
  for (let i = 0; i < 10; i++) cache.set(textOf(i, 20_000), i);
  expect(kept()).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  // It is the latest now, so that the second goes.
  expect(cache.get(textOf(0, 20_000))).toBe(0);
  cache.set(textOf(10, 20_000), 10);
  expect(kept()).toEqual([0, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  cache.set('{a}', 1);
  expect([cache.get('{a}'), kept()]).toEqual([1, [2, 3, 4, 5, 6, 7, 8, 9, 10]]);
});

test('one that is too long is not kept, and drives out no other', () => {
  const cache = new DocumentCache<number>();
  cache.set('{a}', 1);
  cache.set(textOf(2, 20_001), 2);
  expect([cache.get('{a}'), cache.get(textOf(2, 20_001))]).toEqual([1, undefined]);
});
