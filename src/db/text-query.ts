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
  /** What the index has of a title that consists of just that: see `wholeTitle`. Null where it cannot be told. */
  title: string | null;
}

/** The words of a text as it is indexed, in order. */
export interface IndexText {
  id: number;
  /** Each title is followed by the title as a whole. */
  title: readonly string[];
  /** Joined by spaces. */
  body: string;
  /** Whether there is none of that id in the index. */
  isNew: boolean;
}

/** How much more a word of a title counts than one of a body. */
export const titleWeight = 10;
