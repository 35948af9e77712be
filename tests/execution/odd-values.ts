import {
  GraphQLError,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
  isListType,
  isNonNullType,
} from 'graphql';
import type { Schedule } from './schedule.ts';

/** What a right resolver gives. */
export function oddLeaf(type: string): unknown {
  const right: Record<string, unknown> = {
    String: 'a text',
    Int: 7,
    Float: 1.5,
    Boolean: true,
    ID: 'id',
    Color: 1,
  };
  return right[type] ?? { any: ['value'] };
}

const wrongs: unknown[] = [
  '',
  '7',
  'x',
  -0,
  0,
  2 ** 31,
  1.5,
  Number.NaN,
  true,
  8n,
  'green',
  'throw',
  'nothing',
  {},
  [],
  ['a', null],
  { toJSON: () => 'json' },
  { valueOf: () => 5 },
  Symbol.iterator,
  () => 'function',
  new Date(0),
  new Map([[1, 2]]),
];

/** Values that resolvers give, right and wrong, at once and later: by the place in the answer, not by when it is asked. */
export class OddValues {
  readonly #seed: number;
  readonly #schedule: Schedule;

  constructor(seed: number, schedule: Schedule) {
    this.#seed = seed;
    this.#schedule = schedule;
  }

  valueOf(type: GraphQLOutputType, info: GraphQLResolveInfo, right: () => unknown): unknown {
    return this.#value(type, placeOf(info), right);
  }

  typeOf(info: GraphQLResolveInfo): string | Promise<string> {
    const place = `${placeOf(info)}:type`;
    const name =
      this.#choose(place, 8) < 7 ? ['One', 'Two'][this.#choose(`${place}2`, 2)]! : this.#wrongType(place);
    return this.#choose(`${place}3`, 6) === 0 ? this.#schedule.later(this.#hash(place), () => name) : name;
  }

  isOfType(info: GraphQLResolveInfo, name: string): boolean | Promise<boolean> {
    const place = `${placeOf(info)}:${name}`;
    const kind = this.#choose(place, 12);
    if (kind === 0) throw new Error(`Nobody knows at ${place}`);
    const answer = kind !== 1 && (name === 'Two' || kind > 3);
    return kind === 5 ? this.#schedule.later(this.#hash(place), () => answer) : answer;
  }

  #wrongType(place: string): string {
    const wrong: unknown[] = ['Three', 'Nothing', 'Color', undefined, 4, 'Thing'];
    return wrong[this.#choose(`${place}4`, wrong.length)] as string;
  }

  #value(type: GraphQLOutputType, place: string, right: () => unknown): unknown {
    if (isNonNullType(type)) return this.#value(type.ofType, place, right);
    const give = (): unknown => {
      const kind = this.#choose(`${place}:kind`, 40);
      if (kind === 0) throw new Error(`Thrown at ${place}`);
      if (kind === 1) return new Error(`Returned at ${place}`);
      if (kind === 2) return this.#choose(place, 2) === 0 ? null : undefined;
      if (kind === 3) return wrongs[this.#choose(`${place}:wrong`, wrongs.length)];
      if (kind === 4) throw new GraphQLError('With more', { extensions: { code: 'ODD' } });
      // oxlint-disable-next-line typescript/only-throw-error
      if (kind === 5) throw { not: 'an error' };
      if (kind === 6) throw new GraphQLError('Elsewhere', { path: ['else', 'where'] });
      return isListType(type) ? this.#list(type.ofType, place, right) : right();
    };
    return this.#choose(`${place}:later`, 3) === 0 ? this.#schedule.later(this.#hash(place), give) : give();
  }

  #list(item: GraphQLOutputType, place: string, right: () => unknown): unknown {
    const length = this.#choose(`${place}:length`, 4);
    // What an item throws is the list's error.
    const items = Array.from({ length }, (_, i) => () => this.#value(item, `${place}.${i}`, right));
    const kind = this.#choose(`${place}:list`, 6);
    if (kind === 0) return lazily(items);
    const given = items.map((give) => caught(give));
    if (kind === 1) return new Set(given);
    return given;
  }

  #choose(place: string, among: number): number {
    return this.#hash(place) % among;
  }

  #hash(place: string): number {
    let hash = this.#seed >>> 0;
    for (const character of place)
      hash = (Math.imul(hash ^ character.charCodeAt(0), 0x01000193) ^ (hash >>> 15)) >>> 0;
    return (Math.imul(hash ^ (hash >>> 13), 0x5bd1e995) ^ (hash >>> 9)) >>> 0;
  }
}

/** Throws in its midst where an item does. */
function* lazily(items: readonly (() => unknown)[]): Generator {
  for (const give of items) yield give();
}

function caught(give: () => unknown): unknown {
  try {
    return give();
  } catch (error) {
    return error instanceof Error ? error : null;
  }
}

function placeOf({ path }: GraphQLResolveInfo): string {
  const keys = [];
  for (let each: typeof path | undefined = path; each; each = each.prev) keys.push(each.key);
  return keys.reverse().join('.');
}
