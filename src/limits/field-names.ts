import {
  type DocumentNode,
  type GraphQLSchema,
  isAbstractType,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';

const known = new WeakMap<DocumentNode, ReadonlySet<string>>();

/**
 * Of all fields that a valid document mentions, in whichever of its operations and fragments, as `Type.field`; those of an
 * interface count for each of its types.
 */
export function fieldNamesOf(schema: GraphQLSchema, document: DocumentNode): ReadonlySet<string> {
  let names = known.get(document);
  if (!names) {
    const found = new Set<string>();
    const typeInfo = new TypeInfo(schema);
    const note = ({ name }: { name: { value: string } }) => {
      const parent = typeInfo.getParentType();
      if (!parent) return;
      const types = isAbstractType(parent) ? schema.getPossibleTypes(parent) : [parent];
      for (const type of types) found.add(`${type.name}.${name.value}`);
    };
    visit(document, visitWithTypeInfo(typeInfo, { Field: note }));
    known.set(document, (names = found));
  }
  return names;
}
