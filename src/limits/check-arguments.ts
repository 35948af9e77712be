import {
  BREAK,
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

/**
 * Looks at the variables and arguments of a valid request before anything runs, so that a list in a corner of a
 * large query cannot fail when the rest is already worked out. Each field is looked at once, however often its
 * fragment is used, and no further than there are errors to be told.
 */
export function checkArguments(request: Request, { limits, suggestions }: ArgumentLimits): CheckedArguments {
  const { schema, operation, variableValues } = request;
  try {
    assertSize(variableValues);
    const { errors, variableValues: variables } = getVariableValues(
      schema,
      operation.variableDefinitions ?? [],
      variableValues ?? {},
      { maxErrors: limits.errors, hideSuggestions: !suggestions },
    );
    if (errors) return { errors: errors.map((error) => withCode(error, 'BAD_USER_INPUT')) };
    const wrong = wrongFields(request, variables, limits);
    return wrong.length > 0 ? { errors: wrong } : { variables };
  } catch (error) {
    // A variable with a default can still be null where a directive wants a value.
    if (!(error instanceof GraphQLError)) throw error;
    return { errors: [extensionsOf(error).code ? error : withCode(error, 'BAD_USER_INPUT')] };
  }
}

function wrongFields(
  { schema, document, operation }: Request,
  variables: VariableValues,
  limits: Limits,
): GraphQLError[] {
  const errors: GraphQLError[] = [];
  const fragments = fragmentsOf(document);
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
          if (isLeftOut(node, variables)) return false;
          if (node.kind === Kind.FRAGMENT_SPREAD) {
            const fragment = fragments.get(node.name.value);
            if (fragment) reached.add(fragment);
          } else if (node.kind === Kind.FIELD) {
            const error = checkField(typeInfo.getFieldDef(), node, variables, limits);
            if (error && errors.push(error) >= limits.errors) return BREAK;
          }
        },
      }),
    );
    if (errors.length >= limits.errors) break;
  }
  return errors;
}

function checkField(
  field: GraphQLField<unknown, unknown> | null | undefined,
  node: FieldNode,
  variables: VariableValues,
  limits: Limits,
): GraphQLError | null {
  const checkArgs = field?.extensions['checkArgs'];
  if (!field || typeof checkArgs !== 'function') return null;
  try {
    (checkArgs as CheckArgs<unknown>)(getArgumentValues(field, node, variables), limits);
    return null;
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    const message = `\`${field.name}\`: ${error.message}`;
    return new GraphQLError(message, { nodes: node, extensions: error.extensions });
  }
}
