import type { Root } from 'hast';
import type { SearchableBody } from '../detect/body-words.ts';
import type { Facts } from './facts.ts';
import type { FieldSources } from './page/page-fields.ts';

/** Something that was wrong with the input. */
export interface Problem {
  /** The file. */
  source: string;
  /** The entry or field within it, where it is not the whole file. */
  item: string | null;
  code: string;
  message: string;
}

/** One piece as its source has it: what every format is parsed to. */
export interface SourceDocument {
  facts: Facts;
  /** Null for a document without text. */
  body: StatedTree | null;
  /** What on a page gave which field; of pages only. */
  sources?: FieldSources;
  /** What had to be left out; the document is usable without it. */
  warnings: Warning[];
}

export interface Warning extends Omit<Problem, 'source'> {
  /** Whether it is of the file, of which the document is an item. */
  isOfFile?: boolean;
}

/** A text as it was read. */
export interface StatedTree {
  tree: Root;
  markdown: string;
  /** Where relative links start from, where that is not the document's own address. */
  base?: string | null;
}

/** What a document says of a topic. */
export interface TopicFacts {
  name: string;
  /** Other names by which it is known. */
  aliases: string[];
  description: string | null;
  /** The name of the topic above it. */
  broader: string | null;
}

/** One item of a file: the file itself, an entry of a feed, a line. */
export interface ReadItem {
  /**
   * Tells the item from the others of its file, also when the file is read again after an edit. '' where the
   * file is one document. In bytes at most 2,400, with the file's path.
   */
  key: string;
  /** What it is called in reports: `line 3`, an entry's address. Null where the file is one document. */
  item: string | null;
  /** SHA-256, hexadecimal, of all that `content` is read from: it differs where the item was edited. */
  contentHash: string;
  /** A piece, a topic, null for a draft, or why it cannot be used. */
  content: SourceDocument | { topic: TopicFacts } | null | DocumentError;
}

/** A document that describes a topic, ready to be stored. */
export interface TopicDocument extends Identified {
  topic: TopicFacts;
}

/** A document about a piece, ready to be stored. */
export interface CleanDocument extends Identified {
  facts: Facts;
  /** Null for a document without text. */
  body: SearchableBody | null;
}

/** What tells documents apart. */
export interface Identified {
  /** Its path, and for an item of a file its key after that. */
  document: string;
  /** The absolute path of its file. */
  path: string;
  /** What it is called within its file in reports; null where the file is one document. */
  item: string | null;
  /** SHA-256 of its content, hexadecimal. */
  contentHash: string;
}

/** Why a document cannot be used at all. */
export class DocumentError extends Error {
  override name = 'DocumentError';
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** The item is in its file before or behind, with other content that counts. */
export class RepeatedError extends DocumentError {
  override name = 'RepeatedError';
}

/** The item is well, and nothing that is read. */
export class SkippedError extends DocumentError {
  override name = 'SkippedError';
}
