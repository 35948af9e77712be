import type { ArticleStatement } from './article-fields.ts';
import type { StaleTakes } from './stale-takes.ts';

/**
 * What follows from a change of documents. Each step of storing one adds to it; at the end all of it is brought up
 * to date at once, references apart.
 */
export class Consequences {
  /** ISO 8601. */
  readonly now: string;
  /** Articles to be worked out again. */
  readonly articles = new Set<number>();
  /** Of all documents of the transaction. */
  readonly staleTakes: StaleTakes;
  /** Takes that were made a moment ago: nobody has seen their ids. */
  readonly newTakes = new Set<number>();
  /** Takes that no document holds for the moment: they go on with another document, or go. */
  readonly loose = new Set<number>();
  /** Articles that lost all documents to another: what found them finds that one. */
  readonly heirs = new Map<number, { key: string; heirId: number }>();
  /** Articles that no document speaks of any more. */
  readonly emptied = new Set<number>();
  /** Articles that are new, each with what its only document says of it; null once there may be more. */
  readonly created = new Map<number, ArticleStatement | null>();
  /** Documents that lost their take to another. */
  readonly displaced = new Set<number>();

  constructor({ now, staleTakes }: Pick<Consequences, 'now' | 'staleTakes'>) {
    this.now = now;
    this.staleTakes = staleTakes;
  }

  /** A document came to an article or left it. */
  touchCreated(articleId: number): void {
    if (this.created.has(articleId)) this.created.set(articleId, null);
  }
}
