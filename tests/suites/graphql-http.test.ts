import { serverAudits } from 'graphql-http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openApp, type ServedApp } from '../server/served-app.ts';

let served: ServedApp;
let address: string;
beforeAll(async () => {
  served = openApp('sqlite::memory:');
  address = (await served.app.listen()).href;
});
afterAll(() => served[Symbol.asyncDispose]());

/** The GraphQL over HTTP specification, asked point by point over a socket. */
describe('graphql-http', () => {
  const audits = serverAudits({ url: () => address });

  test('has as many audits as are known here', () => {
    expect(audits).toHaveLength(61);
  });

  test.each(audits)('$id $name', async ({ fn }) => {
    const result = await fn();
    // `notice` and `warn` are for what the specification recommends: that is expected too.
    expect(result.status === 'ok' ? 'ok' : `${result.status}: ${result.reason}`).toBe('ok');
  });
});
