import { relatedSignals, type SignalWeights, signalWeights } from '../../../src/graph/related-score.ts';
import { randomOf } from '../random.ts';
import { byWeights, type Question, type Ranking, scoresOf } from './questions.ts';

const steps = 400;
/** No signal counts less: a store may have nothing else. */
const leastWeight = 0.03;

/**
 * Looks for weights by small random steps from those that there are: those whose worst gain over the best of other rankings is the
 * largest, of recall and MRR on all tasks.
 */
export function tuneWeights(
  tasks: readonly { name: string; questions: readonly Question[] }[],
  others: readonly Ranking[],
): SignalWeights {
  const random = randomOf(1);
  const halves = tasks.map(({ questions }) => questions.filter(({ half }) => half === 'tuning'));
  const measures = (ranking: Ranking) => {
    const kinds = new Map<string, number[]>();
    for (const [i, questions] of halves.entries()) {
      const { recall, mrr } = scoresOf(ranking, questions);
      const kind = tasks[i]!.name.replace(/, seed.*/, '');
      const [recalls = 0, mrrs = 0] = kinds.get(kind) ?? [];
      kinds.set(kind, [recalls + recall, mrrs + mrr]);
    }
    return [...kinds.values()].flat();
  };
  const singles = others.map(measures);
  const best = singles[0]!.map((_, i) => Math.max(...singles.map((single) => single[i]!)));
  const gain = (weights: SignalWeights) => {
    const gains = measures(byWeights('', weights)).map((measure, i) => measure / best[i]!);
    return Math.min(...gains) + gains.reduce((sum, one) => sum + one, 0) / gains.length / 4;
  };
  let weights = signalWeights;
  let most = gain(weights);
  for (let i = 0; i < steps; i++) {
    const tried = normalised(
      relatedSignals.map((signal) => {
        const { weight, half } = weights[signal];
        const change = () => (random() < 0.5 ? Math.exp(1.2 * (random() - 0.5)) : 1);
        return { weight: weight * change(), half: half * change() };
      }),
    );
    const gained = gain(tried);
    if (gained <= most) continue;
    [weights, most] = [tried, gained];
    process.stderr.write(`${i}: ${most.toFixed(4)}\n`);
  }
  return weights;
}

function normalised(each: readonly { weight: number; half: number }[]): SignalWeights {
  const bounded = each.map(({ weight, half }) => ({ weight: Math.max(weight, leastWeight), half }));
  const sum = bounded.reduce((total, { weight }) => total + weight, 0);
  return Object.fromEntries(
    relatedSignals.map((signal, i) => [signal, { weight: bounded[i]!.weight / sum, half: bounded[i]!.half }]),
  ) as SignalWeights;
}
