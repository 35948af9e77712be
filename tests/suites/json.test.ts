import { isUtf8 } from 'node:buffer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openApp, type ServedApp } from '../server/served-app.ts';
import { createMigratedDatabase, engines, type TestDatabase } from '../support/engines.ts';
import { jsonCases } from './json-cases.ts';
import { faultsOf, type RawAnswer, readAnswer } from './sound-answer.ts';

const databases: TestDatabase[] = [];
const apps: ServedApp[] = [];
/** The first app is asked over a socket. */
let address: URL;
beforeAll(async () => {
  for (const engine of engines) {
    const database = await createMigratedDatabase(engine);
    databases.push(database);
    apps.push(openApp(database.url));
  }
  address = await apps[0]!.app.listen();
});
afterAll(async () => {
  for (const app of apps) await app[Symbol.asyncDispose]();
  for (const database of databases) await database[Symbol.asyncDispose]();
});

async function ask(query: string, init: RequestInit): Promise<RawAnswer> {
  const { href } = new URL(query, address);
  const headers = { 'content-type': 'application/json', accept: 'application/graphql-response+json' };
  const [overSocket, direct] = await Promise.all([
    fetch(href, { ...init, headers }).then(readAnswer),
    apps[1]!.app.fetch(new Request(href, { ...init, headers })).then(readAnswer),
  ]);
  expect([direct.status, direct.text]).toEqual([overSocket.status, overSocket.text]);
  expect(faultsOf(overSocket)).toEqual([]);
  return overSocket;
}

const post = (...parts: (string | Buffer)[]) =>
  ask('', { method: 'POST', body: Uint8Array.from(Buffer.concat(parts.map((part) => Buffer.from(part)))) });

const titled = JSON.stringify(
  'query ($v: String, $in: [String!]) { articles(where: { title: { eq: $v, in: $in } }) { totalCount } }',
);
const found = '{"data":{"articles":{"totalCount":0}}';
const notJson = /is not JSON"|is no UTF-8"|nests? deeper/;

/** For addresses: each byte as it is. */
const percentEncode = (bytes: Buffer) => bytes.toString('hex').replace(/../g, '%$&');

/** Node's own limit of an address with its headers is 16 kB. */
const longestInAddress = 4_000;

function isObject(value: unknown): boolean {
  return value === null || (typeof value === 'object' && !Array.isArray(value));
}

function isListOfTexts(value: unknown): boolean {
  const entries: unknown[] = Array.isArray(value) ? value : [value];
  return value === null || entries.every((entry) => typeof entry === 'string');
}

/** The answers to the text as a body, as variables, as one variable, and, where it is short, as variables in the address. */
async function askEveryWay(bytes: Buffer): Promise<RawAnswer[]> {
  const query = encodeURIComponent(JSON.parse(titled) as string);
  return Promise.all([
    post(bytes),
    post(`{"query":${titled},"variables":`, bytes, '}'),
    post(`{"query":${titled},"variables":{"in":`, bytes, '}}'),
    ...(bytes.length > longestInAddress
      ? []
      : [ask(`?query=${query}&variables=${percentEncode(bytes)}`, {})]),
  ]);
}

const casesOf = (letter: string) => jsonCases.filter(({ name }) => name.startsWith(`${letter}_`));

describe('the JSON parsing test suite', () => {
  test('is all there', () => expect(jsonCases).toHaveLength(340));

  test.each(casesOf('y'))('$name', async ({ bytes }) => {
    const answers = await askEveryWay(bytes);
    const value: unknown = JSON.parse(bytes.toString());
    for (const { text } of answers) expect(text).not.toMatch(notJson);
    // No case is a request by itself.
    const expected = [false, isObject(value), isListOfTexts(value), isObject(value)];
    expect(answers.map(({ text }) => text.startsWith(found))).toEqual(expected);
    expect(answers.map(({ status }) => status)).toEqual(expected.map((isRight) => (isRight ? 200 : 400)));
  });

  test.each(casesOf('n'))('$name', async ({ bytes }) => {
    const [body, ...variables] = await askEveryWay(bytes);
    for (const { status } of [body!, ...variables.slice(0, 2)]) expect(status).toBe(400);
    for (const { text } of [body!, ...variables.slice(0, 2)]) expect(text).toMatch(notJson);
    // Nothing in the address is no variables at all.
    for (const { status } of variables.slice(2)) expect(status).toBe(bytes.length === 0 ? 200 : 400);
  });

  test.each(jsonCases.filter(({ name }) => !/^[yn]_/.test(name)))('$name', async ({ bytes }) => {
    const answers = await askEveryWay(bytes);
    for (const { status } of answers) expect([200, 400]).toContain(status);
    expect(answers[0]?.status).toBe(400);
  });

  test('is refused where its bytes are no UTF-8, whatever could be made of them', async () => {
    const others = jsonCases.filter(({ bytes }) => !isUtf8(bytes));
    expect(others.length).toBeGreaterThan(20);
    for (const { bytes } of others) {
      for (const { text } of (await askEveryWay(bytes)).slice(0, 3)) expect(text).toContain('is no UTF-8"');
    }
  });

  test('leaves the servers as they were', async () => {
    const answer = await post('{"query":"{ __typename }"}');
    expect(JSON.parse(answer.text)).toMatchObject({ data: { __typename: 'Query' } });
    const faults = apps.flatMap((app) => app.records()).filter(({ msg }) => msg !== 'request');
    expect(faults).toEqual([]);
  });
});
