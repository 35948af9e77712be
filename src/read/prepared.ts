import type { FieldSources } from './page/page-fields.ts';
import type { Addresses } from './facts.ts';
import type { CleanDocument, Problem, TopicDocument } from './document.ts';

/** What became of an item before the store sees it. */
export interface Prepared {
  outcome: CleanDocument | TopicDocument | 'failed' | 'repeated' | 'skipped';
  /** As in `Identified`. */
  document: string;
  problems: Problem[];
  /** Of the document's facts. */
  addresses?: Addresses;
  /** What on a page gave which field; of pages only. */
  sources?: FieldSources;
}

/** How long the texts of an item are, in characters: by it what waits is bounded. */
export function lengthOf({ outcome }: Prepared): number {
  if (typeof outcome === 'string' || !('body' in outcome) || !outcome.body) return 0;
  const { markdown, html, text } = outcome.body;
  return markdown.length + html.length + text.length;
}
