import {
  type DocumentNode,
  getArgumentValues,
  getOperationAST,
  getVariableValues,
  GraphQLError,
  type GraphQLField,
  type GraphQLSchema,
  Kind,
  TypeInfo,
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
  const typeInfo = new TypeInfo(schema);
  const relevant: DocumentNode = {
    ...document,
    definitions: document.definitions.filter(
      (node) => node === operation || node.kind === Kind.FRAGMENT_DEFINITION,
    ),
  };
  visit(
    relevant,
    visitWithTypeInfo(typeInfo, {
      Field(node) {
        const field = typeInfo.getFieldDef();
        const orderOf = field && orderOfField(field);
        if (!orderOf) return;
        try {
          const args = getArgumentValues(field, node, variables.variableValues) as PageArgs;
          sliceOf(args, orderOf(args));
        } catch (error) {
          if (!(error instanceof GraphQLError)) throw error;
          errors.push(new GraphQLError(error.message, { nodes: node, extensions: error.extensions }));
        }
      },
    }),
  );
  return errors;
}

function orderOfField(field: GraphQLField<unknown, unknown>): ((args: unknown) => Order) | undefined {
  const { orderOf } = field.extensions;
  return typeof orderOf === 'function' ? (orderOf as (args: unknown) => Order) : undefined;
}
