import type { Store } from '../../../src/db/store.ts';
import { removeReference } from '../../../src/reference/removal.writes.ts';
import { shuffled } from '../random.ts';
import { allRelated, type Question } from './questions.ts';

/**
 * Draws a fifth of the references and removes them, as an editor would. Their articles are asked for what is related to them, less
 * what they refer to still. The words that made the reference stay in the text.
 */
export async function hiddenQuestions(store: Store, seed: number): Promise<Question[]> {
  const all = await store.db
    .selectFrom('cross_reference')
    .innerJoin('article', 'article.id', 'cross_reference.target_id')
    .select(['cross_reference.take_id', 'source_id', 'target_id', 'take_time', 'article.uid'])
    .orderBy('take_key')
    .orderBy('position')
    .execute();
  const drawn = shuffled(all, seed).slice(0, Math.round(all.length / 5));
  await store.write(async (trx) => {
    for (const { take_id, uid } of drawn) await removeReference(trx, take_id, uid);
  });
  const kept = await store.db.selectFrom('cross_reference').select(['source_id', 'target_id']).execute();
  const known = Map.groupBy(kept, (row) => row.source_id);
  const bySource = Map.groupBy(drawn, (row) => row.source_id);
  const related = await allRelated(store.db, [...bySource.keys()]);
  return [...bySource].map(([articleId, hidden]) => {
    const referred = new Set(known.get(articleId)?.map((row) => row.target_id));
    const isEven = Number(hidden[0]!.take_time.slice(0, 4)) % 2 === 0;
    return {
      articleId,
      // One that another take of the article refers to is not hidden.
      wanted: new Set(hidden.map((row) => row.target_id)).difference(referred),
      isAsked: (id) => !referred.has(id),
      related: related.get(articleId)!,
      half: isEven ? 'tuning' : 'reporting',
    };
  });
}
