import { setImmediate as nextRound } from 'node:timers/promises';
import { buildSchema, type ExecutionResult, getOperationAST, type GraphQLResolveInfo, parse } from 'graphql';
import { expect, test } from 'vitest';
import { createExecutor } from '../../src/execution/execute.ts';
import { TextBudget } from '../../src/text-budget.ts';
import { Turns } from '../../src/turns.ts';

const schema = buildSchema(
  'type Query { items: [Item!]! later: Item first: String second: String } type Item { name: String! rest: [Item] }',
);
const executeQuery = createExecutor(schema);

function start(text: string, rootValue: unknown, limit = 1_000_000) {
  const document = parse(text);
  const ending = new AbortController();
  const turn = new Turns().begin(ending.signal);
  const budget = new TextBudget(limit, (reason) => {
    turn.stop();
    queueMicrotask(() => ending.abort(reason));
  });
  const result = Promise.try((): ExecutionResult | Promise<ExecutionResult> =>
    executeQuery({
      document,
      operation: getOperationAST(document)!,
      variables: { coerced: {}, sources: {} },
      rootValue,
      context: undefined,
      hideSuggestions: false,
      turn,
      budget,
      signal: ending.signal,
    }),
  );
  return { result, ending };
}

test('an operation that is given up rejects with the reason, and begins nothing more', async () => {
  const item = Promise.withResolvers<object>();
  let asked = 0;
  const { result, ending } = start('{ later { name } }', { later: () => item.promise });
  ending.abort(new Error('Nobody waits'));
  await expect(result).rejects.toThrow('Nobody waits');
  item.resolve({ name: () => void asked++ });
  await nextRound();
  expect(asked).toBe(0);
});

test('one that was given up before asks nothing', async () => {
  const item = { first: () => expect.fail() };
  const { ending } = start('{ __typename }', item);
  ending.abort(new Error('Gone'));
  const document = parse('{ first }');
  const given = executeQuery({
    document,
    operation: getOperationAST(document)!,
    variables: { coerced: {}, sources: {} },
    rootValue: item,
    context: undefined,
    hideSuggestions: false,
    turn: { pause: () => null, isStopped: false },
    budget: { count: () => {} },
    signal: ending.signal,
  });
  await expect(given).rejects.toThrow('Gone');
});

test('an answer that is too long ends in the midst of a list', async () => {
  let asked = 0;
  const items = Array.from({ length: 1_000 }, () => ({ name: () => `${asked++}`.padEnd(100) }));
  const { result } = start('{ items { name } }', { items }, 1_000);
  await expect(result).rejects.toThrow('more than 1000 bytes');
  expect(asked).toBeLessThan(12);
});

test('names and texts are what is counted', async () => {
  const items = [{ name: 'four' }, { name: 'five5' }];
  // `"items":0,` is counted as ten, `"name":0,` as nine in each.
  const counted = 10 + 9 + 4 + 9 + 5;
  const { result } = start('{ items { name } }', { items }, counted);
  expect(await result).toEqual({ data: { items } });
  await expect(start('{ items { name } }', { items }, counted - 1).result).rejects.toThrow('bytes');
});

test('a value that never comes keeps nothing waiting once what holds it is null', async () => {
  const items = [{ name: new Promise(() => {}) }, { name: Promise.reject(new Error('No name')) }];
  const { result } = start('{ later { rest { name } } first }', { later: { rest: items }, first: 'there' });
  // Its own item still waits.
  const settled = await Promise.race([result, nextRound('waits')]);
  expect(settled).toBe('waits');
  const both = start('{ items { name } }', { items: [...items] });
  expect(await both.result).toMatchObject({
    data: null,
    errors: [{ message: 'No name', path: ['items', 1, 'name'] }],
  });
});

test('a resolver that asks for a signal hears when the operation ends', async () => {
  let signal: AbortSignal | undefined;
  const first = (_args: object, _context: unknown, info: GraphQLResolveInfo) => {
    signal = info.getAbortSignal();
    return Promise.resolve('text');
  };
  const { result } = start('{ first }', { first });
  expect(signal?.aborted).toBe(false);
  expect(await result).toEqual({ data: { first: 'text' } });
  expect(signal?.aborted).toBe(true);
});
