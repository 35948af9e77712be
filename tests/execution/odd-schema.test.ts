import { setImmediate as nextRound } from 'node:timers/promises';
import fc from 'fast-check';
import { execute, getOperationAST, getVariableValues, GraphQLError, parse, validate } from 'graphql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createExecutor } from '../../src/execution/execute.ts';
import type { Turn } from '../../src/turns.ts';
import { Choices } from '../suites/choices.ts';
import { comparable } from './comparison.ts';
import { oddDocument } from './odd-documents.ts';
import { oddSchema } from './odd-schema.ts';
import { OddValues } from './odd-values.ts';
import { Schedule } from './schedule.ts';

const seed = Number(process.env['IBID_TEST_SEED'] ?? 20_261_124);
const numRuns = Number(process.env['IBID_TEST_DOCUMENTS'] ?? 300);

const unhandled: unknown[] = [];
const note = (reason: unknown) => void unhandled.push(reason);
beforeAll(() => void process.on('unhandledRejection', note));
afterAll(() => void process.off('unhandledRejection', note));

const executeQuery = createExecutor(oddSchema);

async function bothWays(text: string, values: Record<string, boolean>, oddity: number) {
  const document = parse(text);
  const operation = getOperationAST(document)!;
  const { variableValues: variables } = getVariableValues(
    oddSchema,
    operation.variableDefinitions ?? [],
    values,
  );
  const ours = async (turn: Pick<Turn, 'pause' | 'isStopped'>) => {
    const schedule = new Schedule();
    const contextValue = { values: new OddValues(oddity, schedule) };
    const result = executeQuery({
      document,
      operation,
      variables: variables!,
      rootValue: undefined,
      context: contextValue,
      hideSuggestions: false,
      turn,
      budget: { count: () => {} },
      signal: undefined,
    });
    return comparable(await schedule.resultOf(result));
  };
  const schedule = new Schedule();
  const contextValue = { values: new OddValues(oddity, schedule) };
  const theirs = execute({ schema: oddSchema, document, variableValues: values, contextValue });
  const given = await schedule.resultOf(theirs);
  const expected = comparable(given);
  expect(await ours({ pause: () => null, isStopped: false })).toEqual(expected);
  // Plans are kept: once more, where the request's turn is over now and then. Other errors may come first then.
  let steps = oddity;
  const pause = () => (++steps % 3 === 0 ? nextRound(undefined) : null);
  const paused = await ours({ pause, isStopped: false });
  expect(paused.data).toBe(expected.data);
  expect(paused.errors.length > 0).toBe(expected.errors.length > 0);
  return given;
}

const decisions = fc.array(fc.nat(0xffff), { minLength: 0, maxLength: 200, size: 'max' });

test(
  `${numRuns} documents are executed as graphql itself does it`,
  async () => {
    let valid = 0;
    let failing = 0;
    await fc.assert(
      fc.asyncProperty(decisions, fc.boolean(), fc.boolean(), fc.nat(), async (numbers, yes, no, oddity) => {
        const text = oddDocument(new Choices(numbers));
        if (validate(oddSchema, parse(text)).length > 0) return;
        valid++;
        const { errors } = await bothWays(text, { yes, no }, oddity);
        if (errors) failing++;
      }),
      { seed, numRuns },
    );
    // A fault in the making of documents would let all the above pass.
    expect(valid).toBeGreaterThan(numRuns / 2);
    expect(failing).toBeGreaterThan(numRuns / 4);
    expect(unhandled).toEqual([]);
  },
  30_000 + numRuns * 50,
);

test('what is wrong with a directive at run time is told as graphql tells it', async () => {
  const text = 'query ($yes: Boolean = true) { text @include(if: $yes) }';
  const document = parse(text);
  const operation = getOperationAST(document)!;
  const { variableValues: variables } = getVariableValues(oddSchema, operation.variableDefinitions!, {
    yes: null,
  });
  const theirs = await execute({ schema: oddSchema, document, variableValues: { yes: null } });
  const ours = await executeQuery({
    document,
    operation,
    variables: variables!,
    rootValue: undefined,
    context: undefined,
    hideSuggestions: false,
    turn: { pause: () => null, isStopped: false },
    budget: { count: () => {} },
    signal: undefined,
  });
  expect(ours.errors?.[0]).toBeInstanceOf(GraphQLError);
  expect(comparable(ours)).toEqual(comparable(theirs));
});
