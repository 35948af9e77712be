import { openStore } from '../../src/db/store.ts';
import { examine } from '../../src/doctor/doctor.ts';

/** What `ibid doctor` finds wrong with a store: one line a check, none where all is well. */
export async function foundFaults(databaseUrl: string): Promise<string[]> {
  await using store = openStore(databaseUrl, { mustExist: true });
  const { results } = await examine(store);
  return results
    .filter(({ count }) => count > 0)
    .map(({ name, count, examples }) => `${name}: ${count}, ${examples.join(', ')}`);
}
