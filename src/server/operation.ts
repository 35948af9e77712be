import { type DocumentNode, getOperationAST, type OperationDefinitionNode } from 'graphql';
import { requestError } from '../errors.ts';

/** As graphql and Yoga hand it on. */
interface Choice {
  document: DocumentNode;
  operationName?: string | null;
}

/**
 * The operation of its document that a request runs.
 *
 * @throws GraphQLError OPERATION_RESOLUTION_FAILURE where it names none that is there, or none at all of several
 */
export function operationOf({ document, operationName }: Choice): OperationDefinitionNode {
  const operation = getOperationAST(document, operationName);
  if (operation) return operation;
  const message = 'Could not determine what operation to execute.';
  throw requestError('OPERATION_RESOLUTION_FAILURE', message, { spec: true });
}
