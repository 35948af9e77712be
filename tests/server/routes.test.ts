import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openApp, type ServedApp } from './served-app.ts';

let served: ServedApp;
beforeAll(() => {
  served = openApp('sqlite::memory:');
});
afterAll(() => served[Symbol.asyncDispose]());

async function send(path: string, init: RequestInit = {}): Promise<Response> {
  return served.app.fetch(new Request(`http://localhost${path}`, init));
}

const json = { 'content-type': 'application/json' };

describe('addresses', () => {
  test('/ leads to the API', async () => {
    const response = await send('/');
    expect([response.status, response.headers.get('location')]).toEqual([302, '/graphql']);
  });

  test.each(['/nothing', '/graphql/', '/x/health', '/x?y=/graphql', '//graphql'])(
    '%s: nothing is there',
    async (path) => {
      const response = await send(path);
      expect([response.status, response.headers.get('content-type')]).toEqual([404, 'application/json']);
      expect(await response.json()).toEqual({ error: 'There is nothing at this address' });
    },
  );

  test.each(['/', '/health', '/ready'])('%s is read only', async (path) => {
    const response = await send(path, { method: 'POST', body: '{}' });
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
  });
});

describe('the API', () => {
  test('answers GET with a query, also one that ends like a probe', async () => {
    const response = await send('/graphql?query={__typename}&x=/health');
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ data: { __typename: 'Query' } });
  });

  test('lets no other site in', async () => {
    const origin = { origin: 'https://elsewhere.example' };
    const preflight = await send('/graphql', {
      method: 'OPTIONS',
      headers: { ...origin, 'access-control-request-method': 'POST' },
    });
    const request = await send('/graphql', {
      method: 'POST',
      headers: { ...json, ...origin },
      body: '{"query":"{__typename}"}',
    });
    expect(preflight.status).toBe(403);
    for (const { headers } of [preflight, request]) {
      expect([...headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
    }
  });

  test('takes no batch, no form with files and no body over 256 kB', async () => {
    const batch = await send('/graphql', {
      method: 'POST',
      headers: json,
      body: '[{"query":"{__typename}"}]',
    });
    const form = new FormData();
    form.set('operations', '{"query":"{__typename}"}');
    const files = await send('/graphql', { method: 'POST', body: form });
    const long = JSON.stringify({ query: `{__typename}${' '.repeat(256 * 1024)}` });
    const large = await send('/graphql', { method: 'POST', headers: json, body: long });
    expect([batch.status, files.status, large.status]).toEqual([400, 415, 413]);
  });
});
