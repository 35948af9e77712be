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
import { badUserInput } from '../errors.ts';

export interface Request {
  schema: GraphQLSchema;
  document: DocumentNode;
  /** As they were sent. */
  variableValues: Record<string, unknown> | null | undefined;
  operationName: string | null | undefined;
}

/** Looks at a field's arguments. @throws GraphQLError where they are not allowed */
type CheckArgs<Args> = (args: Args) => void;

/** Marks a field whose arguments can be wrong in ways that types do not say: `checkArguments` reads it. */
export function checkedBefore<Args>(checkArgs: CheckArgs<Args>): {
  extensions: { checkArgs: CheckArgs<Args> };
} {
  return { extensions: { checkArgs } };
}

/** No input type needs more levels: what nests deeper would only exhaust the stack of those who read it. */
const variableDepthLimit = 64;

/**
 * What is wrong with the arguments of a valid request. They are checked before anything runs, so that a
 * list in a corner of a large query cannot fail when the rest is already worked out. Each field is looked at once,
 * however often its fragment is used.
 */
export function checkArguments({ schema, document, variableValues, operationName }: Request): GraphQLError[] {
  const operation = getOperationAST(document, operationName);
  if (!operation) return [];
  if (isDeeperThan(variableValues, variableDepthLimit)) {
    return [badUserInput(`The variables nest deeper than ${variableDepthLimit} levels`)];
  }
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

/** Level by level, as recursion is what it guards against. */
function isDeeperThan(value: unknown, limit: number): boolean {
  let level = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > limit) return true;
    level = level.flatMap((each) =>
      typeof each === 'object' && each !== null ? (Object.values(each) as unknown[]) : [],
    );
  }
  return false;
}

function checkField(
  field: GraphQLField<unknown, unknown> | null | undefined,
  node: FieldNode,
  variables: VariableValues,
): GraphQLError | null {
  const checkArgs = field?.extensions['checkArgs'];
  if (!field || typeof checkArgs !== 'function') return null;
  try {
    (checkArgs as CheckArgs<unknown>)(getArgumentValues(field, node, variables));
    return null;
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    return new GraphQLError(error.message, { nodes: node, extensions: error.extensions });
  }
}
