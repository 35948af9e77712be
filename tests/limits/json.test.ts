import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseJson } from '../../src/limits/parse-json.ts';

const nested = (levels: number, inner = '1') =>
  `${'[{"a":'.repeat(levels / 2)}${inner}${'}]'.repeat(levels / 2)}`;

describe('JSON of a client', () => {
  it('is as JSON.parse reads it', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 8 }), (text) => {
        expect(parseJson(text, 'body')).toEqual(JSON.parse(text));
      }),
    );
  });

  it('nests 64 levels deep', () => {
    expect(parseJson(nested(64), 'body')).toEqual(JSON.parse(nested(64)));
    expect(() => parseJson(nested(66), 'body')).toThrow('The request nests deeper than 64 levels');
    expect(() => parseJson(`[${nested(64)}]`, 'body')).toThrow('The request nests deeper than 64 levels');
  });

  it.each([
    ['20,000 arrays', '['.repeat(20_000)],
    ['a million objects', '{"a":'.repeat(1_000_000)],
    ['brackets after a string', `["\\\\",${nested(64)}]`],
  ])('is refused unread: %s', (_case, text) => {
    expect(() => parseJson(text, 'body')).toThrow(
      expect.objectContaining({ extensions: { code: 'BAD_USER_INPUT', http: { status: 400 } } }) as Error,
    );
  });

  it('has brackets in its strings that do not count', () => {
    const text = JSON.stringify({ a: '[{'.repeat(1_000), b: '\\"[['.repeat(100), c: '\\' });
    expect(parseJson(text, 'body')).toEqual(JSON.parse(text));
    expect(parseJson(JSON.stringify('x'.repeat(5_000_000)), 'body')).toHaveLength(5_000_000);
  });

  it.each(['', '{', '[1,]', "{'a':1}", '"\u0000"', '{"secret":"abc"', 'NaN', '[[[]'])(
    'is not: %j',
    (text) => {
      expect(() => parseJson(text, 'variables')).toThrow(
        expect.objectContaining({
          message: 'What was sent as variables is not JSON',
          extensions: { code: 'BAD_REQUEST', http: { status: 400 } },
        }) as Error,
      );
    },
  );

  it('has keys of any name, of which the last holds', () => {
    const value = parseJson('{"__proto__":{"a":1},"constructor":1,"b":1,"b":2}', 'body') as object;
    expect(Object.entries(value)).toEqual([
      ['__proto__', { a: 1 }],
      ['constructor', 1],
      ['b', 2],
    ]);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect(value).not.toHaveProperty('a');
  });
});
