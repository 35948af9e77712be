import { sql } from 'kysely';
import { type Check, rowCheck } from './check.ts';
import { findWrongAddresses } from './source-address-check.ts';

/** Documents against the articles and takes that they are the source of. */
export const sourceChecks: readonly Check[] = [
  {
    name: 'source-addresses',
    fault: 'documents whose addresses are not those that they state',
    find: findWrongAddresses,
  },
  rowCheck(
    'source-article',
    'documents whose take belongs to another article',
    () => sql`
      select source.document as label from source join take on take.id = source.take_id
      where take.article_id <> source.article_id
    `,
  ),
  rowCheck(
    'one-piece',
    'addresses whose documents speak of several articles',
    // In the order of an index, so that no more than one address is held at a time.
    () => sql`
      select source_address.key as label from source_address
      join source on source.id = source_address.source_id
      where source_address.is_main = 1
      group by source_address.key having min(source.article_id) <> max(source.article_id)
    `,
  ),
  rowCheck(
    'article-address',
    'articles that are known by another address than one of their documents',
    () => sql`
      select slug as label from article
      where (url is null) = exists (
        select 1 from source join source_address on source_address.source_id = source.id
        where source.article_id = article.id and source_address.is_main = 1
          and (article.url is null or source_address.key = article.key)
      )
    `,
  ),
  rowCheck(
    'former-articles',
    'ids and slugs of former articles that are present ones, too',
    () => sql`
      select former_article.slug as label from former_article
      where exists (select 1 from article where article.uid = former_article.uid)
        or exists (select 1 from article where article.slug = former_article.slug)
    `,
  ),
  rowCheck(
    'take-holders',
    'takes that several documents hold',
    () => sql`
      select take.key as label from take
      where (select count(*) from source where source.take_id = take.id) > 1
    `,
  ),
  rowCheck(
    'take-key',
    'documents that hold a take of another key than theirs',
    () => sql`
      select source.document as label from source join take on take.id = source.take_id
      where take.key <> source.take_key
    `,
  ),
  rowCheck(
    'spare-text',
    'documents that keep a text for a take which they hold, or which no other one does',
    () => sql`
      select source.document as label from source
      where source.spare_body is not null and (
        source.take_id is not null or not exists (select 1 from take where take.key = source.take_key)
      )
    `,
  ),
];
