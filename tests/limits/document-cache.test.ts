import { describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { createInspector } from '../../src/limits/document-cache.ts';
import { schema } from '../../src/schema.ts';

const { limits } = readConfig(new Map(), {});
const open = () => createInspector({ schema, limits, introspection: true });
/** Of some 60 kB as estimated. */
const document = (i: number) => `query Q${i} { ${'__typename '.repeat(100)} }`;

describe('documents that were lately asked for', () => {
  it('are inspected once', () => {
    const inspect = open();
    expect(inspect(document(1)).document).toBeDefined();
    expect(inspect(document(1))).toBe(inspect(document(1)));
    expect(inspect(document(2))).not.toBe(inspect(document(1)));
  });

  it('are kept as long as they are small together', () => {
    const inspect = open();
    const first = inspect(document(0));
    const second = inspect(document(1));
    for (let i = 2; i < 300; i++) {
      inspect(document(i));
      // Whoever is asked for again stays.
      expect(inspect(document(0))).toBe(first);
    }
    expect(inspect(document(1))).not.toBe(second);
  });

  it('are not kept where they are refused, or very long', () => {
    const inspect = open();
    for (const text of ['{ nothing }', '{', `{ __typename } #${'x'.repeat(65_536)}`]) {
      expect(inspect(text)).not.toBe(inspect(text));
      expect(inspect(text)).toEqual(inspect(text));
    }
  });
});
