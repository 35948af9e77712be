import fc from 'fast-check';
import { type DocumentNode, execute, getOperationAST } from 'graphql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { createContext, publicationOf } from '../../src/context.ts';
import { createExecutor, isPlannable } from '../../src/execution/execute.ts';
import { fieldNamesOf } from '../../src/limits/field-names.ts';
import { inspectDocument } from '../../src/limits/inspect-document.ts';
import { createArgumentsCheck } from '../../src/limits/check-arguments.ts';
import { schema } from '../../src/schema.ts';
import { TextBudget } from '../../src/text-budget.ts';
import { Turns } from '../../src/turns.ts';
import { ingestVariedDocuments } from '../doctor/varied-store.ts';
import { openApp, type ServedApp } from '../server/served-app.ts';
import { Choices } from '../suites/choices.ts';
import { generateDocument } from '../suites/generated-documents.ts';
import type { Known } from '../suites/generated-values.ts';
import { readKnown } from '../suites/read-known.ts';
import { createTestApp, type TestApp } from '../support/app.ts';
import { comparable } from './comparison.ts';

const seed = Number(process.env['IBID_TEST_SEED'] ?? 20_261_124);
const numRuns = Number(process.env['IBID_TEST_DOCUMENTS'] ?? 300);

const config = readConfig(new Map(), {});
const checkArguments = createArgumentsCheck({ limits: config.limits, suggestions: true });
const executeQuery = createExecutor(schema);
let app: TestApp;
let served: ServedApp;
let known: Known;

beforeAll(async () => {
  app = await createTestApp({ engine: 'sqlite' });
  await ingestVariedDocuments(app);
  served = openApp(app.databaseUrl);
  known = await readKnown(served);
});
afterAll(async () => {
  await served[Symbol.asyncDispose]();
  await app[Symbol.asyncDispose]();
});

/** What a request brings along, with a word of its failure where it is too much. */
function request(document: DocumentNode) {
  const { signal } = new AbortController();
  const turn = new Turns().begin(signal);
  const budget = new TextBudget(1e9, (reason) => expect(reason).toBeUndefined());
  const context = createContext(served.store, publicationOf(config), fieldNamesOf(schema, document), {
    budget,
    turn,
  });
  return { context, turn, budget, signal };
}

async function bothWays(numbers: number[]): Promise<'left out' | 'failed' | 'answered'> {
  const { query, variables: variableValues } = generateDocument(schema, new Choices(numbers), known);
  const { document } = inspectDocument(query, { schema, limits: config.limits, introspection: true });
  if (!document) return 'left out';
  const operation = getOperationAST(document)!;
  const { variables, errors } = checkArguments({ schema, document, operation, variableValues });
  if (errors) return 'left out';
  expect(isPlannable(document, operation)).toBe(true);
  const { context: contextValue } = request(document);
  const theirs = await execute({ schema, document, variableValues, contextValue });
  const { context, ...share } = request(document);
  const ours = await executeQuery({
    document,
    operation,
    variables,
    rootValue: undefined,
    context,
    hideSuggestions: false,
    ...share,
  });
  expect(comparable(ours)).toEqual(comparable(theirs));
  return ours.errors ? 'failed' : 'answered';
}

test(
  `${numRuns} documents on Ibid's schema are executed as graphql itself does it`,
  async () => {
    const seen = { 'left out': 0, failed: 0, answered: 0 };
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(0xffff), { maxLength: 300, size: 'max' }), async (numbers) => {
        seen[await bothWays(numbers)]++;
      }),
      { seed, numRuns },
    );
    // A fault in the making of documents would let all the above pass.
    expect(seen.answered).toBeGreaterThan(numRuns / 4);
  },
  30_000 + numRuns * 60,
);
