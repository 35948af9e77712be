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
  title: readonly string[];
  body: readonly string[];
  /** Whether there is none of that id in the index. */
  isNew: boolean;
}

/** Stands between texts that no phrase goes across; no word is like it. */
export const gap = '¶';

/** How much more a word of a title counts than one of a body. */
export const titleWeight = 10;
