import fc from 'fast-check';
import { mkdtempSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, inject, test } from 'vitest';
import { DocumentError } from '../../src/read/document.ts';
import { readJsonParts } from '../../src/read/json-stream.ts';
import { findSyntaxFault, holdsNul, isTooDeep } from '../../src/read/json-syntax.ts';
import { Input } from '../../src/read/bytes/input.ts';

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function fileWith(content: string): string {
  const file = path.join(mkdtempSync(path.join(inject('runDirectory'), 'json-')), 'file.json');
  writeFileSync(file, content);
  return file;
}

/** What is said of a file that is no JSON. */
async function faultIn(content: string): Promise<string | null> {
  using handle = new Input(fileWith(content));
  try {
    for await (const part of readJsonParts(handle, 'items')) void part;
    return null;
  } catch (error) {
    return error instanceof DocumentError ? error.message : String(error);
  }
}

/** The object that the parts make, or what is wrong with the file. */
async function readWhole(content: string): Promise<unknown> {
  const file = fileWith(content);
  using handle = new Input(file);
  const object: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  const list: unknown[] = [];
  let whole: unknown;
  try {
    for await (const part of readJsonParts(handle, 'items')) {
      if (part.kind === 'whole') whole = part.value;
      else if (part.kind === 'element') list.push(part.value);
      else object[part.name] = part.name === 'items' && Array.isArray(part.value) ? list : part.value;
    }
  } catch (error) {
    if (error instanceof DocumentError) return error.code;
    throw error;
  }
  return whole === undefined ? { ...object } : whole;
}

const bits = fc.constantFrom(
  ...'{ } [ ] , : " "a" "items" "items": {"items":[ 1 -2.5e3 01 . e + true null nul "\\n" "\\x" "\\u0041" \\ é'.split(
    ' ',
  ),
  ' ',
  '\n',
  '\t',
  '"a b"',
);
const text = fc.oneof(
  fc.array(bits, { maxLength: 9 }).map((parts) => parts.join('')),
  // Nearly JSON: one place of it is something else.
  fc.tuple(fc.jsonValue({ maxDepth: 3 }), fc.nat(), bits).map(([value, at, bit]) => {
    const json = JSON.stringify({ b: 1, items: [value, 'x'] });
    const place = at % (json.length + 1);
    return json.slice(0, place) + bit + json.slice(place + (at % 2));
  }),
);

test('a fault is found where and only where JSON.parse finds one', () => {
  fc.assert(
    fc.property(text, (json) => {
      expect(findSyntaxFault(json) === null).toBe(isJson(json));
    }),
    { numRuns: 5000, seed: 7 },
  );
});

function expectedOf(json: string): unknown {
  if (json.trim() === '') return 'EMPTY_FILE';
  if (!isJson(json)) return 'JSON_INVALID';
  return JSON.parse(json) as unknown;
}

test('the parts of a file are what JSON.parse makes of it', async () => {
  await fc.assert(
    fc.asyncProperty(text, async (json) => {
      // Of names that come twice, a reader of parts sees both.
      const names = json.match(/"(?:b|items)"\s*:/g) ?? [];
      fc.pre(new Set(names).size === names.length);
      expect(await readWhole(json)).toEqual(expectedOf(json));
    }),
    { numRuns: 1000, seed: 7 },
  );
});

test('characters and escapes may stand where one piece of the file ends', async () => {
  for (let shift = 0; shift < 16; shift++) {
    const items = Array.from({ length: 30 }, () => ({
      s: '日é"\\}\n😀'.repeat(1500),
      n: [12.5, true, null],
    }));
    const object = { pad: 'x'.repeat(shift), items, end: 1 };
    expect(await readWhole(JSON.stringify(object))).toEqual(object);
  }
});

test('a fault far in the file is named by its line and column', async () => {
  const lines = Array.from({ length: 9 }, (_, i) => `${' '.repeat(i)}{"s": "${'é'.repeat(60_000)}"},`);
  expect(await faultIn(`{"items": [\n${lines.join('\n')}\n  {"s": tru}]}`)).toBe(
    'No JSON in line 11, column 9: a value is expected; "tru" stands here',
  );
  expect(await faultIn(`{"items": [\n${lines.join(' ')} 1 2]}`)).toBe(
    `No JSON in line 2, column ${lines.join(' ').length + 4}: a comma or ] is expected; "2" stands here`,
  );
});

test.each([
  ['"a\\u0000"', true],
  ['"a\\\\u0000"', false],
  ['"a\\\\\\u0000"', true],
  ['"u0000"', false],
])('%s holds NUL: %s', (json, expected) => {
  expect(holdsNul(json)).toBe(expected);
});

test.each([
  ['['.repeat(100), false],
  ['['.repeat(101), true],
  ['[]'.repeat(200), false],
  [`["${'['.repeat(200)}", "\\"${'{'.repeat(200)}"]`, false],
])('%.20s is too deep: %s', (json, expected) => {
  expect(isTooDeep(json)).toBe(expected);
});
