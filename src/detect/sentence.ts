const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' });

/** Abbreviations that are followed by a capital or a digit without ending a sentence. */
const abbreviation =
  /(?:^|[\s(["'“‘])(?:\p{Lu}|e\.g|i\.e|cf|vs|etc|al|ca|approx|no|nos|vol|p|pp|fig|eq|sec|ch|ed|eds|mr|mrs|ms|dr|prof|st|jr|sr|inc|ltd|co|corp|dept|univ|jan|feb|mar|apr|jun|jul|aug|sep|sept|oct|nov|dec|u\.s|u\.k|u\.n|e\.u|ph\.d|z\.b|d\.h|bzw|nr|bd)\.["'”’)\]]*\s*$/iu;
/** The initial of a name; `I` ends sentences too, as in "Elizabeth I." */
const initial = /(?:^|\s)\p{Lu}\.\s*$/u;

/** A range of the block's text, in UTF-16 code units. */
export interface Sentence {
  start: number;
  end: number;
}

/** The sentences of one block, in order, without white space around them. */
export function sentencesOf(block: string): Sentence[] {
  const sentences: Sentence[] = [];
  let open: Sentence | null = null;
  for (const { segment, index } of segmenter.segment(block)) {
    if (open) open.end = index + segment.length;
    else open = { start: index, end: index + segment.length };
    if (endsAbbreviated(block.slice(open.start, open.end), segment)) continue;
    sentences.push(open);
    open = null;
  }
  if (open) sentences.push(open);
  return sentences.map((sentence) => trimmed(block, sentence)).filter(({ start, end }) => end > start);
}

/** A line end ends a sentence: `<br>` is a line feed here. */
function endsAbbreviated(sentence: string, segment: string): boolean {
  if (segment.endsWith('\n')) return false;
  return (
    /\.["'”’)\]]*\s*$/.test(segment) && (initial.test(sentence) || abbreviation.test(sentence.slice(-24)))
  );
}

function trimmed(block: string, { start, end }: Sentence): Sentence {
  while (start < end && /\s/.test(block[start]!)) start++;
  while (end > start && /\s/.test(block[end - 1]!)) end--;
  return { start, end };
}
