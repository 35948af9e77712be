import { type DocumentNode, visit } from 'graphql';

const known = new WeakMap<DocumentNode, ReadonlySet<string>>();

/** Of all fields that a document mentions, in whichever of its operations and fragments. */
export function fieldNamesOf(document: DocumentNode): ReadonlySet<string> {
  let names = known.get(document);
  if (!names) {
    const found = new Set<string>();
    visit(document, { Field: ({ name }) => void found.add(name.value) });
    known.set(document, (names = found));
  }
  return names;
}
