import type { FieldDef } from 'pg';
import { rowLiteral } from './row-literal.ts';

/** A value as the server sends it and takes it. */
export type Sent = string | null;

/** Makes a row of its values, in the order of the columns. */
export type RowReader = (values: readonly Sent[]) => unknown;

type Parse = (text: string) => unknown;

/** Types whose values are what was sent: text, varchar, bpchar, name. */
const texts = new Set([25, 1043, 1042, 19]);

export function rowReader(fields: readonly FieldDef[], parserOf: (type: number) => Parse): RowReader {
  const parsers = fields.map(({ dataTypeID }) => (texts.has(dataTypeID) ? null : parserOf(dataTypeID)));
  const members = fields.map(({ name }, i): [string, string] => [
    name,
    parsers[i] ? `values[${i}] === null ? null : parsers[${i}](values[${i}])` : `values[${i}]`,
  ]);
  return rowLiteral(members, 'parsers')(parsers);
}

/** @throws TypeError for what no statement of ours is given */
export function encodeParameter(value: unknown): Sent {
  if (value === null || value === undefined) return null;
  if (Array.isArray(value)) return `{${value.map(encodeElement).join(',')}}`;
  return encodeScalar(value);
}

function encodeElement(value: unknown): string {
  if (value === null || value === undefined) return 'NULL';
  const text = encodeScalar(value);
  return typeof value === 'string' ? `"${text.replace(/["\\]/g, '\\$&')}"` : text;
}

function encodeScalar(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint')
    return String(value);
  throw new TypeError(`A statement's parameter is a number, a text, true or false, or a list of them`);
}
