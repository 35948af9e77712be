/**
 * A number from 1 to 255 for each character. It is worked out where a character is met first; then a look into a
 * table gives it, which is many times as fast as to match a pattern. What takes two code units is rare, and worked
 * out each time.
 */
export class CharacterTable {
  readonly #numberOf: (character: string) => number;
  /** By code unit; 0 where it is not known yet. */
  readonly #numbers = new Uint8Array(0x10000);

  constructor(numberOf: (character: string) => number) {
    this.#numberOf = numberOf;
  }

  of(codePoint: number): number {
    const known = this.#numbers[codePoint];
    return known === undefined || known === 0 ? this.#learn(codePoint) : known;
  }

  #learn(codePoint: number): number {
    const number = this.#numberOf(String.fromCodePoint(codePoint));
    this.#numbers[codePoint] = number;
    return number;
  }
}

/** The characters that match a pattern. Half surrogates must not. */
export class CharacterSet extends CharacterTable {
  constructor(pattern: RegExp) {
    super((character) => (pattern.test(character) ? 2 : 1));
  }

  has(codePoint: number): boolean {
    return this.of(codePoint) === 2;
  }

  /** Where the first of them stands from there on; the text's end if none does. */
  nextFrom(text: string, at: number): number {
    while (at < text.length && !this.has(text.codePointAt(at)!)) at++;
    return at;
  }

  /** Where those that stand there side by side end. */
  endFrom(text: string, at: number, most = text.length): number {
    for (; at < text.length && most > 0; most--) {
      const codePoint = text.codePointAt(at)!;
      if (!this.has(codePoint)) break;
      at += codePoint > 0xffff ? 2 : 1;
    }
    return at;
  }
}

/** What words are made of. */
export const wordCharacters = new CharacterSet(/[\p{L}\p{N}\p{M}]/u);
