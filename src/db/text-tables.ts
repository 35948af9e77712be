/*
 * Row types of what texts are found and compared by; those of the graph itself are in `tables.ts`.
 */

/** A title that not all takes have been searched for yet. */
export interface TitleSearchTable {
  title_id: number;
  /** The greatest id of the takes that have been. */
  searched_until: number;
}

/** A topic that not all takes have been searched for yet. */
export interface TopicSearchTable {
  topic_id: number;
  /** The greatest id of the takes that have been. */
  searched_until: number;
}

/** A take that is not in the index of whole texts yet, and has not been searched for topics. */
export interface TakeSearchTable {
  take_id: number;
}

/** A text that is in the index, by its id there: see `textId`. */
export interface IndexedTextTable {
  id: number;
  /** Of its words: another one where they differ. */
  hash: number;
}

/** A text that is to be indexed anew, by its id in the index. */
export interface TextQueueTable {
  id: number;
}

/** A word by which articles are compared; the one of id 0, which has no text, stands for any. */
export interface TermTable {
  id: number;
  text: string;
  /** How many articles have it. */
  article_count: number;
}

/** One of the words that an article and its takes say most often (see `termsOf`). */
export interface ArticleTermTable {
  article_id: number;
  term_id: number;
  weight: number;
}
