import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { openApp } from './served-app.ts';

// A rejection that nobody handles ends the process; the test run reports it.
test('a client that goes after its wrong parameters were refused harms nothing', async () => {
  await using served = openApp('sqlite::memory:');
  const client = new AbortController();
  const response = await served.app.fetch(
    new Request('http://localhost/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"extensions":{}}',
      signal: client.signal,
    }),
  );
  client.abort(new Error('gone'));
  await setImmediate();
  expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'BAD_REQUEST' } }] });
});
