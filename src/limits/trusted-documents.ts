import { readFileSync } from 'node:fs';
import { type DocumentNode, GraphQLError, type GraphQLSchema, validate } from 'graphql';
import { UsageError } from '../program-errors.ts';
import { boundedParse } from './bounded-parse.ts';
import { shortened } from './refusal.ts';

/** The documents that an operator lets in, and nothing else. */
export interface TrustedDocuments {
  /** The text that bears this id. */
  textOf(id: string): string | undefined;
  /** The same document, parsed. */
  documentOf(text: string): DocumentNode | undefined;
}

/**
 * Reads the file that graphql-codegen writes as `persistedDocuments`: a JSON object of documents by their ids. They
 * are the operator's, so that the limits of documents do not hold for them; all have to fit the schema.
 *
 * @throws UsageError what is wrong with the file, and where
 */
export function readTrustedDocuments(file: string, schema: GraphQLSchema): TrustedDocuments {
  const texts = new Map<string, string>();
  const documents = new Map<string, DocumentNode>();
  for (const [id, text] of Object.entries(readObject(file))) {
    const where = `Trusted document ${JSON.stringify(shortened(id))} in ${file}`;
    if (typeof text !== 'string') throw new UsageError(`${where} is not a text`);
    texts.set(id, text);
    documents.set(text, documents.get(text) ?? parseTrusted(text, where, schema));
  }
  return {
    // The specification of GraphQL over HTTP writes a hash with its algorithm before it, code generators do not.
    textOf: (id) => texts.get(id) ?? texts.get(id.replace(/^sha256:/, '')),
    documentOf: (text) => documents.get(text),
  };
}

function readObject(file: string): object {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    const reason = error instanceof Error ? shortened(error.message) : String(error);
    throw new UsageError(`The trusted documents ${file} cannot be read: ${reason}`);
  }
  if (typeof content !== 'object' || content === null || Array.isArray(content)) {
    throw new UsageError(`The trusted documents ${file} are not a JSON object of documents by their ids`);
  }
  return content;
}

function parseTrusted(text: string, where: string, schema: GraphQLSchema): DocumentNode {
  try {
    const { document } = boundedParse(text, Infinity);
    const [error] = validate(schema, document);
    if (error) throw error;
    return document;
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    const { line, column } = error.locations?.[0] ?? { line: 1, column: 1 };
    throw new UsageError(`${where}, line ${line}, column ${column}: ${shortened(error.message)}`);
  }
}
