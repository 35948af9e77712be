import {
  defaultFieldResolver,
  getNullableType,
  isLeafType,
  type GraphQLFieldResolver,
  type GraphQLSchema,
  isObjectType,
} from 'graphql';
import type { Context } from './context.ts';
import type { Turn } from './turns.ts';

/**
 * The schema, whose fields begin in their request's turn and are counted before. Lists without pages, and one
 * field under many aliases, can make hundreds of thousands of them of a short document.
 */
export function paced(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    // Those of introspection belong to all schemas.
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    for (const field of Object.values(type.getFields())) {
      field.resolve = inTurn(field.resolve ?? defaultFieldResolver, isLeafType(getNullableType(field.type)));
    }
  }
  return schema;
}

function inTurn(
  resolve: GraphQLFieldResolver<unknown, Context>,
  isLeaf: boolean,
): GraphQLFieldResolver<unknown, Context> {
  return (source, args, context, info) => {
    const { budget, turn } = context;
    const countText = (text: unknown) => budget.countText(text);
    budget.countField(String(info.path.key));
    const paused = turn.pause();
    const value = paused
      ? paused.then(() => resolve(source, args, context, info))
      : resolve(source, args, context, info);
    if (value instanceof Promise) return isLeaf ? value.then(countText) : inItsTurn(value, turn);
    return isLeaf ? countText(value) : value;
  };
}

/** What was loaded for many fields at once goes on one by one. */
async function inItsTurn(loading: Promise<unknown>, turn: Turn): Promise<unknown> {
  const loaded = await loading;
  await turn.pause();
  return loaded;
}
