/** How much of a text is found, and how much of what is found is of it, from 0 to 1. */
export interface TextScore {
  precision: number;
  recall: number;
}

/** Runs of four words, each as often as it comes: as scrapinghub's article extraction benchmark compares. */
export function compareTexts(found: string, expected: string): TextScore {
  const [ours, theirs] = [runsOf(found), runsOf(expected)];
  let common = 0;
  for (const [run, count] of ours) common += Math.min(count, theirs.get(run) ?? 0);
  return { precision: common / sizeOf(ours), recall: common / sizeOf(theirs) };
}

function runsOf(text: string): Map<string, number> {
  // What Python takes for words: letters and digits of any script.
  const words = text.match(/[\p{L}\p{N}_]+/gu) ?? [];
  const runs = new Map<string, number>();
  for (let at = 0; at < Math.max(words.length - 3, 1); at++) {
    const run = words.slice(at, at + 4).join(' ');
    runs.set(run, (runs.get(run) ?? 0) + 1);
  }
  return runs;
}

function sizeOf(runs: ReadonlyMap<string, number>): number {
  return [...runs.values()].reduce((sum, count) => sum + count, 0);
}
