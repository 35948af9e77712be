import { createHash } from 'node:crypto';
import { badUserInput } from '../errors.ts';
import { type Hit, searchLimit } from './search.queries.ts';

const fingerprintBytes = 6;

/** The ids of texts that have been shown, rising. */
type Shown = readonly number[];

/**
 * A page of hits. Scores change as texts come and go, so a cursor holds which hits were shown up to it: what follows are the best
 * of the others, and none is shown twice or passed over. A thousand hits take some 2,500 characters.
 */
export class HitPage {
  readonly nodes: readonly Hit[];
  readonly hasNextPage: boolean;
  readonly #shown: Shown;
  readonly #fingerprint: Buffer;

  /** @param ranked the best hits: as many as were shown, as the page has room for, and one more, where there are as many */
  constructor(ranked: readonly Hit[], size: number, shown: Shown, fingerprint: Buffer) {
    const isShown = new Set(shown);
    const others = ranked.filter(({ id }) => !isShown.has(id));
    this.nodes = others.slice(0, Math.min(size, searchLimit - shown.length));
    this.hasNextPage = others.length > this.nodes.length && shown.length + this.nodes.length < searchLimit;
    this.#shown = shown;
    this.#fingerprint = fingerprint;
  }

  get edges(): HitEdge[] {
    return this.nodes.map((hit, i) => new HitEdge(hit, () => this.#cursorAt(i)));
  }

  get hasPreviousPage(): boolean {
    return this.#shown.length > 0;
  }

  get startCursor(): string | null {
    return this.nodes.length === 0 ? null : this.#cursorAt(0);
  }

  get endCursor(): string | null {
    return this.nodes.length === 0 ? null : this.#cursorAt(this.nodes.length - 1);
  }

  #cursorAt(index: number): string {
    const now = this.nodes.slice(0, index + 1).map(({ id }) => id);
    return encodeShown(this.#fingerprint, [...this.#shown, ...now]);
  }
}

export class HitEdge {
  readonly node: Hit;
  readonly #cursor: () => string;

  constructor(node: Hit, cursor: () => string) {
    this.node = node;
    this.#cursor = cursor;
  }

  get cursor(): string {
    return this.#cursor();
  }
}

/** What tells one search from others: a cursor is good for its own only. */
export function fingerprintOf(search: unknown): Buffer {
  return createHash('sha256').update(JSON.stringify(search)).digest().subarray(0, fingerprintBytes);
}

/** The fingerprint, then the ids as the differences of neighbours, seven bits a byte. */
function encodeShown(fingerprint: Buffer, ids: Shown): string {
  const bytes = [...fingerprint];
  let before = 0;
  for (const id of ids.toSorted((one, other) => one - other)) {
    let rest = id - before;
    for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push(128 + (rest % 128));
    bytes.push(rest);
    before = id;
  }
  return Buffer.from(bytes).toString('base64url');
}

/** @throws GraphQLError BAD_CURSOR where it is none of this search */
export function decodeShown(fingerprint: Buffer, cursor: string | null | undefined): Shown {
  if (cursor == null) return [];
  const bytes = Buffer.from(cursor, 'base64url');
  const ids: number[] = [];
  let [difference, factor, id] = [0, 1, 0];
  for (const byte of bytes.subarray(fingerprintBytes)) {
    difference += (byte % 128) * factor;
    factor *= 128;
    if (byte >= 128) continue;
    ids.push((id += difference));
    [difference, factor] = [0, 1];
  }
  const isOwn = bytes.subarray(0, fingerprintBytes).equals(fingerprint) && factor === 1;
  if (!isOwn || ids.length === 0 || ids.length > searchLimit || !Number.isSafeInteger(id)) {
    throw badUserInput(
      '`after` is no cursor of this search; take one from its edges or pageInfo',
      'BAD_CURSOR',
    );
  }
  return ids;
}
