/** For each key its row, or null. The answer aligns with the keys, whatever order the rows came in. */
export function oneByKey<K, R>(keys: readonly K[], rows: readonly R[], keyOf: (row: R) => K): (R | null)[] {
  const byKey = new Map(rows.map((row) => [keyOf(row), row]));
  return keys.map((key) => byKey.get(key) ?? null);
}

/** For each key its rows, in the order they came in. The answer aligns with the keys. */
export function manyByKey<K, R>(keys: readonly K[], rows: readonly R[], keyOf: (row: R) => K): R[][] {
  const byKey = Map.groupBy(rows, keyOf);
  return keys.map((key) => byKey.get(key) ?? []);
}

/** Pieces of at most so many items, and no longer together than `length` unless it is one item. */
export function* chunksByLength<T>(
  items: Iterable<T>,
  lengthOf: (item: T) => number,
  most: { items: number; length: number },
): Generator<T[]> {
  let chunk: T[] = [];
  let length = 0;
  for (const item of items) {
    const own = lengthOf(item);
    if (chunk.length > 0 && (chunk.length === most.items || length + own > most.length)) {
      yield chunk;
      chunk = [];
      length = 0;
    }
    chunk.push(item);
    length += own;
  }
  if (chunk.length > 0) yield chunk;
}

/** Pieces of at most `size`, so that a statement's parameters stay within what an engine takes. */
export function* chunksOf<T>(items: readonly T[], size: number): Generator<T[]> {
  for (let i = 0; i < items.length; i += size) yield items.slice(i, i + size);
}
