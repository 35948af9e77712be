import type { Generated } from 'kysely';
import type {
  ArticleTermTable,
  IndexedTextTable,
  TakeSearchTable,
  TermTable,
  TextQueueTable,
  TitleSearchTable,
  TopicSearchTable,
} from './text-tables.ts';

/*
 * Row types, by hand; a test compares them with both migrated schemas.
 * Times are ISO 8601 text in UTC with milliseconds, flags are 0 or 1, JSON is text.
 * `id` is internal; `uid` (UUIDv7) is what global ids carry.
 */
export interface Tables {
  article: ArticleTable;
  article_author: ArticleAuthorTable;
  article_term: ArticleTermTable;
  article_title: ArticleTitleTable;
  article_topic: ArticleTopicTable;
  article_url: ArticleUrlTable;
  cross_reference: CrossReferenceTable;
  removed_reference: RemovedReferenceTable;
  indexed_text: IndexedTextTable;
  text_queue: TextQueueTable;
  former_article: FormerArticleTable;
  migration: MigrationTable;
  person: PersonTable;
  publisher: PublisherTable;
  source: SourceTable;
  source_address: SourceAddressTable;
  take: TakeTable;
  take_author: TakeAuthorTable;
  take_body: TakeBodyTable;
  take_link: TakeLinkTable;
  take_mention: TakeMentionTable;
  take_search: TakeSearchTable;
  take_topic: TakeTopicTable;
  term: TermTable;
  title: TitleTable;
  title_search: TitleSearchTable;
  topic: TopicTable;
  topic_alias: TopicAliasTable;
  topic_closure: TopicClosureTable;
  topic_search: TopicSearchTable;
  topic_source: TopicSourceTable;
  topic_source_alias: TopicSourceAliasTable;
}

export interface ArticleTable {
  id: Generated<number>;
  uid: string;
  /** Its URL's match key; where no URL is known `title: ` and the normal title (see `titleKey`). */
  key: string;
  slug: string;
  title: string;
  /** The folded title: what text orders by. */
  title_key: string;
  url: string | null;
  /** The folded address and language: what filters search. */
  url_fold: string | null;
  summary: string | null;
  language: string | null;
  language_fold: string | null;
  image: string | null;
  /** 1 where its key is a take's address or lies below the home page of a feed that states it. */
  is_own: Generated<number>;
  publisher_id: number | null;
  /** The publisher's name as the article's documents write it; null where only the domain is known. */
  publisher_spelling: string | null;
  published_at: string | null;
  /** Changed together with the takes. */
  latest_take_at: string | null;
  take_count: Generated<number>;
  /** Changed together with the edges. */
  reference_count: Generated<number>;
  referenced_by_count: Generated<number>;
  created_at: string;
  updated_at: string;
}

/** What an article that was merged into another leaves: its id and slug find that one. */
export interface FormerArticleTable {
  uid: string;
  slug: string;
  /** Its last key: an article that comes into being at this key again gets uid and slug back. */
  key: string;
  article_id: number;
}

/** Every address by which an article is found. */
export interface ArticleUrlTable {
  key: string;
  article_id: number;
  url: string;
}

/** A title in its normal form, once for all its bearers; it lives as long as it has one. */
export interface TitleTable {
  id: Generated<number>;
  /** Normal form (see `normalTitle`). */
  normal: string;
  /** Hash of all its words. */
  hash: number;
  /** Hash of its first two words, or of its only one; what a text is looked up by. */
  head: number;
  /** How many words (maximal runs of letters, digits and marks) it has. */
  words: number;
  /** How many words a reader would count (word-like segments). */
  segments: number;
  /** 1 where a mention of it may be a reference. */
  eligible: number;
}

export interface ArticleTitleTable {
  article_id: number;
  title_id: number;
  /** As the article writes it. */
  spelling: string;
  /** 0 for an alternative title. */
  is_main: number;
  /** 1 for a title that a link post gave: good for mentions, not for identity. */
  is_provisional: number;
}

export interface ArticleAuthorTable {
  article_id: number;
  person_id: number;
  position: number;
  /** The name as the article's documents write it. The person's is the smallest of its spellings. */
  spelling: string;
  /** The person's site as the documents state it. The person's is the smallest. */
  url: string | null;
  /** The article's `latest_take_at`, '' where it has none, and its slug: the order of the person's articles. */
  latest_take: string;
  article_slug: string;
}

export interface ArticleTopicTable {
  article_id: number;
  topic_id: number;
  assigned_by: string;
  confidence: number;
  /** The name as the article's documents write it; null for an alias and for what no document states. */
  spelling: string | null;
  /** As in `ArticleAuthorTable`. */
  latest_take: string;
  article_slug: string;
  /** The topic's key, which orders an article's topics. */
  topic_key: string;
}

export interface PersonTable {
  id: Generated<number>;
  uid: string;
  /** Folded name. */
  key: string;
  slug: string;
  name: string;
  url: string | null;
}

export interface PublisherTable {
  id: Generated<number>;
  uid: string;
  /** Folded name, or `domain:` and the registrable domain where no name is known. */
  key: string;
  slug: string;
  name: string;
  /** Folded name: what lists order by. */
  name_key: string;
  domain: string | null;
}

export interface TopicTable {
  id: Generated<number>;
  uid: string;
  /** Folded name. */
  key: string;
  slug: string;
  name: string;
  description: string | null;
  /** The topic that documents state as broader … */
  stated_broader_id: number | null;
  /** … and the same, unless it would close a circle. */
  broader_id: number | null;
  /** Articles of this topic and all narrower ones. */
  article_count: Generated<number>;
  /** Of its name as texts are searched for it; null where they are not, or not yet (see `TopicSearchTable`). */
  first_word: string | null;
}

export interface TopicAliasTable {
  /** Folded alias. */
  key: string;
  topic_id: number;
  name: string;
  /** As in `TopicTable`. */
  first_word: string | null;
}

/** Every topic with each of its ancestors, itself included at depth 0. */
export interface TopicClosureTable {
  ancestor_id: number;
  descendant_id: number;
  depth: number;
}

export interface TakeTable {
  id: Generated<number>;
  uid: string;
  /** Its permalink's match key, else its article's key and ` (take)`. */
  key: string;
  article_id: number;
  headline: string | null;
  url: string | null;
  published_at: string | null;
  created_at: string;
  updated_at: string;
  revision: number;
}

export interface TakeAuthorTable {
  take_id: number;
  person_id: number;
  position: number;
  /** As in `ArticleAuthorTable`. */
  spelling: string;
  url: string | null;
  /** The take's published_at, '' where it has none, and its key: the order of the person's takes. */
  take_time: string;
  take_key: string;
}

/** Apart from `take`, so that lists never read it. */
export interface TakeBodyTable {
  take_id: number;
  markdown: string;
  html: string;
  text: string;
  word_count: number;
  /** JSON of `Layout`. */
  layout: string;
}

/** Every http(s) link of a take, known or not: a new address finds the takes that linked it before. */
export interface TakeLinkTable {
  take_id: number;
  /** 0, 1, 2 … in reading order. */
  position: number;
  url: string;
  /** Match key of the address as it stands. */
  key: string;
  /** The same without its fragment. */
  page_key: string;
  start_offset: number;
  end_offset: number;
}

/** A place where a take's prose holds a known title of two words or more. */
export interface TakeMentionTable {
  take_id: number;
  title_id: number;
  start_offset: number;
  end_offset: number;
  /** The words as the take writes them. */
  exact: string;
  /** 1 where the text quotes or emphasises it. */
  is_marked: number;
  /** 1 where it does not begin a sentence. */
  is_mid_sentence: number;
}

/** A topic that a take's text names often enough. */
export interface TakeTopicTable {
  take_id: number;
  topic_id: number;
  confidence: number;
}

export interface CrossReferenceTable {
  id: Generated<number>;
  take_id: number;
  /** The take's article. */
  source_id: number;
  target_id: number;
  target_take_id: number | null;
  kind: 'MENTION' | 'QUOTES' | 'SEE_ALSO';
  detected_by: 'LINK' | 'TITLE' | 'MANUAL' | 'IMPORTED';
  confidence: number;
  position: number;
  /** JSON of `TextAnchor[]`. */
  anchors: string;
  /** The take's published_at, '' where it has none, and its key: the order of both lists of an article. */
  take_time: string;
  take_key: string;
}

/** A take and an article that an editor said are no reference: no detection finds the pair again. */
export interface RemovedReferenceTable {
  take_id: number;
  /** The article's, or that of one that was merged into it. */
  target_uid: string;
}

/** A document that was ingested, with what it states: an article's fields are a function of its sources. */
export interface SourceTable {
  id: Generated<number>;
  /** What tells it from others: see `CleanDocument`. */
  document: string;
  /** The absolute path of the file that held it last: serves reports and pruning. */
  path: string;
  /** What it is called within that file in reports; null where the file is one document. */
  item: string | null;
  /** SHA-256 of its content, hexadecimal. */
  content_hash: string;
  /** The key of its take, or of the take that it would be if it had text. */
  take_key: string;
  article_id: number;
  take_id: number | null;
  /** JSON of `Body` where another document holds its take: it takes over when that one goes. */
  spare_body: string | null;
  /** JSON of `Facts`. */
  facts: string;
  ingested_at: string;
}

/** The addresses that a document gives its article. */
export interface SourceAddressTable {
  source_id: number;
  /** Match key. */
  key: string;
  /** 1 for the piece's own address, 0 for others of the same piece. */
  is_main: number;
}

/** A document that describes a topic: description, aliases and place of the topic are a function of these. */
export interface TopicSourceTable {
  id: Generated<number>;
  document: string;
  path: string;
  item: string | null;
  content_hash: string;
  topic_id: number;
  /** The topic's name as the document writes it. */
  name: string;
  description: string | null;
  /** The name of the topic above it, and the same folded. */
  broader: string | null;
  broader_key: string | null;
  ingested_at: string;
}

/** An alias that a document gives its topic. Which topic has it `topic_alias` tells. */
export interface TopicSourceAliasTable {
  topic_source_id: number;
  /** Folded alias. */
  key: string;
  name: string;
}

export interface MigrationTable {
  number: number;
  name: string;
  applied_at: string;
}
