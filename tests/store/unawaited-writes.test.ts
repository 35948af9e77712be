import { describe, expect, it } from 'vitest';
import { insertRows } from '../../src/db/rows.ts';
import { openStore, type Trx } from '../../src/db/store.ts';
import { findArticleByKey } from '../../src/ingest/identity.queries.ts';
import { createTestApp } from '../support/app.ts';
import { engines } from '../support/engines.ts';

/** Refused: there is no such article. */
const writeWrongly = (trx: Trx) =>
  insertRows(trx, 'article_url', [{ key: 'a.example', url: 'https://a.example/', article_id: 4_711 }]);

describe.each(engines)('a write that is refused while nobody waits for it on %s', (engine) => {
  it('fails its transaction with its own error, whatever comes afterwards', async () => {
    await using app = await createTestApp({ engine });
    await using store = openStore(app.databaseUrl);
    await expect(store.write(writeWrongly)).rejects.toThrow(/foreign key/i);
    const goOn = store.write(async (trx) => {
      await writeWrongly(trx);
      await findArticleByKey(trx, 'a.example');
    });
    await expect(goOn).rejects.toThrow(/foreign key/i);
    await expect(store.write((trx) => findArticleByKey(trx, 'a.example'))).resolves.toBeUndefined();
  });
});
