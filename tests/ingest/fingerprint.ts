import { openStore } from '../../src/db/store.ts';
import { fingerprintOf } from '../../tools/accept/fingerprint.ts';
import type { TestApp } from '../support/app.ts';

/** Of all that is stored, down to what wrote it: equal where nothing was written. */
export async function fingerprint(app: TestApp): Promise<string> {
  return fingerprintOf(app.databaseUrl);
}

/** The facts of each source, by its path below the app's folder. */
export async function factsOf(app: TestApp): Promise<Record<string, Record<string, unknown>>> {
  await using store = openStore(app.databaseUrl);
  const rows = await store.db.selectFrom('source').select(['document', 'facts']).execute();
  return Object.fromEntries(
    rows.map(({ document, facts }) => [
      document.slice(app.folder.length + 1),
      JSON.parse(facts) as Record<string, unknown>,
    ]),
  );
}
