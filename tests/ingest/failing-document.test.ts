import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { openStore } from '../../src/db/store.ts';
import { foundFaults } from '../doctor/found-faults.ts';
import { createTestApp } from '../support/app.ts';
import { engines } from '../support/engines.ts';
import { listGraph, markdown } from './documents.ts';

describe.each(engines)('a document that the store refuses on %s', (engine) => {
  it('ends the run, and takes with it none of those before that were stored together with it', async () => {
    await using app = await createTestApp({ engine });
    {
      await using store = openStore(app.databaseUrl);
      await store.write((trx) =>
        sql`create unique index refusal on article (substr(title, 1, 4))`.execute(trx),
      );
    }
    await app.write({
      'a.md': markdown({ title: 'Only the first', url: 'https://journal.example/a' }, 'See [b](b).'),
      'b.md': markdown({ title: 'Also the second', url: 'https://journal.example/b' }, 'See [a](a).'),
      'c.md': markdown({ title: 'Only the third', url: 'https://journal.example/c' }, 'See [b](b).'),
      'd.md': markdown({ title: 'Then the fourth', url: 'https://journal.example/d' }, 'See [a](a).'),
    });
    await expect(app.ingest()).rejects.toThrow(/unique/i);
    const stored = JSON.stringify(await listGraph(app));
    expect(stored).toContain('Only the first');
    expect(stored).toContain('Also the second');
    expect(stored).not.toContain('Only the third');
    expect(stored).not.toContain('Then the fourth');
    expect(await foundFaults(app.databaseUrl)).toEqual([]);
  });
});
