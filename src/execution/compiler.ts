import {
  defaultFieldResolver,
  type FieldNode,
  getArgumentValues,
  getNullableType,
  type GraphQLField,
  GraphQLBoolean,
  GraphQLError,
  GraphQLFloat,
  GraphQLID,
  GraphQLInt,
  type GraphQLLeafType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  GraphQLString,
  isAbstractType,
  isLeafType,
  isListType,
  isNonNullType,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type VariableValues,
} from 'graphql';
import { haveVariable } from '../limits/has-variable.ts';
import { collectFields, type Selecting } from './collect-fields.ts';
import type { FieldPlan, LeafPlan, ObjectPlan, ValuePlan } from './plan.ts';

/** `"":0,` */
const leastBesideName = 5;

const noVariables: VariableValues = { sources: {}, coerced: {} };

/**
 * Makes the plan of one operation under one choice of its conditions: a part when it is first needed, since a selection
 * on an abstract type has as many plans as there are types.
 */
export class Compiler {
  readonly #selecting: Selecting;
  readonly #planned: (fields: number) => void;
  #argsCount = 0;

  /** @param planned hears of each part how many fields it has */
  constructor(selecting: Selecting, planned: (fields: number) => void) {
    this.#selecting = selecting;
    this.#planned = planned;
  }

  /** @throws GraphQLError where the schema has no such operations */
  operation(operation: OperationDefinitionNode): ObjectPlan {
    const type = this.#selecting.schema.getRootType(operation.operation);
    if (!type) {
      throw new GraphQLError(`Schema is not configured to execute ${operation.operation} operation.`, {
        nodes: operation,
      });
    }
    return this.#object(type, [operation.selectionSet]);
  }

  /** The plan for what a field selects on a type of object. */
  selections(field: FieldPlan, type: GraphQLObjectType): ObjectPlan {
    const { nodes, plans } = field;
    let plan = plans.find((known) => known.type === type);
    if (!plan) {
      const selectionSets = nodes.map(({ selectionSet }) => selectionSet);
      plans.push((plan = this.#object(type, selectionSets)));
    }
    field.latest = plan;
    return plan;
  }

  #object(type: GraphQLObjectType, selectionSets: readonly (SelectionSetNode | undefined)[]): ObjectPlan {
    const fields: FieldPlan[] = [];
    let nameLength = 0;
    for (const [key, nodes] of collectFields(this.#selecting, type, selectionSets)) {
      const definition = this.#selecting.schema.getField(type, nodes[0]!.name.value);
      if (!definition) continue;
      const field = this.#field(key, nodes, type, definition);
      fields.push(field);
      nameLength += key.length + leastBesideName + (field.typename?.length ?? 0);
    }
    this.#planned(fields.length);
    return { type, fields, nameLength, hasProto: fields.some(({ key }) => key === '__proto__') };
  }

  #field(
    key: string,
    nodes: readonly FieldNode[],
    parentType: GraphQLObjectType,
    definition: GraphQLField<unknown, unknown>,
  ): FieldPlan {
    const { resolve } = definition;
    const args = fixedArgs(definition, nodes[0]!);
    return {
      key,
      nodes,
      parentType,
      definition,
      resolve: resolve === defaultFieldResolver ? null : (resolve ?? null),
      typename: definition.name === '__typename' ? parentType.name : null,
      args,
      argsIndex: args ? -1 : this.#argsCount++,
      value: valuePlan(definition.type),
      latest: null,
      plans: [],
    };
  }
}

/** Its arguments where no request changes them. What is wrong with them is told with each request. */
function fixedArgs(
  definition: GraphQLField<unknown, unknown>,
  node: FieldNode,
): Record<string, unknown> | null {
  if (definition.args.length > 0 && haveVariable(node.arguments)) return null;
  try {
    return getArgumentValues(definition, node, noVariables);
  } catch {
    return null;
  }
}

function valuePlan(type: GraphQLOutputType): ValuePlan {
  const isNonNull = isNonNullType(type);
  const nullable = getNullableType(type);
  if (isListType(nullable)) return { kind: 'list', isNonNull, item: valuePlan(nullable.ofType) };
  if (isLeafType(nullable)) return { kind: 'leaf', isNonNull, type: nullable, keeps: keptBy(nullable) };
  return isAbstractType(nullable)
    ? { kind: 'composite', isNonNull, objectType: null, abstractType: nullable }
    : { kind: 'composite', isNonNull, objectType: nullable, abstractType: null };
}

function keptBy(type: GraphQLLeafType): LeafPlan['keeps'] {
  switch (type) {
    case GraphQLString:
    case GraphQLID:
      return 'string';
    case GraphQLBoolean:
      return 'boolean';
    case GraphQLInt:
      return 'int';
    case GraphQLFloat:
      return 'float';
    default:
      return type.coerceOutputValue === String ? 'string' : 'none';
  }
}
