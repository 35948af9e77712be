import {
  GraphQLBoolean,
  GraphQLEnumType,
  type GraphQLFieldConfigMap,
  GraphQLFloat,
  GraphQLID,
  GraphQLInt,
  GraphQLInterfaceType,
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
  GraphQLScalarType,
  GraphQLSchema,
  GraphQLString,
  GraphQLUnionType,
} from 'graphql';
import { oddLeaf, type OddValues } from './odd-values.ts';

export interface OddContext {
  values: OddValues;
}

const Color = new GraphQLEnumType({
  name: 'Color',
  values: { RED: { value: 1 }, GREEN: { value: 'green' }, BLUE: {} },
});
/** Answers badly for some values. */
const Odd = new GraphQLScalarType({
  name: 'Odd',
  coerceOutputValue: (value) => {
    if (value === 'throw') throw new Error('Odd cannot be this');
    return value === 'nothing' ? undefined : value;
  },
});

type OddType =
  GraphQLScalarType | GraphQLEnumType | GraphQLObjectType | GraphQLInterfaceType | GraphQLUnionType;
type Fields = GraphQLFieldConfigMap<unknown, OddContext>;

const leaves = {
  text: GraphQLString,
  whole: GraphQLInt,
  part: GraphQLFloat,
  yes: GraphQLBoolean,
  key: GraphQLID,
  color: Color,
  odd: Odd,
};

/** As it is and in lists, with null and without. */
function forms(name: string, type: OddType, of: (info: GraphQLResolveInfo) => unknown): Fields {
  const must = new GraphQLNonNull(type);
  const types: Record<string, GraphQLOutputType> = {
    [name]: type,
    [`${name}Must`]: must,
    [`${name}List`]: new GraphQLList(type),
    [`${name}MustList`]: new GraphQLList(must),
    [`${name}Grid`]: new GraphQLNonNull(new GraphQLList(new GraphQLList(must))),
  };
  return Object.fromEntries(
    Object.entries(types).map(([field, each]) => [
      field,
      {
        type: each,
        resolve: (_source: unknown, _args: object, { values }: OddContext, info: GraphQLResolveInfo) =>
          values.valueOf(each, info, () => of(info)),
      },
    ]),
  );
}

function leafFields(): Fields {
  return Object.assign(
    {},
    ...Object.entries(leaves).map(([name, type]) => forms(name, type, () => oddLeaf(type.name))),
  ) as Fields;
}

const argsField: Fields = {
  args: {
    type: new GraphQLNonNull(GraphQLString),
    args: {
      n: { type: GraphQLInt, default: { value: 3 } },
      must: { type: new GraphQLNonNull(GraphQLInt), default: { value: 4 } },
      colors: { type: new GraphQLList(new GraphQLNonNull(Color)) },
    },
    resolve: (_source, args, _context, info) =>
      JSON.stringify([args, info.fieldName, info.path, String(info.returnType), info.parentType.name]),
  },
};

const thingFields = (): Fields => ({
  ...leafFields(),
  ...argsField,
  ...forms('thing', Thing, (info) => ({ of: info.fieldName })),
  ...forms('one', One, () => ({ plain: 'text' })),
  ...forms('either', Either, () => ({})),
});

const Thing: GraphQLInterfaceType = new GraphQLInterfaceType({
  name: 'Thing',
  fields: thingFields,
  resolveType: (_value, { values }: OddContext, info) => values.typeOf(info),
});
const One: GraphQLObjectType = new GraphQLObjectType({
  name: 'One',
  interfaces: [Thing],
  fields: () => ({
    ...thingFields(),
    // By the default resolver.
    plain: { type: GraphQLString },
    method: { type: GraphQLString, args: { n: { type: GraphQLInt } } },
  }),
});
const Two = new GraphQLObjectType({
  name: 'Two',
  interfaces: [Thing],
  fields: thingFields,
  isTypeOf: (_value, { values }: OddContext, info) => values.isOfType(info, 'Two'),
});
const Three = new GraphQLObjectType({
  name: 'Three',
  fields: () => ({ ...leafFields(), ...forms('either', Either, () => ({ __typename: 'Three' })) }),
  isTypeOf: (_value, { values }: OddContext, info) => values.isOfType(info, 'Three'),
});
/** Its type is found by asking each. */
const Either: GraphQLUnionType = new GraphQLUnionType({ name: 'Either', types: [Two, Three] });

export const oddSchema = new GraphQLSchema({
  query: new GraphQLObjectType({ name: 'Query', fields: thingFields }),
  types: [One, Two, Three],
});
