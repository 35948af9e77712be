import type { Body, Range } from '../body/body.ts';
import { type Folded, fold } from '../identity/fold.ts';
import { hashWords, standsAlone, type Word, wordsOf } from './words.ts';

/** A stretch of prose in which titles are looked for: of one block, without links and code. */
export interface Stretch {
  /** Where it starts in `Body.text`. */
  offset: number;
  folded: Folded;
  words: Word[];
}

export type DetectableBody = Pick<Body, 'text' | 'layout'> & { links: readonly { start: number; end: number }[] };

/** The prose of a take: no headings, block quotes or code, and nothing inside or across a link. */
export function proseOf(body: DetectableBody): Stretch[] {
  const holes: Range[] = [...body.layout.code, ...body.links.map(({ start, end }): Range => [start, end])];
  holes.sort((a, b) => a[0] - b[0]);
  const stretches: Stretch[] = [];
  let hole = 0;
  for (const block of body.layout.blocks) {
    if (block.kind !== 'prose') continue;
    while (hole < holes.length && holes[hole]![1] < block.start) hole++;
    let from = block.start;
    for (let i = hole; i < holes.length && holes[i]![0] < block.end; i++) {
      add(from, holes[i]![0]);
      from = Math.max(from, holes[i]![1]);
    }
    add(from, block.end);
  }
  return stretches;

  function add(start: number, end: number): void {
    if (end <= start) return;
    const folded = fold(body.text.slice(start, end));
    const words = wordsOf(folded.text);
    if (words.length > 0) stretches.push({ offset: start, folded, words });
  }
}

/**
 * Hash of each place where a title could begin: of a word with the next one, and of a word that could be a title
 * by itself. `at` gives the stretch and the word.
 */
export function* headsOf(prose: readonly Stretch[]): Generator<{ head: number; stretch: Stretch; word: number }> {
  for (const stretch of prose) {
    for (let word = 0; word < stretch.words.length; word++) {
      if (word + 1 < stretch.words.length) yield { head: hashWords(stretch.words, word, word + 2), stretch, word };
      if (standsAlone(stretch.words[word]!.text)) yield { head: hashWords(stretch.words, word, word + 1), stretch, word };
    }
  }
}
