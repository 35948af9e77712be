import { Agent } from 'node:http';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { schema } from '../../src/schema.ts';
import { ingestVariedDocuments } from '../doctor/varied-store.ts';
import { openApp, type ServedApp } from '../server/served-app.ts';
import { createTestApp, type TestApp } from '../support/app.ts';
import { engines } from '../support/engines.ts';
import { Choices } from './choices.ts';
import { type GeneratedRequest, generateRequest } from './generated-requests.ts';
import { type Known, secret } from './generated-values.ts';
import { readKnown } from './read-known.ts';
import { isLongForm, requestCount } from './long-form.ts';
import { sendDirectly, sendOverSocket, sendRaw } from './send-request.ts';
import { faultsOf, type RawAnswer } from './sound-answer.ts';

const seed = Number(process.env['IBID_TEST_SEED'] ?? 20_261_124);
const patience = 20_000 + requestCount * 60;

interface Side {
  content: TestApp;
  served: ServedApp;
  known: Known;
}

const sides: Side[] = [];
let port: number;
const agent = new Agent({ keepAlive: true, maxSockets: 4 });
beforeAll(async () => {
  for (const engine of engines) {
    const content = await createTestApp({ engine });
    await ingestVariedDocuments(content);
    const served = openApp(content.databaseUrl);
    sides.push({ content, served, known: await readKnown(served) });
  }
  port = Number((await sides[0]!.served.app.listen()).port);
});
afterAll(async () => {
  agent.destroy();
  for (const { served, content } of sides) {
    await served[Symbol.asyncDispose]();
    await content[Symbol.asyncDispose]();
  }
});

/** What became of all requests, for those who run many. */
const seen = { statuses: new Map<string, number>(), longestError: 0 };

function note(kind: string, { status, text }: Pick<RawAnswer, 'status' | 'text'>): void {
  const key = `${kind} ${status}`;
  seen.statuses.set(key, (seen.statuses.get(key) ?? 0) + 1);
  const isError = status >= 400 || (text.startsWith('{"errors"') && !text.includes('"data":'));
  if (isError) seen.longestError = Math.max(seen.longestError, Buffer.byteLength(text));
}

/** The first side is asked over a socket, the second without. */
async function faultsFor(isDirect: boolean, lists: readonly number[][]): Promise<string[]> {
  const { served } = sides[isDirect ? 1 : 0]!;
  const request = requestOf(isDirect, lists);
  if (request.raw !== null && !isDirect) return rawFaults(await sendRaw(port, request.raw));
  const answer = isDirect
    ? await sendDirectly(served.app, request)
    : await sendOverSocket(agent, port, request);
  note(isDirect ? 'fetch' : 'socket', answer);
  // Node.js answers by itself where a client expects what it does not know.
  if (answer.status === 417 && answer.text === '') return [];
  const hasOrigin = request.headers.some(([name]) => name === 'origin');
  // One who asks what is allowed without being a page of another site is told.
  return faultsOf(answer).filter((fault) => hasOrigin || !fault.startsWith('access-control-'));
}

function rawFaults(text: string): string[] {
  const statuses = Array.from(text.matchAll(/^HTTP\/1\.1 (\d{3})/gm), ([, status]) => Number(status));
  for (const status of statuses.length > 0 ? statuses : [0]) note('raw', { status, text: '' });
  const faults = statuses.filter((status) => status >= 500).map((status) => `status ${status}`);
  return /node_modules|\.ts:\d|SQLITE/.test(text) ? [...faults, 'tells what is inside'] : faults;
}

const numbers = (minLength: number, maxLength: number) =>
  fc.array(fc.nat(0xffff), { minLength, maxLength, size: 'max' });
/** What the request is like, and what its document. */
const decisions = fc.tuple(numbers(60, 80), numbers(0, 400));

function requestOf(isDirect: boolean, [request, document]: readonly number[][]): GeneratedRequest {
  const { known } = sides[isDirect ? 1 : 0]!;
  return generateRequest(schema, { request: new Choices(request!), document: new Choices(document!) }, known);
}

describe('generated requests', () => {
  test(
    `${requestCount} of them, valid, mangled and broken, are all answered soundly`,
    async () => {
      const started = performance.now();
      const before = isLongForm ? heapUsed() : 0;
      const result = await fc.check(
        fc.asyncProperty(fc.boolean(), decisions, async (isDirect, lists) => {
          const faults = await faultsFor(isDirect, lists);
          if (faults.length > 0) throw new Error(faults.join('; '));
        }),
        { seed, numRuns: requestCount },
      );
      const seconds = (performance.now() - started) / 1_000;
      if (isLongForm) process.stdout.write(`${report(seconds, before)}\n`);
      const request = result.counterexample && show(requestOf(...result.counterexample));
      expect({
        seed,
        error: result.errorInstance instanceof Error ? result.errorInstance.message : '',
        request,
      }).toEqual({
        seed,
        error: '',
        request: null,
      });
    },
    patience,
  );

  test('leave no word of theirs in the log, and the servers as they were', async () => {
    const records = sides.flatMap(({ served }) => served.records());
    const telling = records.filter((record) => JSON.stringify(record).includes(secret));
    expect(telling.slice(0, 3)).toEqual([]);
    expect(records.length).toBeGreaterThan(requestCount * 0.3);
    expect(records.filter(({ msg, level }) => msg !== 'request' && Number(level) > 40)).toEqual([]);
    for (const { served } of sides) {
      const response = await served.ask('{ __typename }');
      expect(await response.json()).toMatchObject({ data: { __typename: 'Query' } });
    }
    // A fault in the making of requests would let all the above pass.
    const answered = (seen.statuses.get('fetch 200') ?? 0) + (seen.statuses.get('socket 200') ?? 0);
    expect(answered).toBeGreaterThan(requestCount * 0.25);
  });
});

function show({ raw, body, ...request }: GeneratedRequest): object {
  return { ...request, body: body?.toString().slice(0, 3_000), raw: raw?.toString('latin1').slice(0, 3_000) };
}

/** In MB, after a collection. */
function heapUsed(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  return Math.round(process.memoryUsage().heapUsed / 2 ** 20);
}

function report(seconds: number, before: number): string {
  const statuses = Array.from(seen.statuses, ([status, count]) => `${status}: ${count}`).sort();
  return [
    `${requestCount} requests in ${seconds.toFixed(1)} s, seed ${seed}`,
    `longest error ${seen.longestError} bytes; heap ${before} MB before, ${heapUsed()} MB after`,
    ...statuses,
  ].join('\n');
}
