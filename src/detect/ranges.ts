/**
 * Index of the last range that starts at or before the offset, -1 if there is none.
 *
 * @param ranges in order
 */
export function lastStartingBefore<T>(
  ranges: readonly T[],
  offset: number,
  startOf: (range: T) => number,
): number {
  let from = 0;
  let to = ranges.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if (startOf(ranges[middle]!) <= offset) from = middle + 1;
    else to = middle;
  }
  return from - 1;
}
