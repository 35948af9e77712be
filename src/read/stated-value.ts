import type { Warning } from './document.ts';

/** A field that is left out because its value is of another type. */
export function notText(field: string, value: unknown): Warning {
  return { item: field, code: 'FIELD_INVALID', message: `${field} is ${kindOf(value)}, which is no text` };
}

/** The first text that says something, trimmed. */
export function firstSaid(...texts: readonly (string | null | undefined)[]): string | undefined {
  return texts.map((text) => text?.trim()).find((text) => text !== undefined && text !== '');
}

/** What a value is, for people. */
export function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
