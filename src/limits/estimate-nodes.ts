import {
  type DocumentNode,
  getArgumentValues,
  getNamedType,
  type GraphQLCompositeType,
  type GraphQLNamedType,
  type GraphQLSchema,
  isCompositeType,
  Kind,
  type OperationDefinitionNode,
  type FieldNode,
  type SelectionSetNode,
  typeFromAST,
  type VariableValues,
} from 'graphql';
import { isLeftOut } from './left-out.ts';
import { fragmentsOf } from './write-out.ts';

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
 * How many objects an operation can give: for each field with `first` or `last` the product of the page sizes
 * from the root down to it, summed up. An edge, its node and its reference are one; lists without such
 * arguments count nothing, but what lies below a list of `ids` is there for each of them. A field that is selected twice counts twice, also where the answer has it once.
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
    if (!names.has('first') && !names.has('last') && !names.has('ids')) return below;
    const { first, last, ids } = getArgumentValues(field, node, variables);
    if (Array.isArray(ids)) return ids.length * below;
    const size = first ?? last;
    return (typeof size === 'number' ? size : defaultPageSize) * (1 + below);
  };

  const root = schema.getRootType(operation.operation);
  return ofSelections(operation.selectionSet, root ?? undefined);
}
