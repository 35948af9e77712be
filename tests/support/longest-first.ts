import path from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The files that take the most time, the longest first, below `tests`. */
const longest = [
  'api/filters.generated.test.ts',
  'ingest/any-set.test.ts',
  'ingest/two-processes.test.ts',
  'ingest/killed.test.ts',
  'suites/naughty-strings.test.ts',
  'server/serve.test.ts',
  'cli/process.test.ts',
  'ingest/duplicates.test.ts',
  'ingest/order.test.ts',
  'doctor/doctor.test.ts',
  'ingest/beside-server.test.ts',
  'detect/any-order.test.ts',
  'cli/sample.test.ts',
  'consumer/programs.test.ts',
  'detect/prose.test.ts',
  'store/outage.test.ts',
  'server/threats.test.ts',
  'server/heavy-answers.test.ts',
  'server/outage.test.ts',
  'store/deadline.test.ts',
].map((file) => path.join(import.meta.dirname, '..', file));

/**
 * Begins with them, so that none is alone at the end of a run. By itself Vitest knows how long a file takes only where
 * it has run before; on a fresh clone it begins with what has most bytes.
 */
export class LongestFirst extends BaseSequencer {
  override async sort(specifications: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const place = longest.indexOf(moduleId);
      return place === -1 ? longest.length : place;
    };
    // The order of those that are not named stays what Vitest makes of it.
    return (await super.sort(specifications)).toSorted((a, b) => rank(a) - rank(b));
  }
}
