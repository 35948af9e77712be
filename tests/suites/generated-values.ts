import { type GraphQLInputType, isEnumType, isInputObjectType, isListType, isNonNullType } from 'graphql';
import type { Choices } from './choices.ts';
import { naughtyStrings } from './naughty-strings.ts';

/** Planted in texts that a client sends: no line of the log may hold it. */
export const secret = 'hunter2-secret';

/** What a store holds, for arguments that find something. */
export interface Known {
  ids: readonly string[];
  slugs: readonly string[];
  urls: readonly string[];
  cursors: readonly string[];
}

const longTexts = [
  'a'.repeat(3_000),
  '語'.repeat(900),
  '🕰'.repeat(600),
  '\u0001'.repeat(900),
  '\ud800'.repeat(500),
  `${secret} `.repeat(200),
];

function text(choices: Choices): string {
  if (choices.once(12)) return choices.of(longTexts);
  return choices.once(3) ? secret : choices.of(['tables', 'a', 'The', ...naughtyStrings]);
}

/** A cursor of ours with other values in it, as anybody can make one. */
function forgedCursor(choices: Choices, { cursors }: Known): string {
  const cursor = choices.of(cursors);
  const values = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as unknown[];
  const forged = [
    '1.5',
    '-1',
    '1e400',
    '9007199254740993',
    '1e30',
    '"a\\u0000"',
    '"\\ud800"',
    'null',
    '{}',
    '""',
  ];
  const at = choices.below(values.length);
  const json = values.map((value, i) => (i === at ? choices.of(forged) : JSON.stringify(value)));
  return Buffer.from(`[${json.join(',')}]`).toString('base64url');
}

const numbers = [1, 0, 2, 5, 100, 101, -1, 2_147_483_647, 2_147_483_648, 1e9, 1.5, 1e300];
const times = [
  '2020-01-01',
  '2021-02-03T04:05:06.789Z',
  '0000-01-01',
  '9999-12-31T23:59:60Z',
  '2020-02-30',
  'now',
];
const wrong: unknown[] = [
  null,
  true,
  7,
  'text',
  [],
  {},
  [[[]]],
  { a: { b: [1] } },
  { constructor: 1 },
  ['a', 1, null],
  ...longTexts,
  Array.from({ length: 12 }, () => '語'.repeat(200)),
];

function scalar(name: string, choices: Choices, known: Known): unknown {
  switch (name) {
    case 'Int':
    case 'Float':
      return choices.of(numbers);
    case 'Boolean':
      return choices.of([true, false]);
    case 'ID':
      return choices.once(3) ? text(choices) : choices.of(known.ids);
    case 'DateTime':
      return choices.once(6) ? text(choices) : choices.of(times);
    case 'URL':
      return choices.once(6) ? text(choices) : choices.of(known.urls);
    default:
      return choices.once(3) ? choices.of(known.slugs) : text(choices);
  }
}

/** A value for an argument or variable of this type; now and then one that does not fit. */
export function valueOf(
  type: GraphQLInputType,
  name: string,
  choices: Choices,
  known: Known,
  depth = 0,
): unknown {
  if (choices.once(60)) return choices.of(wrong);
  if (isNonNullType(type)) return valueOf(type.ofType, name, choices, known, depth);
  if (choices.once(20)) return null;
  if (isListType(type)) {
    const length = choices.of([1, 0, 2, 3, ...(choices.once(20) ? [101, 300] : [])]);
    return Array.from({ length }, () => valueOf(type.ofType, name, choices, known, depth + 1));
  }
  if (isEnumType(type)) return choices.of(type.getValues().map((value) => value.name));
  if (isInputObjectType(type)) {
    const fields = Object.values(type.getFields()).filter((field) => depth < 6 || !isDeep(field.name));
    const required = fields.filter((field) => isNonNullType(field.type) && field.default === undefined);
    const wanted = type.isOneOf && !choices.once(20) ? [choices.of(fields)] : choices.some(fields, 5);
    return Object.fromEntries(
      [...new Set([...required, ...wanted])].map((field) => [
        field.name,
        valueOf(field.type, field.name, choices, known, depth + 1),
      ]),
    );
  }
  if (name === 'after' || name === 'before') {
    return choices.once(2)
      ? forgedCursor(choices, known)
      : choices.once(3)
        ? text(choices)
        : choices.of(known.cursors);
  }
  return scalar(type.name, choices, known);
}

const isDeep = (field: string) => field === 'and' || field === 'or' || field === 'not';

/** A value as it stands in a document. */
export function literal(value: unknown, type: GraphQLInputType): string {
  if (isNonNullType(type)) return literal(value, type.ofType);
  if (isEnumType(type) && typeof value === 'string') return value;
  if (Array.isArray(value)) {
    return `[${value.map((each) => literal(each, isListType(type) ? type.ofType : type)).join(', ')}]`;
  }
  if (typeof value === 'object' && value !== null) {
    const fields = isInputObjectType(type) ? type.getFields() : {};
    const own = Object.entries(value) as [string, unknown][];
    return `{${own.map(([name, each]) => `${name}: ${literal(each, fields[name]?.type ?? type)}`).join(', ')}}`;
  }
  return JSON.stringify(value);
}
