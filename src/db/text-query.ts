/** Words that stand side by side. Of the last its beginning is enough where it is a prefix. */
export interface Phrase {
  /** At least one. */
  tokens: readonly string[];
  isPrefix: boolean;
}

/** What a text must hold, and what it must not. */
export interface TextQuery {
  /** All of them, at least one. */
  required: readonly Phrase[];
  /** None of them. */
  excluded: readonly Phrase[];
}

/** The words of a text as it is indexed, in order. */
export interface IndexText {
  id: number;
  /** Each title is followed by `wholeTitle`. */
  title: readonly string[];
  body: readonly string[];
  /** Whether there is none of that id in the index. */
  isNew: boolean;
}

/**
 * What a title as a whole is in the index, after its words: no phrase goes across it, and what is called just so is found by it.
 * No word is like it.
 */
export function wholeTitle(tokens: readonly string[]): string {
  return `¶${tokens.join('·').slice(0, longestWhole)}`;
}

const longestWhole = 200;

/** What is called just as a query says; null where it cannot be told. */
export function wantedTitle({ required }: TextQuery): string | null {
  return required.some(({ isPrefix }) => isPrefix)
    ? null
    : wholeTitle(required.flatMap(({ tokens }) => tokens));
}

/** How much more a word of a title counts than one of a body. */
export const titleWeight = 10;
