/** A range of the block's text, in UTF-16 code units. */
export interface Sentence {
  start: number;
  end: number;
}

const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' });

/** Abbreviations that stand before a name or another word, so that a capital after them begins no sentence. */
const abbreviation =
  /(?:^|[^\p{L}\p{N}])(?:\p{L}(?:\. ?\p{L})+|cf|vs|viz|ca|approx|al|mr|mrs|ms|mx|dr|ph\.d|prof|st|mt|jr|sr|gen|gov|hon|rev|sen|inc|ltd|co|corp|dept|univ|bzw|sog|vgl|z)\.$/iu;
/** "at 5 p.m." ends more often than not. */
const partOfDay = /(?:^|[^\p{L}])[ap]\.m\.$/iu;
/** What a number follows. */
const numbered =
  /(?:^|[^\p{L}\p{N}])(?:no|nos|nr|vol|bd|p|pp|fig|figs|eq|sec|ch|art|jan|feb|mar|apr|jun|jul|aug|sep|sept|oct|nov|dec)\.$/iu;
const initial = /(?:^|[^\p{L}\p{N}])\p{Lu}\.$/u;
/** No abbreviation with what stands before it is longer. */
const longestAbbreviation = 12;

/** The sentences of one block, in order, without white space around them. A line feed (from `<br>`) ends one. */
export function sentencesOf(block: string): Sentence[] {
  const sentences: Sentence[] = [];
  let start = 0;
  for (const { index, segment } of segmenter.segment(maskFor(block))) {
    const end = index + segment.length;
    if (end < block.length && goesOn(block, end)) continue;
    sentences.push(trimmed(block, { start, end }));
    start = end;
  }
  return sentences.filter(({ start, end }) => end > start);
}

/** Equally long, with marks that the segmenter does not know as it knows others: "Wait… Then", "It is so.[12] Then". */
function maskFor(block: string): string {
  return block.replaceAll('…', '.').replace(/\[\d{1,4}\]/g, (note) => ')'.repeat(note.length));
}

/** Whether the sentence goes on where the segmenter divides: after an abbreviation, or before a small letter ("Yahoo! is"). */
function goesOn(block: string, end: number): boolean {
  const before = block.slice(Math.max(0, end - longestAbbreviation), end);
  if (before.endsWith('\n')) return false;
  const after = block.slice(end, end + 4);
  if (/^["'“”„‘’«»([]*\p{Ll}/u.test(after)) return true;
  const words = before.trimEnd();
  if (numbered.test(words)) return /^\p{N}/u.test(after);
  return initial.test(words) || (abbreviation.test(words) && !partOfDay.test(words));
}

function trimmed(block: string, { start, end }: Sentence): Sentence {
  while (start < end && /\s/.test(block[start]!)) start++;
  while (end > start && /\s/.test(block[end - 1]!)) end--;
  return { start, end };
}
