import { describe, expect, test } from 'vitest';
import { createDatabase, engines } from '../support/engines.ts';
import { run } from './captured-io.ts';

describe.each(engines)('ibid migrate on %s', (engine) => {
  test('says what is pending, migrates, and has nothing left to do', async () => {
    await using database = await createDatabase(engine);
    const env = { DATABASE_URL: database.url };
    const done = { status: 0, stdout: 'Schema version 2; nothing is pending\n', stderr: '' };
    expect(await run(['migrate', '--status'], { env })).toEqual({
      status: 0,
      stdout: 'Schema version 0; pending: content-graph, identity\n',
      stderr: '',
    });
    expect(await run(['migrate'], { env })).toEqual(done);
    expect(await run(['migrate', '--status'], { env })).toEqual(done);
  });

  test('is needed before serve --no-migrate', async () => {
    await using database = await createDatabase(engine);
    expect(await run(['serve', '--no-migrate', '--port', '0', '--database', database.url])).toEqual({
      status: 2,
      stdout: '',
      stderr:
        'ibid: Migrations are pending: content-graph, identity. Run ibid migrate, or serve without --no-migrate\n',
    });
  });
});
