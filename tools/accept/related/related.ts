import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { openStore } from '../../../src/db/store.ts';
import { type SignalWeights, signalWeights } from '../../../src/graph/related-score.ts';
import { ingest } from '../../../src/ingest/ingest.ts';
import { prepareStore } from '../../../src/reference/prepare-store.ts';
import { hiddenQuestions } from './hidden-references.ts';
import { bySignals, byTexts, byWeights, type Question, type Ranking, scoresOf } from './questions.ts';
import { seeAlsoQuestions } from './see-also.ts';
import { tuneWeights } from './tune.ts';

const usage = `npm run accept -- related SOURCE… evaluates related articles on real input.

  --seeds N        how often a fifth of the references are drawn, hidden and to be found again (5)
  --see-also FILE  lines "URL, tab, URL" after a heading: pairs of pieces that their authors call related
  --tune           looks for weights, on even years and on one half of the pairs`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  args: process.argv.slice(3),
  options: {
    seeds: { type: 'string', default: '5' },
    'see-also': { type: 'string' },
    tune: { type: 'boolean', default: false },
  },
});
if (positionals.length === 0) {
  console.error(usage);
  process.exit(2);
}

const folder = mkdtempSync(path.join(tmpdir(), 'ibid-accept-'));
let isAsExpected = true;
try {
  const file = path.join(folder, 'ibid.db');
  await using store = openStore(`sqlite:${file}`);
  await prepareStore(store);
  const { created, failed } = await ingest(store, positionals);
  console.log(`${created} documents, ${failed} failed`);
  const texts = await byTexts(store.db);

  const tasks: { name: string; questions: Question[] }[] = [];
  for (let seed = 1; seed <= Number(values.seeds); seed++) {
    await store.write((trx) => trx.selectFrom('migration').select('number').execute());
    const copy = path.join(folder, `seed-${seed}.db`);
    copyFileSync(file, copy);
    copyFileSync(`${file}-wal`, `${copy}-wal`);
    await using hidden = openStore(`sqlite:${copy}`);
    tasks.push({
      name: `a fifth of the references, seed ${seed}`,
      questions: await hiddenQuestions(hidden, seed),
    });
  }
  const pairs = values['see-also'] && readFileSync(values['see-also'], 'utf8');
  if (pairs) tasks.push(...(await seeAlsoQuestions(store.db, pairs)));

  const others = [...bySignals(), texts];
  const weights = values.tune ? tuneWeights(tasks, others) : signalWeights;
  if (values.tune) console.log('Weights:', rounded(weights));
  const rankings: Ranking[] = [byWeights('the blend', weights), ...others];
  for (const half of ['chosen on', 'reported on'] as const) {
    console.log(`\nThe half that weights were ${half}: recall@10, MRR`);
    const sums = new Map<string, number[]>();
    for (const { name, questions } of tasks) {
      const own = questions.filter((question) => (question.half === 'tuning') === (half === 'chosen on'));
      console.log(`\n${name}: ${own.length} questions`);
      const scores = rankings.map((ranking) => ({ name: ranking.name, ...scoresOf(ranking, own) }));
      for (const { name: by, recall, mrr } of scores)
        console.log(`  ${recall.toFixed(3)}  ${mrr.toFixed(3)}  ${by}`);
      const kind = name.replace(/, seed.*/, '');
      sums.set(
        kind,
        scores.flatMap(({ recall, mrr }, i) => {
          const [recalls = 0, mrrs = 0] = sums.get(kind)?.slice(2 * i, 2 * i + 2) ?? [];
          return [recalls + recall, mrrs + mrr];
        }),
      );
    }
    for (const [kind, [recall = 0, mrr = 0, ...others]] of sums) {
      const isBest = others.every((other, i) => other < (i % 2 === 0 ? recall : mrr));
      console.log(`\n${kind}: the blend ${isBest ? 'beats' : 'does not beat'} every signal alone`);
      if (half === 'reported on') isAsExpected &&= isBest;
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.exitCode = isAsExpected ? 0 : 1;

function rounded(weights: SignalWeights): object {
  return Object.fromEntries(
    Object.entries(weights).map(([signal, { weight, half }]) => [
      signal,
      `${weight.toFixed(3)} at ${half.toFixed(2)}`,
    ]),
  );
}
