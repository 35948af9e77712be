import { searchTokensOf } from '../../../src/identity/tokens.ts';
import { shuffled } from '../random.ts';
import type { ListedText, Searching } from './listed-texts.ts';

/** How far down a take is looked for. */
const depth = 20;

/**
 * Takes that are looked for by words which they have, those that the fewest others have: four of the text, and three of the title.
 * Prints the mean of 1 / place, 0 where it is not among the first. A take of two is right in the second place of which the title is the
 * same: no words can tell them apart, so titles that are borne twice are left out of the second part and counted.
 */
export async function reportKnownItems(engine: Searching, count: number, seed: number): Promise<boolean> {
  const takes = engine.texts
    .filter(({ type }) => type === 'TAKE')
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const words = new Map(takes.map((take) => [take.id, [...new Set(take.texts.slice(1).flatMap(wordsOf))]]));
  const titleWords = new Map(takes.map((take) => [take.id, [...new Set(wordsOf(take.title))]]));
  const frequency = new Map<string, number>();
  for (const take of takes)
    for (const word of new Set([...words.get(take.id)!, ...titleWords.get(take.id)!]))
      frequency.set(word, (frequency.get(word) ?? 0) + 1);
  const rarest = (list: readonly string[], many: number) =>
    list.toSorted((a, b) => frequency.get(a)! - frequency.get(b)! || (a < b ? -1 : 1)).slice(0, many);

  const drawn = shuffled(takes, seed).slice(0, count);
  const byText = await meanReciprocal(engine, drawn, (take) => rarest(words.get(take.id)!, 4));
  const borne = Map.groupBy(takes, ({ title }) => title);
  const named = drawn.filter(({ title }) => borne.get(title)!.length === 1);
  const byTitle = await meanReciprocal(engine, named, (take) => rarest(titleWords.get(take.id)!, 3));
  console.log(
    `${engine.name}: ${drawn.length} takes by their four rarest words: MRR ${byText.toFixed(3)}; ${named.length} by the three rarest words of the title (${drawn.length - named.length} of which the title is borne twice left out): MRR ${byTitle.toFixed(3)}`,
  );
  return byText >= 0.95 && byTitle >= 0.9;
}

async function meanReciprocal(
  { ask, name }: Searching,
  takes: readonly ListedText[],
  wordsFor: (take: ListedText) => string[],
): Promise<number> {
  let sum = 0;
  for (const take of takes) {
    const query = wordsFor(take).join(' ');
    const { search } = await ask<{ search: { nodes: { id: string; title: string }[] } }>(
      'query ($query: String!, $first: Int!) { search(query: $query, types: [TAKE], first: $first) { nodes { ... on Take { id title } } } }',
      { query, first: depth },
    );
    const place = search.nodes.findIndex(({ id }) => id === take.id);
    if (place !== 0)
      console.log(
        `   ${name}: ${query}: “${take.title}” is ${place < 0 ? 'not found' : `no. ${place + 1}`}, after “${search.nodes[0]?.title}”`,
      );
    if (place >= 0) sum += 1 / (place + 1);
  }
  return sum / takes.length;
}

function wordsOf(text: string): string[] {
  return searchTokensOf(text).map((token) => token.text);
}
