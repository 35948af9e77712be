import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../support/app.ts';
import { engines } from '../support/engines.ts';
import { post } from './ask.ts';

const limit = 4_000;

describe.each(engines)('an answer that is too long on %s', (engine) => {
  let ibid: TestApp;
  const unhandled: unknown[] = [];
  const note = (reason: unknown) => void unhandled.push(reason);

  beforeAll(async () => {
    process.on('unhandledRejection', note);
    ibid = await createTestApp({ engine, settings: { RESPONSE_LIMIT: String(limit) } });
    const text = 'One of many words. '.repeat(50);
    await ibid.publish(
      Object.fromEntries(
        Array.from({ length: 12 }, (_, i) => [
          `take-${i}.md`,
          `---\ntitle: The piece of number ${i}\ndate: 2026-01-${10 + i}\nurl: https://piece.example/${i}\n---\n\n${text}\n\nIt follows [another](https://piece.example/${(i + 1) % 12}).\n`,
        ]),
      ),
    );
  });

  afterAll(async () => {
    process.off('unhandledRejection', note);
    await ibid[Symbol.asyncDispose]();
  });

  it.each([
    '{ takes { nodes { body { markdown } } } }',
    '{ takes { nodes { body { html } } } }',
    // What runs beside the text that is one too many ends with it, and nothing of it is left to fail later.
    '{ takes { nodes { next { title body { html markdown text } links { text article { title } } } } } }',
    '{ takes { nodes { references { edges { reference { targetTake { body { html } } target { takes { nodes { body { html } } } } anchors { sentence } } } } body { html text } } } }',
  ])('is refused, and the rest goes on: %s', async (query) => {
    const reply = await post(ibid, { query });
    expect(reply).toMatchObject({ status: 400, codes: ['RESPONSE_TOO_LARGE'], data: null });
    // Until the statements that ran have ended.
    await sleep(100);
    expect(unhandled).toEqual([]);
    expect(await post(ibid, { query: '{ takes { totalCount } }' })).toMatchObject({
      status: 200,
      data: { takes: { totalCount: 12 } },
    });
  });

  it('does no work for a client that was gone before', async () => {
    const request = new Request('http://localhost/graphql?query={takes{totalCount}}', {
      headers: { accept: 'application/json' },
      signal: AbortSignal.abort(),
    });
    expect(await (await ibid.app.fetch(request)).json()).toMatchObject({
      errors: [{ message: 'The request was given up' }],
    });
  });
});
