/** Decisions read from a list of numbers: fast-check makes the list, and makes it smaller where a request fails. */
export class Choices {
  readonly #numbers: readonly number[];
  #at = 0;

  constructor(numbers: readonly number[]) {
    this.#numbers = numbers;
  }

  /** From 0 to `limit` - 1; always 0 once the list is at its end. */
  below(limit: number): number {
    return (this.#numbers[this.#at++] ?? 0) % limit;
  }

  /** True once in so many times; never at the list's end. */
  once(inTimes: number): boolean {
    return this.below(inTimes) === inTimes - 1;
  }

  of<T>(options: readonly T[]): T {
    return options[this.below(options.length)]!;
  }

  /** Some of them, in their order. */
  some<T>(options: readonly T[], inTimes = 3): T[] {
    return options.filter(() => this.once(inTimes));
  }
}
