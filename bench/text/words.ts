import { Random } from './random.ts';

/*
 * Made words: no text has a title by chance, so that the data set knows every reference. Words of prose never hold
 * j, w or z; those of titles always begin with one.
 */

const vowels = ['a', 'e', 'i', 'o', 'u', 'ai', 'ea', 'ou'];
const consonants = ['b', 'd', 'f', 'g', 'h', 'k', 'l', 'm', 'n', 'p', 'r', 's', 't', 'v'];

function makeWords(seed: string, count: number, openings: readonly string[]): string[] {
  const random = new Random(seed);
  const words = new Set<string>();
  while (words.size < count) {
    let word = random.pick(openings) + random.pick(vowels) + random.pick(consonants);
    for (let more = random.between(0, 2); more > 0; more--)
      word += random.pick(vowels) + random.pick(consonants);
    words.add(word);
  }
  return [...words];
}

export function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

// The shortest are the most frequent.
const prose = makeWords('prose', 4000, consonants).sort((a, b) => a.length - b.length);
const names = makeWords('names', 1024, consonants).map(capitalised);
const titleWords = makeWords('titles', 256, ['j', 'w', 'z', 'jr', 'wr', 'zl']).map(capitalised);
const joints = ['of the', 'and the', 'in a', 'without'];

/** A word of a text: few are frequent, most are rare. */
export function proseWord(random: Random): string {
  return random.pick(prose, 3);
}

const longWords = prose.filter((word) => word.length > 5);

/** A word that nobody takes for an abbreviation where a full stop follows. */
export function lastWord(random: Random): string {
  return random.pick(longWords, 3);
}

/** A name for each number below 2^18: no two are equal. */
export function nameAt(index: number): string {
  const mixed = Math.imul(index, 7919) & 0x3ffff;
  return `${names[mixed & 511]!} ${names[512 + (mixed >>> 9)]!}`;
}

/** A title for each number below 2^24: none is equal to another or stands within it. */
export function titleAt(index: number): string {
  const mixed = Math.imul(index, 9973) & 0xffffff;
  const word = (place: number) => titleWords[place * 64 + ((mixed >>> (place * 6)) & 63)]!;
  return `${word(0)} ${word(1)} ${joints[index % joints.length]!} ${word(2)} ${word(3)}`;
}
