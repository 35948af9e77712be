import { Agent, get } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { openStore } from '../../src/db/store.ts';
import { createTestApp, type TestApp } from '../support/app.ts';
import { engines } from '../support/engines.ts';
import { captureLog } from './captured-log.ts';
import { openApp, type ServedApp } from './served-app.ts';

const count = 120;

/** Takes of 20 kB, each of which refers to the ten before it. */
const documents = Object.fromEntries(
  Array.from({ length: count }, (_, i) => {
    const links = Array.from({ length: 10 }, (_, j) => `[piece](https://heavy.example/${i - j - 1})`);
    const text = `See ${links.join(', ')}. ${'Words that take their room. '.repeat(720)}`;
    return [`${i}.md`, `---\ntitle: Piece ${i}\nurl: https://heavy.example/${i}\n---\n\n${text}\n`];
  }),
);
const bodies = `{
  articles(first: 100) { nodes { take { body { html markdown text } references(first: 10) { nodes { take { body { html } } } } } } }
}`;
const excerpts = '{ articles(first: 100) { nodes { take { body { excerpt } } } } }';

interface Body {
  data?: unknown;
  errors?: { message: string; extensions: Record<string, unknown> }[];
}

describe.each(engines)('answers that are too much on %s', (engine) => {
  let app: TestApp;
  beforeAll(async () => {
    app = await createTestApp({ engine });
    await app.publish(documents);
  });
  afterAll(() => app[Symbol.asyncDispose]());

  async function ask(served: ServedApp, query: string): Promise<{ status: number; body: Body }> {
    const response = await served.ask(query);
    return { status: response.status, body: (await response.json()) as Body };
  }

  // What had begun for the request ends after its answer: a rejection that nobody waits for would end the process.
  const settle = () => sleep(200);

  test.each([10_000, 1_000_000, 4_000_000])('more than %i bytes', async (limit) => {
    await using served = openApp(app.databaseUrl, { RESPONSE_LIMIT: String(limit) });
    const { status, body } = await ask(served, bodies);
    expect([status, Object.keys(body)]).toEqual([400, ['errors', 'extensions']]);
    expect(body.errors).toMatchObject([
      {
        message: `The answer has more than ${limit} bytes, which is all that is allowed. Ask for smaller pages or fewer texts`,
        extensions: { code: 'RESPONSE_TOO_LARGE' },
      },
    ]);
    await settle();
    expect((await ask(served, '{ stats { takes } }')).body.data).toEqual({ stats: { takes: count } });
  });

  test('short excerpts of long texts are not', async () => {
    await using served = openApp(app.databaseUrl, { RESPONSE_LIMIT: '300000' });
    expect((await ask(served, excerpts)).body.errors).toBeUndefined();
  });

  test('longer than the deadline', async () => {
    await using served = openApp(app.databaseUrl, { DEADLINE: '10', RESPONSE_LIMIT: '1000000000' });
    const { status, body } = await ask(served, bodies);
    expect(status).toBe(400);
    expect(body.errors).toMatchObject([{ extensions: { code: 'DEADLINE_EXCEEDED' } }]);
    await settle();
  });

  test('count the statements that are theirs, also those that come after a pause', async () => {
    let seen = 0;
    await using store = openStore(app.databaseUrl, { log: () => void seen++ });
    const config = readConfig(new Map(), { DATABASE_URL: app.databaseUrl, NODE_LIMIT: '1000000' });
    await using served = createApp({ store, config, log: captureLog().log });
    const deep = `{ articles(first: 100) { nodes {
      take { id } references(first: 10) { nodes { take { id } references(first: 5) { nodes { id take { title } } } } }
    } } }`;
    const counted = async () => {
      const query = encodeURIComponent(deep);
      const response = await served.fetch(new Request(`http://localhost/graphql?query=${query}`));
      const { extensions } = (await response.json()) as { extensions: { cost: { statements: number } } };
      return extensions.cost.statements;
    };
    const counts = await Promise.all([counted(), counted(), counted()]);
    expect(counts.reduce((sum, count) => sum + count)).toBe(seen);
    expect(Math.min(...counts)).toBeGreaterThanOrEqual(6);
  });

  // The event loop takes one connection each time it goes round: what those before ask for must leave it its rounds.
  test('nobody waits for the answers of those who came before again and again', async () => {
    await using served = openApp(app.databaseUrl);
    const { origin } = await served.app.listen();
    const query =
      '{ articles(first: 20) { nodes { title take { url } references(first: 5) { nodes { title } } } } }';
    const agent = new Agent({ keepAlive: true, maxSockets: Infinity });
    const asked = () =>
      new Promise<void>((resolve, reject) => {
        get(`${origin}/graphql?query=${encodeURIComponent(query)}`, { agent }, (response) => {
          response.resume().on('end', resolve);
        }).on('error', reject);
      });
    const waiting = new Set(Array.from({ length: 150 }, (_, i) => i));
    const visitor = async (number: number) => {
      await asked();
      waiting.delete(number);
      let answers = 1;
      for (; waiting.size > 0; answers++) await asked();
      return answers;
    };
    const answers = await Promise.all(Array.from(waiting, visitor));
    agent.destroy();
    expect(Math.max(...answers)).toBeLessThan(45);
  });

  test('others are answered meanwhile', async () => {
    await using served = openApp(app.databaseUrl, { RESPONSE_LIMIT: '1000000000' });
    const { origin } = await served.app.listen();
    const order: string[] = [];
    // One alone can be over before a busy machine has opened the other's connection.
    const all = Promise.all(Array.from({ length: 4 }, () => served.ask(bodies)));
    const heavy = all.then(() => order.push('heavy'));
    const light = fetch(`${origin}/health`).then(() => order.push('light'));
    await Promise.all([heavy, light]);
    expect(order).toEqual(['light', 'heavy']);
  });
});
