import { type DocumentNode, Kind, type SelectionSetNode } from 'graphql';
import { counted, overLimit } from './refusal.ts';
import { fragmentsOf } from './write-out.ts';

/**
 * Validation compares each two fields that one place of the answer has under one name, and each two fragments
 * that are spread there, which costs about twice as much. Nothing real comes near: fifty fragments that all select the
 * same eight fields of one object make 12,250. So many take some 15 ms; graphql's own budget ends after 100 ms.
 */
const comparisonLimit = 15_000;

/** A place in the answer. */
interface Place {
  fields: number;
  spreads: number;
  below: Map<string, Place>;
}

/**
 * Bounds what the rule OverlappingFieldsCanBeMerged has to compare. To be called where no fragment spreads itself
 * and it is known that written out the document is not large: it is gone through as such.
 *
 * @throws GraphQLError QUERY_TOO_COMPLEX
 */
export function checkOverlap(document: DocumentNode): void {
  const fragments = fragmentsOf(document);
  let comparisons = 0;
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    const stack: [SelectionSetNode | undefined, Place][] = [[definition.selectionSet, newPlace()]];
    for (let entry = stack.pop(); entry; entry = stack.pop()) {
      const [selectionSet, place] = entry;
      for (const node of selectionSet?.selections ?? []) {
        if (node.kind === Kind.INLINE_FRAGMENT) {
          stack.push([node.selectionSet, place]);
        } else if (node.kind === Kind.FRAGMENT_SPREAD) {
          comparisons += 2 * place.spreads++;
          stack.push([fragments.get(node.name.value)?.selectionSet, place]);
        } else {
          const name = node.alias?.value ?? node.name.value;
          const below = place.below.get(name) ?? newPlace();
          place.below.set(name, below);
          comparisons += below.fields++;
          stack.push([node.selectionSet, below]);
        }
      }
      if (comparisons > comparisonLimit) {
        const found = `more than ${counted(comparisonLimit)}`;
        throw overLimit('pairs of selections under one name', found, comparisonLimit);
      }
    }
  }
}

function newPlace(): Place {
  return { fields: 0, spreads: 0, below: new Map() };
}
