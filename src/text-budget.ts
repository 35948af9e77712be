import { responseTooLarge } from './errors.ts';

/** How many times the text of an answer may be loaded to make it: excerpts are short, what they are made of is not. */
const loadedPerAnswered = 8;

/**
 * How much text a request may still load and answer with. It is charged while the answer is put together, since that
 * is when memory is needed, and ends the request's work when it is used up.
 */
export class TextBudget {
  readonly #limit: number;
  readonly #end: (reason: Error) => void;
  #loaded = 0;
  #spent = 0;

  /**
   * @param limit of the answer, in UTF-16 code units, each of which is a byte at least
   * @param end keeps what else the request wants from being begun
   */
  constructor(limit: number, end: (reason: Error) => void) {
    this.#limit = limit;
    this.#end = end;
  }

  /** Counts what was loaded. @throws GraphQLError RESPONSE_TOO_LARGE */
  load(length: number): void {
    this.#loaded += length;
    if (this.#loaded > this.#limit * loadedPerAnswered) this.#refuse();
  }

  /** Counts a text of the answer and hands it back. @throws GraphQLError RESPONSE_TOO_LARGE */
  spend(text: string): string {
    this.#spent += text.length;
    if (this.#spent > this.#limit) this.#refuse();
    return text;
  }

  #refuse(): never {
    const reason = responseTooLarge(this.#limit);
    this.#end(reason);
    throw reason;
  }
}
