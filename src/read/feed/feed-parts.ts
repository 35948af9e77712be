import type { DocumentError, Warning } from '../document.ts';
import type { EntryLinks } from './xml-entry.ts';

/** A feed of any format, as it can be read part by part, more than once, in JSON Feed's words. */
export interface FeedParts {
  /** Of the file as a whole. */
  warnings: readonly Warning[];
  /** @throws DocumentError where it is no feed; parts before that place have been given */
  read(): AsyncIterable<FeedPart>;
}

export type FeedPart =
  /** What the feed says of itself. */
  { kind: 'member'; name: string; value: unknown } | EntryPart;

export interface EntryPart {
  kind: 'entry';
  /** Counts from 0. */
  index: number;
  /** Undefined for what is too large. */
  value: unknown;
  /** Why it cannot be used. */
  fault: DocumentError | null;
  /** The entry's addresses where `value` has none, since only the feed's site tells what they are. */
  links?: EntryLinks;
  /** Where relative links of its text start from, where the feed says so. */
  textBase?: string | null;
}
