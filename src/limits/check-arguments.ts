import {
  type ASTNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  getArgumentValues,
  getVariableValues,
  GraphQLError,
  type GraphQLField,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  TypeInfo,
  type VariableValues,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { extensionsOf, withCode } from '../errors.ts';
import type { Limits } from '../limit-settings.ts';
import { byConditions, type Conditioned } from './conditions.ts';
import { haveVariable } from './has-variable.ts';
import { isLeftOut } from './left-out.ts';
import { assertSize } from './parse-json.ts';
import { fragmentsOf } from './write-out.ts';

export interface Request {
  schema: GraphQLSchema;
  /** Valid. */
  document: DocumentNode;
  operation: OperationDefinitionNode;
  /** As they were sent. */
  variableValues: Record<string, unknown> | null | undefined;
}

export interface ArgumentLimits {
  limits: Limits;
  /** Whether an error may tell names of the schema that the request does not have. */
  suggestions: boolean;
}

/** Looks at a field's arguments. @throws GraphQLError where they are not allowed */
type CheckArgs<Args> = (args: Args, limits: Limits) => void;

/** Marks a field whose arguments can be wrong in ways that types do not say: `checkArguments` reads it. */
export function checkedBefore<Args>(checkArgs: CheckArgs<Args>): {
  extensions: { checkArgs: CheckArgs<Args> };
} {
  return { extensions: { checkArgs } };
}

/** The variables, coerced, or what is wrong with them or with arguments. */
export type CheckedArguments =
  { variables: VariableValues; errors?: undefined } | { variables?: undefined; errors: GraphQLError[] };

/** Looks at the variables and arguments of a request. */
export type ArgumentsCheck = (request: Request) => CheckedArguments;

/**
 * Looks at the variables and arguments of a valid request before anything runs, so that a list in a corner of a
 * large query cannot fail when the rest is already worked out. Each field is looked at once, however often its
 * fragment is used, and no further than there are errors to be told.
 */
export function createArgumentsCheck({ limits, suggestions }: ArgumentLimits): ArgumentsCheck {
  const checks = byConditions((request: Conditioned & { schema: GraphQLSchema }) =>
    fieldChecks(request, limits),
  );
  return ({ schema, document, operation, variableValues }) => {
    try {
      assertSize(variableValues);
      const { errors, variableValues: variables } = getVariableValues(
        schema,
        operation.variableDefinitions ?? [],
        variableValues ?? {},
        { maxErrors: limits.errors, hideSuggestions: !suggestions },
      );
      if (errors) return { errors: errors.map((error) => withCode(error, 'BAD_USER_INPUT')) };
      const wrong: GraphQLError[] = [];
      for (const check of checks.of({ schema, document, operation, variables })) {
        const error = check(variables);
        if (error && wrong.push(error) >= limits.errors) break;
      }
      return wrong.length > 0 ? { errors: wrong } : { variables };
    } catch (error) {
      // A variable with a default can still be null where a directive wants a value.
      if (!(error instanceof GraphQLError)) throw error;
      return { errors: [extensionsOf(error).code ? error : withCode(error, 'BAD_USER_INPUT')] };
    }
  };
}

/** What is wrong with one field's arguments, if anything is. */
type FieldCheck = (variables: VariableValues) => GraphQLError | null;

/** Of the fields that can be wrong, in the order in which they are told. */
function fieldChecks(
  { schema, document, operation, variables }: Conditioned & { schema: GraphQLSchema },
  limits: Limits,
): FieldCheck[] {
  const checks: FieldCheck[] = [];
  const fragments = fragmentsOf(document);
  const typeInfo = new TypeInfo(schema);
  // Grows while it is gone through: by the fragments that what came before it spreads.
  const reached = new Set<OperationDefinitionNode | FragmentDefinitionNode>([operation]);
  const enter = (node: ASTNode) => {
    if (
      node.kind !== Kind.FIELD &&
      node.kind !== Kind.FRAGMENT_SPREAD &&
      node.kind !== Kind.INLINE_FRAGMENT
    ) {
      return;
    }
    if (isLeftOut(node, variables)) return false;
    if (node.kind === Kind.FRAGMENT_SPREAD) {
      const fragment = fragments.get(node.name.value);
      if (fragment) reached.add(fragment);
    } else if (node.kind === Kind.FIELD) {
      const check = fieldCheck(typeInfo.getFieldDef(), node, limits);
      if (check) checks.push(check);
    }
  };
  for (const definition of reached) visit(definition, visitWithTypeInfo(typeInfo, { enter }));
  return checks;
}

/** Where no variable can change what is found it is found at once. */
function fieldCheck(
  field: GraphQLField<unknown, unknown> | null | undefined,
  node: FieldNode,
  limits: Limits,
): FieldCheck | null {
  const checkArgs = field?.extensions['checkArgs'];
  if (!field || typeof checkArgs !== 'function') return null;
  const check = (variables: VariableValues) =>
    wrongArguments(field, node, variables, (args) => (checkArgs as CheckArgs<unknown>)(args, limits));
  if (haveVariable(node.arguments)) return check;
  const error = check({ coerced: {}, sources: {} });
  return error && (() => error);
}

function wrongArguments(
  field: GraphQLField<unknown, unknown>,
  node: FieldNode,
  variables: VariableValues,
  check: (args: Record<string, unknown>) => void,
): GraphQLError | null {
  try {
    check(getArgumentValues(field, node, variables));
    return null;
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    const message = `\`${field.name}\`: ${error.message}`;
    return new GraphQLError(message, { nodes: node, extensions: error.extensions });
  }
}
