import { sql } from 'kysely';
import { slugOf, slugWithHash } from '../identity/slug.ts';
import type { Db } from './dialect.ts';
import { statement } from './statement.ts';

type Sluggable = 'article' | 'person' | 'publisher' | 'topic';

/**
 * A free slug for a new row, from its name; where that is taken, with six characters of its key's hash. Those can be
 * taken too, by a row that had the key before or by chance; then of another hash.
 */
export async function newSlug(trx: Db, table: Sluggable, name: string, key: string): Promise<string> {
  const slug = slugOf(name, key);
  let candidate = slug;
  for (let attempt = 0; await isTaken(trx, table, candidate); attempt++) {
    candidate = slugWithHash(slug, attempt === 0 ? key : `${key} ${attempt}`);
  }
  return candidate;
}

const selectHolders = statement((_db, { slug }: { slug: string }, table: Sluggable) => {
  const former =
    table === 'article' ? sql`union all select 1 from former_article where slug = ${slug}` : sql``;
  return sql<object>`select 1 from ${sql.table(table)} where slug = ${slug} ${former}`;
});

/** Also by an article that was merged: its slug goes on finding it. */
async function isTaken(trx: Db, table: Sluggable, slug: string): Promise<boolean> {
  return (await selectHolders(trx, { slug }, table)).length > 0;
}
