import type { Root } from 'hast';
import type { Body } from '../body/body.ts';
import type { Facts } from './facts.ts';
import type { Problem } from './report.ts';

/** One piece as its source has it: what every format is parsed to. */
export interface SourceDocument {
  facts: Facts;
  /** Null for a document without text. */
  body: { tree: Root; markdown: string } | null;
  /** What had to be left out; the document is usable without it. */
  warnings: Omit<Problem, 'source'>[];
}

/** A document ready to be stored. */
export interface CleanDocument {
  /** Its absolute path. */
  document: string;
  /** SHA-256 of its bytes, hexadecimal. */
  contentHash: string;
  facts: Facts;
  /** Null for a document without text. */
  body: Body | null;
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
