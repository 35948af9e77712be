import { describe, expect, it } from 'vitest';
import { createTestApp } from '../support/app.ts';
import { many, post } from './ask.ts';

/** A valid document of this size, and the setting that allows just as much. */
interface Boundary {
  setting: string;
  limit: number;
  document: (size: number) => string;
  what: string;
}

const boundaries: Boundary[] = [
  // `{`, names and `}`.
  {
    setting: 'TOKEN_LIMIT',
    limit: 150,
    document: (tokens) => `{${many(tokens - 2, () => '__typename')}} # comments are none`,
    what: 'more than 150 tokens; at most 150',
  },
  {
    setting: 'TOKEN_LIMIT',
    limit: 100,
    document: (selections) =>
      `{ ${'...F '.repeat(10)} ${'__typename '.repeat(selections - 100)} } fragment F on Query { ${'__typename '.repeat(9)} }`,
    what: '101 selections',
  },
  {
    setting: 'ALIAS_LIMIT',
    limit: 12,
    document: (aliases) =>
      `{ ...F ...F ${many(aliases - 6, (i) => `b${i}: __typename`)} } fragment F on Query { a: __typename b: __typename c: __typename }`,
    what: '13 aliases; at most 12',
  },
  {
    setting: 'ALIAS_LIMIT',
    limit: 0,
    document: (aliases) => `{ __typename ${many(aliases, (i) => `a${i}: __typename`)} }`,
    what: '1 aliases; at most 0',
  },
  {
    setting: 'DIRECTIVE_LIMIT',
    limit: 5,
    document: (directives) =>
      `{ ...F @skip(if: false) ... @skip(if: false) { ...F } ${many(directives - 4, () => '__typename @skip(if: false)')} }
       fragment F on Query { __typename @include(if: true) }`,
    what: '6 directives; at most 5',
  },
  {
    setting: 'ROOT_FIELD_LIMIT',
    limit: 3,
    document: (fields) =>
      `{ ...F ... { stats { takes } __typename } ${many(fields - 2, () => 'stats { articles people }')} } fragment F on Query { stats { topics } }`,
    what: '4 fields at the root; at most 3',
  },
  {
    setting: 'DEPTH_LIMIT',
    limit: 5,
    document: (depth) =>
      `{ ...F } fragment F on Query { article(by: { slug: "a" }) { ...G } } fragment G on Article { ${
        depth === 5
          ? 'take { article { take { title __typename } } }'
          : 'take { article { take { article { __typename title } } } }'
      } }`,
    what: '6 levels of fields; at most 5',
  },
];

describe('exactly the limit is allowed, and no more', () => {
  it.each(boundaries)('$setting $limit', async ({ setting, limit, document, what }) => {
    await using app = await createTestApp({ engine: 'sqlite', settings: { [setting]: String(limit) } });
    expect(await post(app, { query: document(limit) })).toMatchObject({ codes: [], status: 200 });
    const over = await post(app, { query: document(limit + 1) });
    expect(over).toMatchObject({ status: 400, codes: ['QUERY_TOO_COMPLEX'] });
    expect(over.messages[0]).toContain(what);
  });
});
