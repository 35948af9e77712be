import type { Db } from '../db/dialect.ts';
import { relinkTakes } from './relink.ts';

/**
 * Ends the reference of a take to an article, and keeps it from being found again: in this text and in every later
 * revision of it, by whatever address or title, also where the article is merged into another.
 * It is forgotten where the take or the article goes with its documents: should they come again, they are others.
 *
 * @param targetUid the article's
 */
export async function removeReference(trx: Db, takeId: number, targetUid: string): Promise<void> {
  await trx
    .insertInto('removed_reference')
    .values({ take_id: takeId, target_uid: targetUid })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await relinkTakes(trx, [takeId]);
}

/** What was removed from a take stays removed from the one that its document goes on with. */
export async function bequeathRemovals(trx: Db, from: number, to: number): Promise<void> {
  await trx
    .insertInto('removed_reference')
    .columns(['take_id', 'target_uid'])
    .expression((eb) =>
      eb
        .selectFrom('removed_reference')
        .select([eb.cast<number>(eb.val(to), 'bigint').as('take_id'), 'target_uid'])
        .where('take_id', '=', from),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
