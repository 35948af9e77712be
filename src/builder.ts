import SchemaBuilder, { brandWithType, type ObjectRef } from '@pothos/core';
import RelayPlugin from '@pothos/plugin-relay';
import { GraphQLScalarType, type GraphQLSchema } from 'graphql';
import type { Context } from './context.ts';
import { badUserInput } from './errors.ts';
import { parseGlobalId } from './identity/global-id.ts';
import { parseWebUrl } from './identity/url-key.ts';
import { parseDate } from './identity/date.ts';

interface Shapes {
  Context: Context;
  DefaultFieldNullability: false;
  DefaultNodeNullability: false;
  DefaultEdgesNullability: false;
  Scalars: {
    ID: { Input: string; Output: string };
    DateTime: { Input: string; Output: string };
    URL: { Input: string; Output: string };
  };
}

/** What stands for an id that is none: it finds nothing. */
const noNode = { typename: '', id: '' };

/** Whether objects of this type have ids: a global id may name any type, and also none. */
export function isNode(schema: GraphQLSchema, typename: string): boolean {
  const type = schema.getType(typename);
  return !!type && 'getInterfaces' in type && type.getInterfaces().some(({ name }) => name === 'Node');
}

export const builder = new SchemaBuilder<Shapes>({
  plugins: [RelayPlugin],
  defaultFieldNullability: false,
  relay: {
    cursorType: 'String',
    brandLoadedObjects: true,
    decodeGlobalID: (id) => parseGlobalId(id) ?? noNode,
    nodeTypeOptions: { description: 'Whatever can be asked for again by its id.' },
    nodeQueryOptions: {
      nullable: true,
      description: 'The object with this id; null where there is none.',
      args: { id: { description: 'The `id` of any object.' } },
      resolve: (_root, { id }, _context, info, resolveNode) =>
        isNode(info.schema, id.typename) ? resolveNode(id) : null,
    },
    // It fails on an id that is none: `nodes.schema.ts` has ours.
    nodesQueryOptions: false,
    pageInfoTypeOptions: { description: 'Where a page stands in its list.' },
  },
});

/** What the builder knows of types: for helpers that take references to them. */
export type Types = typeof builder extends PothosSchemaTypes.SchemaBuilder<infer T> ? T : never;

builder.queryType({ description: 'Everything that can be asked.' });

builder.addScalarType(
  'DateTime',
  new GraphQLScalarType<string, string>({
    name: 'DateTime',
    description: 'A time in UTC, YYYY-MM-DDTHH:mm:ss.sssZ. As input also a date alone: midnight UTC.',
    coerceOutputValue: String,
    coerceInputValue: (value) => {
      const date = typeof value === 'string' ? parseDate(value) : null;
      if (date === null)
        throw badUserInput(`A DateTime is written 2018-07-03T10:00:00.000Z, not ${JSON.stringify(value)}`);
      return date;
    },
  }),
);

builder.addScalarType(
  'URL',
  new GraphQLScalarType<string, string>({
    name: 'URL',
    description: 'An http or https address, at most 2,000 characters.',
    coerceOutputValue: String,
    coerceInputValue: (value) => {
      if (typeof value !== 'string' || !parseWebUrl(value)) {
        throw badUserInput(`A URL is an http or https address, not ${JSON.stringify(value)}`);
      }
      return value;
    },
  }),
);

/** An object that says of which type it is, for fields of which it may be one of several. */
export function branded<Row extends object>(row: Row | null, type: ObjectRef<Types, Row>): Row | null {
  if (row) brandWithType(row, type as never);
  return row;
}
