import { type ArticleRow, articlesByUids } from '../article/article.queries.ts';
import type { Context } from '../context.ts';
import { uidOf } from '../identity/global-id.ts';
import type { ReferenceRow } from '../reference/reference.queries.ts';
import { loadReference } from '../reference/reference.schema.ts';

/** The article that a client names; null where the id is none of an article. */
export async function findArticleById(context: Context, id: string): Promise<ArticleRow | null> {
  const uid = uidOf('Article', id);
  return uid === null ? null : ((await articlesByUids(context.db, [uid], context.fields))[0] ?? null);
}

/** A reference that was found a moment ago. */
export async function getReference(context: Context, id: number): Promise<ReferenceRow> {
  const reference = await loadReference(context, id);
  if (!reference) throw new Error(`Reference ${id} is gone`);
  return reference;
}
