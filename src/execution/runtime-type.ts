import {
  type GraphQLAbstractType,
  GraphQLError,
  type GraphQLObjectType,
  type GraphQLSchema,
  isObjectType,
} from 'graphql';
import { inspect } from './inspect.ts';
import type { FieldPlan } from './plan.ts';

/**
 * The type that an interface or a union is said to be.
 *
 * @throws GraphQLError where it cannot be that
 */
export function runtimeType(
  schema: GraphQLSchema,
  { nodes, parentType, definition }: FieldPlan,
  abstract: GraphQLAbstractType,
  value: unknown,
  name: unknown,
): GraphQLObjectType {
  const must = `Abstract type "${abstract.name}" must resolve to an Object type at runtime for field "${parentType.name}.${definition.name}"`;
  if (name == null) {
    const either = `Either the "${abstract.name}" type should provide a "resolveType" function or each possible type should provide an "isTypeOf" function.`;
    throw new GraphQLError(`${must}. ${either}`, { nodes });
  }
  if (typeof name !== 'string') {
    throw new GraphQLError(
      `${must} with value ${inspect(value)}, received "${inspect(name)}", which is not a valid Object type name.`,
    );
  }
  const type = schema.getType(name);
  const was = `Abstract type "${abstract.name}" was resolved to a`;
  if (!type)
    throw new GraphQLError(`${was} type "${name}" that does not exist inside the schema.`, { nodes });
  if (!isObjectType(type)) throw new GraphQLError(`${was} non-object type "${name}".`, { nodes });
  if (schema.isSubType(abstract, type)) return type;
  throw new GraphQLError(
    `Runtime Object type "${type.name}" is not a possible type for "${abstract.name}".`,
    { nodes },
  );
}

export function notOfType(type: GraphQLObjectType, value: unknown, { nodes }: FieldPlan): GraphQLError {
  return new GraphQLError(`Expected value of type "${type.name}" but got: ${inspect(value)}.`, { nodes });
}
