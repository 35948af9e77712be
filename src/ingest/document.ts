import type { Root } from 'hast';
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

/** Why a document cannot be used at all. */
export class DocumentError extends Error {
  override name = 'DocumentError';
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}
