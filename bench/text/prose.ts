import type { Random } from './random.ts';
import { capitalised, lastWord, proseWord } from './words.ts';

/** A part of a sentence: plain words, a link, or a title that the text names. */
export interface Piece {
  text: string;
  /** It is a link to there. */
  url?: string;
  isEmphasised?: boolean;
  /** The number of the article whose title it is, where it is no link. */
  names?: number;
}

export interface ProseBlock {
  kind: 'prose' | 'quote' | 'heading';
  /** Each of pieces with a space between. */
  sentences: Piece[][];
}

/** In characters: how long a sentence is on average. */
const sentenceLength = 85;

/** Several words in lower case. */
export function words(random: Random, count: number): string {
  return Array.from({ length: count }, () => proseWord(random)).join(' ');
}

function sentence(random: Random, insertion?: Piece): Piece[] {
  const opening = { text: capitalised(words(random, random.between(3, 8))) };
  const closing = { text: `${words(random, random.between(2, 7))} ${lastWord(random)}.` };
  return insertion ? [opening, insertion, closing] : [{ text: `${opening.text} ${closing.text}` }];
}

/**
 * A text whose Markdown is 1 to 5 kB long, with the insertions spread over its sentences, one to a sentence. Headings
 * and quotes hold none.
 */
export function proseWith(random: Random, insertions: readonly Piece[]): ProseBlock[] {
  const wanted = 900 + random.below(3600, 1.5);
  const count = Math.max(insertions.length, Math.round(wanted / sentenceLength));
  const blocks: ProseBlock[] = [];
  let paragraph: Piece[][] = [];
  for (let i = 0; i < count; i++) {
    const at = Math.floor((i * insertions.length) / count);
    const isTurn = Math.floor(((i + 1) * insertions.length) / count) > at;
    paragraph.push(sentence(random, isTurn ? insertions[at] : undefined));
    if (paragraph.length < random.between(4, 6) && i < count - 1) continue;
    blocks.push({ kind: 'prose', sentences: paragraph });
    paragraph = [];
    if (random.below(8) === 0) blocks.push({ kind: 'quote', sentences: [sentence(random)] });
    if (i < count - 1 && random.below(6) === 0)
      blocks.push({ kind: 'heading', sentences: [[{ text: capitalised(words(random, 4)) }]] });
  }
  return blocks;
}

const marks = { prose: '', quote: '> ', heading: '## ' };

export function markdownOf(blocks: readonly ProseBlock[]): string {
  return blocks
    .map(
      ({ kind, sentences }) => marks[kind] + sentences.map((one) => one.map(inMarkdown).join(' ')).join(' '),
    )
    .join('\n\n');
}

function inMarkdown({ text, url, isEmphasised }: Piece): string {
  return url === undefined ? (isEmphasised ? `*${text}*` : text) : `[${text}](${url})`;
}
