import type { Db } from '../db/dialect.ts';
import { Consequences } from './consequences.ts';
import { addressesAround, regroup } from './regroup.ts';
import { settle } from './settle.ts';
import { loosenTake, settleTakes } from './settle-takes.ts';
import { deleteSource, type Source } from './source.queries.ts';

/** Takes a document away: once its stale takes are relinked, the graph is as if it had never come, but for ids. */
export async function removeSource(
  trx: Db,
  source: Source,
  context: Pick<Consequences, 'now' | 'staleTakes'>,
): Promise<void> {
  const consequences = new Consequences(context);
  const touched = await addressesAround(trx, source);
  await loosenTake(trx, source, consequences);
  await deleteSource(trx, source.id);
  consequences.articles.add(source.article_id);
  await regroup(trx, touched, consequences);
  await settleTakes(trx, new Set([source.take_key]), null, consequences);
  await settle(trx, consequences);
}
