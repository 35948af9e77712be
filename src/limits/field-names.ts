import { type DocumentNode, visit } from 'graphql';
import type { FieldNames } from '../db/columns.ts';

const known = new WeakMap<DocumentNode, FieldNames>();

/** Of all fields that a document mentions, in whichever of its operations and fragments. */
export function fieldNamesOf(document: DocumentNode): FieldNames {
  let names = known.get(document);
  if (!names) {
    const found = new Set<string>();
    visit(document, { Field: ({ name }) => void found.add(name.value) });
    known.set(document, (names = found));
  }
  return names;
}
