import {
  type DocumentNode,
  getArgumentValues,
  getNamedType,
  type GraphQLCompositeType,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNullableType,
  type GraphQLField,
  isCompositeType,
  isIntrospectionType,
  isListType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type FieldNode,
  type SelectionSetNode,
  typeFromAST,
  type VariableValues,
} from 'graphql';
import { isLeftOut } from './left-out.ts';
import { fragmentsOf } from './write-out.ts';

/**
 * Entries of a list of objects without pages: its authors, its links, its anchors. Most have fewer. One that holds a
 * hundred is bounded by the answer's size; what must not be is a hundred such lists for each of a hundred entries.
 */
const unpagedSize = 5;

export interface EstimateOptions {
  schema: GraphQLSchema;
  /** Valid, so that no fragment spreads itself. */
  document: DocumentNode;
  operation: OperationDefinitionNode;
  /** Coerced. */
  variables: VariableValues;
  /** Entries of a page where neither `first` nor `last` is given. */
  defaultPageSize: number;
}

/**
 * How many objects an operation can give: for each list of objects the product of the sizes from the root down to
 * it, summed up. A list with `first` or `last` is as long as these say, any other has `unpagedSize` entries. An edge,
 * its node and its reference are one; `ids` count nothing themselves, but what lies below them is there for each. A
 * field that is selected twice counts twice, also where the answer has it once.
 *
 * A fragment's estimate does not depend on its place: each is worked out once.
 */
export function estimateNodes(options: EstimateOptions): number {
  const { schema, document, operation, variables, defaultPageSize } = options;
  const fragments = fragmentsOf(document);
  const byFragment = new Map<string, number>();

  const ofSelections = (selectionSet: SelectionSetNode, type: GraphQLNamedType | undefined): number => {
    let nodes = 0;
    for (const node of selectionSet.selections) {
      if (isLeftOut(node, variables)) continue;
      if (node.kind === Kind.FRAGMENT_SPREAD) {
        nodes += ofFragment(node.name.value);
      } else if (node.kind === Kind.INLINE_FRAGMENT) {
        const condition = node.typeCondition ? typeFromAST(schema, node.typeCondition) : type;
        nodes += ofSelections(node.selectionSet, condition);
      } else if (isCompositeType(type)) {
        nodes += ofField(node, type);
      }
    }
    // Zero times infinity would be no number.
    return Math.min(nodes, Number.MAX_SAFE_INTEGER);
  };

  const ofFragment = (name: string): number => {
    const known = byFragment.get(name);
    const fragment = fragments.get(name);
    if (known !== undefined || !fragment) return known ?? 0;
    const nodes = ofSelections(fragment.selectionSet, typeFromAST(schema, fragment.typeCondition));
    byFragment.set(name, nodes);
    return nodes;
  };

  const ofField = (node: FieldNode, type: GraphQLCompositeType): number => {
    const field = schema.getField(type, node.name.value);
    if (!field || !node.selectionSet) return 0;
    const below = ofSelections(node.selectionSet, getNamedType(field.type));
    const names = new Set(field.args.map(({ name }) => name));
    if (!names.has('first') && !names.has('last') && !names.has('ids')) {
      return isUnpaged(field, type) ? unpagedSize * (1 + below) : below;
    }
    const { first, last, ids } = getArgumentValues(field, node, variables);
    if (Array.isArray(ids)) return ids.length * below;
    const size = first ?? last;
    return (typeof size === 'number' ? size : defaultPageSize) * (1 + below);
  };

  const root = schema.getRootType(operation.operation);
  return ofSelections(operation.selectionSet, root ?? undefined);
}

/** Whether it is a list of objects. Those of a page are counted with it, those of introspection by other limits. */
function isUnpaged(field: GraphQLField<unknown, unknown>, parent: GraphQLCompositeType): boolean {
  const named = getNamedType(field.type);
  const isOfPage = isObjectType(parent) && 'pageInfo' in parent.getFields();
  return (
    isListType(getNullableType(field.type)) &&
    isCompositeType(named) &&
    !isIntrospectionType(named) &&
    !isOfPage
  );
}
