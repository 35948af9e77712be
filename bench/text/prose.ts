import type { Random } from './random.ts';
import { capitalised, proseWord } from './words.ts';

/** In characters: how long a sentence is on average. */
const sentenceLength = 85;

/** Several words in lower case. */
export function words(random: Random, count: number): string {
  return Array.from({ length: count }, () => proseWord(random)).join(' ');
}

function sentence(random: Random, insertion?: string): string {
  const opening = capitalised(words(random, random.between(3, 8)));
  const middle = insertion === undefined ? '' : ` ${insertion}`;
  return `${opening}${middle} ${words(random, random.between(3, 8))}.`;
}

/**
 * A text in Markdown, 1 to 5 kB long, with the insertions spread over its sentences, one to a sentence. Headings and
 * quotes hold none.
 */
export function markdownWith(random: Random, insertions: readonly string[]): string {
  const wanted = 900 + random.below(3600, 1.5);
  const count = Math.max(insertions.length, Math.round(wanted / sentenceLength));
  const blocks: string[] = [];
  let paragraph: string[] = [];
  for (let i = 0; i < count; i++) {
    const at = Math.floor((i * insertions.length) / count);
    const isTurn = Math.floor(((i + 1) * insertions.length) / count) > at;
    paragraph.push(sentence(random, isTurn ? insertions[at] : undefined));
    if (paragraph.length < random.between(4, 6) && i < count - 1) continue;
    blocks.push(paragraph.join(' '));
    paragraph = [];
    if (random.below(8) === 0) blocks.push(`> ${sentence(random)}`);
    if (i < count - 1 && random.below(6) === 0) blocks.push(`## ${capitalised(words(random, 4))}`);
  }
  return blocks.join('\n\n');
}
