/** What is searched. */
export type TextKind = 'TAKE' | 'ARTICLE' | 'PERSON' | 'TOPIC';

/** In the order of their ids. */
const kinds: readonly TextKind[] = ['TAKE', 'ARTICLE', 'PERSON', 'TOPIC'];

/** How many ids each kind has: the id of a row, and its kind in the bits above. */
export const idsOfKind = 2 ** 48;

/** The id that a row has in the index. Of a take it is the same. */
export function textId(kind: TextKind, rowId: number): number {
  return firstId(kind) + rowId;
}

export function rowOf(textId: number): { kind: TextKind; rowId: number } {
  return { kind: kinds[Math.floor(textId / idsOfKind)]!, rowId: textId % idsOfKind };
}

/** Beyond it are those of the kind. */
export function firstId(kind: TextKind): number {
  return kinds.indexOf(kind) * idsOfKind;
}
