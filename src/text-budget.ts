import { responseTooLarge } from './errors.ts';

/** How many times the text of an answer may be loaded to make it: excerpts are short, what they are made of is not. */
const loadedPerAnswered = 8;

/**
 * How much a request may still load and answer with. It is charged while the answer is put together, since that
 * is when memory is needed. When it is used up the request is to be ended; nothing is thrown, since errors of thousands
 * of fields would be worked out that nobody gets to see.
 */
export class TextBudget {
  readonly #limit: number;
  readonly #end: (reason: Error) => void;
  #loaded = 0;
  #counted = 0;
  #isSpent = false;

  /**
   * @param limit of the answer, in UTF-16 code units, each of which is a byte at least
   * @param end called once
   */
  constructor(limit: number, end: (reason: Error) => void) {
    this.#limit = limit;
    this.#end = end;
  }

  /** Counts what was loaded. */
  load(length: number): void {
    this.#loaded += length;
    if (this.#loaded > this.#limit * loadedPerAnswered) this.#refuse();
  }

  /** Counts what goes into the answer. */
  count(length: number): void {
    this.#counted += length;
    if (this.#counted > this.#limit) this.#refuse();
  }

  #refuse(): void {
    if (this.#isSpent) return;
    this.#isSpent = true;
    this.#end(responseTooLarge(this.#limit));
  }
}
