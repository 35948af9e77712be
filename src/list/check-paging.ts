import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  getArgumentValues,
  getDirectiveValues,
  getOperationAST,
  getVariableValues,
  GraphQLError,
  type GraphQLField,
  GraphQLIncludeDirective,
  type GraphQLSchema,
  GraphQLSkipDirective,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  TypeInfo,
  type VariableValues,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import type { Order } from './order.ts';
import { type PageArgs, sliceOf } from './page.ts';

export interface Request {
  schema: GraphQLSchema;
  document: DocumentNode;
  /** As they were sent. */
  variableValues: Record<string, unknown> | null | undefined;
  operationName: string | null | undefined;
}

/**
 * What is wrong with the paging arguments of a valid request. They are checked before anything runs, so that a
 * list in a corner of a large query cannot fail when the rest is already worked out. Each field is looked at once,
 * however often its fragment is used.
 */
export function checkPaging({ schema, document, variableValues, operationName }: Request): GraphQLError[] {
  const operation = getOperationAST(document, operationName);
  if (!operation) return [];
  const variables = getVariableValues(schema, operation.variableDefinitions ?? [], variableValues ?? {});
  if (variables.errors) return [];

  const errors: GraphQLError[] = [];
  const fragments = new Map(
    document.definitions.flatMap((node) =>
      node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node]] : [],
    ),
  );
  const typeInfo = new TypeInfo(schema);
  // Grows while it is gone through: by the fragments that what came before it spreads.
  const reached = new Set<OperationDefinitionNode | FragmentDefinitionNode>([operation]);
  for (const definition of reached) {
    visit(
      definition,
      visitWithTypeInfo(typeInfo, {
        enter(node) {
          if (
            node.kind !== Kind.FIELD &&
            node.kind !== Kind.FRAGMENT_SPREAD &&
            node.kind !== Kind.INLINE_FRAGMENT
          )
            return;
          if (isLeftOut(node, variables.variableValues)) return false;
          if (node.kind === Kind.FRAGMENT_SPREAD) {
            const fragment = fragments.get(node.name.value);
            if (fragment) reached.add(fragment);
          } else if (node.kind === Kind.FIELD) {
            const error = checkField(typeInfo.getFieldDef(), node, variables.variableValues);
            if (error) errors.push(error);
          }
        },
      }),
    );
  }
  return errors;
}

/** Whether `@skip` or `@include` keeps it from running. */
function isLeftOut(node: SelectionNode, variables: VariableValues): boolean {
  const skip = getDirectiveValues(GraphQLSkipDirective, node, variables);
  const include = getDirectiveValues(GraphQLIncludeDirective, node, variables);
  return skip?.['if'] === true || include?.['if'] === false;
}

function checkField(
  field: GraphQLField<unknown, unknown> | null | undefined,
  node: FieldNode,
  variables: VariableValues,
): GraphQLError | null {
  const orderOf = field && orderOfField(field);
  if (!orderOf) return null;
  try {
    const args = getArgumentValues(field, node, variables) as PageArgs;
    sliceOf(args, orderOf(args));
    return null;
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    return new GraphQLError(error.message, { nodes: node, extensions: error.extensions });
  }
}

function orderOfField(field: GraphQLField<unknown, unknown>): ((args: unknown) => Order) | undefined {
  const { orderOf } = field.extensions;
  return typeof orderOf === 'function' ? (orderOf as (args: unknown) => Order) : undefined;
}
