import { sql } from 'kysely';
import { anyOf, beginsWith, type Condition } from './conditions.ts';

/** What may follow an address in the keys of those below it. */
const separators = ['/', '?', '#'];

/**
 * Whether an article is a piece of the publication's own: its documents say so, or it lies at or below the
 * publication's address.
 *
 * @param home match key of that address; null where none is known
 */
export function isOwnPiece(article: { isOwn: number; key: string }, home: string | null): boolean {
  const isBelow = (address: string) =>
    article.key === address || separators.some((separator) => article.key.startsWith(address + separator));
  return article.isOwn === 1 || (home !== null && isBelow(home));
}

/** The same as a condition on `article`. */
export function ownPieceCondition(home: string | null): Condition {
  const isStated = sql<boolean>`article.is_own = 1`;
  if (home === null) return isStated;
  const key = sql.ref('article.key');
  return anyOf([
    isStated,
    sql<boolean>`${key} = ${home}`,
    ...separators.map((separator) => beginsWith(key, home + separator)),
  ]);
}
