import type { Db } from '../db/dialect.ts';
import { Consequences } from './consequences.ts';
import { addressesAround, regroup } from './regroup.ts';
import { settle } from './settle.ts';
import { loosenTake, settleTakes } from './settle-takes.ts';
import { deleteSource, type Source } from './source.queries.ts';

/**
 * Takes a document away: the graph is then as if it had never come, but for ids.
 *
 * @returns how many references were added: a longer title that goes may uncover a shorter one
 */
export async function removeSource(trx: Db, source: Source, now: string): Promise<number> {
  const consequences = new Consequences(now);
  const touched = await addressesAround(trx, source);
  await loosenTake(trx, source, consequences);
  await deleteSource(trx, source.id);
  consequences.articles.add(source.article_id);
  await regroup(trx, touched, consequences);
  await settleTakes(trx, new Set([source.take_key]), null, consequences);
  return settle(trx, consequences);
}
