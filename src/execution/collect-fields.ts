import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  type InlineFragmentNode,
  isAbstractType,
  Kind,
  type SelectionSetNode,
  typeFromAST,
  type VariableValues,
} from 'graphql';
import { isLeftOut } from '../limits/left-out.ts';

export interface Selecting {
  schema: GraphQLSchema;
  fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** Those that `@skip` and `@include` read. */
  conditions: VariableValues;
}

/** The fields that these selection sets together ask of one type, merged by their names in the answer. */
export function collectFields(
  { schema, fragments, conditions }: Selecting,
  type: GraphQLObjectType,
  selectionSets: readonly (SelectionSetNode | undefined)[],
): Map<string, FieldNode[]> {
  const fields = new Map<string, FieldNode[]>();
  const spread = new Set<string>();

  const matches = (fragment: FragmentDefinitionNode | InlineFragmentNode) => {
    if (!fragment.typeCondition) return true;
    const condition = typeFromAST(schema, fragment.typeCondition);
    return condition === type || (isAbstractType(condition) && schema.isSubType(condition, type));
  };
  const collect = (selectionSet: SelectionSetNode): void => {
    for (const node of selectionSet.selections) {
      if (isLeftOut(node, conditions)) continue;
      if (node.kind === Kind.FIELD) {
        const key = node.alias?.value ?? node.name.value;
        const merged = fields.get(key);
        if (merged) merged.push(node);
        else fields.set(key, [node]);
      } else if (node.kind === Kind.INLINE_FRAGMENT) {
        if (matches(node)) collect(node.selectionSet);
      } else {
        const name = node.name.value;
        const fragment = fragments.get(name);
        if (!fragment || spread.has(name) || !matches(fragment)) continue;
        spread.add(name);
        collect(fragment.selectionSet);
      }
    }
  };
  for (const selectionSet of selectionSets) if (selectionSet) collect(selectionSet);
  return fields;
}
