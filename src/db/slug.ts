import { sql } from 'kysely';
import { slugOf, slugWithHash } from '../identity/slug.ts';
import type { Db } from './dialect.ts';

/** A free slug for a new row, from its name; where that is taken, with six characters of its key's hash. */
export async function newSlug(
  trx: Db,
  table: 'article' | 'person' | 'publisher' | 'topic',
  name: string,
  key: string,
): Promise<string> {
  const slug = slugOf(name, key);
  const { rows } = await sql`select 1 from ${sql.table(table)} where slug = ${slug}`.execute(trx);
  return rows.length === 0 ? slug : slugWithHash(slug, key);
}
