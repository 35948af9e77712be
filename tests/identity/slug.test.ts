import { describe, expect, it } from 'vitest';
import { slugOf, slugWithHash } from '../../src/identity/slug.ts';

const key = 'site.example/a';
const hash = /^[0-9a-z]{6}$/;

describe('a slug', () => {
  it.each([
    ['On the Shape of Tables', 'on-the-shape-of-tables'],
    ['Don’t Panic: A “Guide” (2nd ed.)', 'dont-panic-a-guide-2nd-ed'],
    ['Émile & Søren — Größe', 'emile-søren-grosse'],
    ['データベース入門', 'データベース入門'],
    ['ไทย แลนด์', 'ไทย-แลนด์'],
    ['  100%  ', '100'],
    ['word '.repeat(30), Array(20).fill('word').join('-')],
    ['x'.repeat(150), 'x'.repeat(100)],
    [`x${'𠮷'.repeat(60)}`, `x${'𠮷'.repeat(49)}`],
    [`Tables ${'x'.repeat(100)}`, 'tables'],
  ])('of %j is %j', (name, slug) => {
    expect(slugOf(name, key)).toBe(slug);
  });

  it('of a name without letters comes from the key', () => {
    expect(slugOf('🎉 !?', key)).toMatch(hash);
    expect(slugOf('🎉 !?', key)).not.toBe(slugOf('🎉 !?', 'site.example/b'));
  });

  it('that is taken gets six characters of the hash of its key', () => {
    expect(slugWithHash('tables', key)).toBe(`tables-${slugOf('', key)}`);
    const slugs = Array.from({ length: 5000 }, (_, i) => slugWithHash('tables', `site.example/${i}`));
    expect(new Set(slugs).size).toBe(5000);
  });
});
