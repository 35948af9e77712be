import { type OperationNodeSource, type RawBuilder, sql } from 'kysely';
import { type Db, dialectOf } from '../db/dialect.ts';
import { type Order, textKey } from '../list/order.ts';
import { newestTakesFirst } from '../list/orders.ts';
import { cursorColumns, inOrder, idsInSlice, type Slice } from '../list/page.ts';

/** What an article belongs to: a topic (and its narrower ones), an author or a publisher. */
export type ArticleOwner = 'topic' | 'topicAndNarrower' | 'author' | 'publisher';

/** Tables whose rows are those of one owner each, and carry the order of its articles. */
const owning = {
  topic: { table: 'article_topic', column: 'topic_id' },
  author: { table: 'article_author', column: 'person_id' },
} as const;

/**
 * Selects the ids of a page of an owner's articles. Newest takes first they come from an index, at the cost of the page.
 * No index has them in other orders: all of an owner's are looked at.
 *
 * @param parent the owner's id
 */
export function pageOfOwner(
  db: Db,
  owner: ArticleOwner,
  parent: RawBuilder<number>,
  order: Order,
  slice: Slice,
): OperationNodeSource {
  if (order.name !== newestTakesFirst.name) {
    const all = db.selectFrom('article').select('article.id').where(belongsTo(owner, parent));
    return idsInSlice(db, all.where(dialectOf(db).stillWanted(sql.ref('article.id'))), order, slice);
  }
  switch (owner) {
    case 'publisher': {
      const own = db.selectFrom('article').select('article.id').where('article.publisher_id', '=', parent);
      return idsInSlice(db, own, order, slice);
    }
    case 'topicAndNarrower':
      return pageOfTopics(db, parent, order, slice);
    default:
      return newestOf(db, owner, parent, slice);
  }
}

function newestOf(db: Db, owner: 'topic' | 'author', parent: RawBuilder<number>, slice: Slice) {
  const { table, column } = owning[owner];
  const own = db
    .selectFrom(table)
    .select(sql<number>`article_id`.as('id'))
    .where(sql.ref(column), '=', parent);
  return idsInSlice(
    db,
    own,
    {
      name: owner,
      id: `${table}.article_id`,
      keys: [textKey(`${table}.latest_take`, 'DESC'), textKey(`${table}.article_slug`, 'ASC')],
    },
    slice,
  );
}

/** The first of the first of each topic: the cost grows with the number of narrower topics, not with their articles. */
function pageOfTopics(db: Db, parent: RawBuilder<number>, order: Order, slice: Slice) {
  const perTopic = newestOf(db, 'topic', sql<number>`below.descendant_id`, slice);
  const found = sql<{ id: number }>`(
    select distinct article.id, ${sql.join(cursorColumns(order))}
    from topic_closure as below ${dialectOf(db).joinTop('article', perTopic)}
    join article on article.id = child.id
    where below.ancestor_id = ${parent}
  )`.as('found');
  const keys = order.keys.map((key, i) => ({ ...key, expression: sql.ref(`found.cursor_${i}`) }));
  return inOrder(db.selectFrom(found).select('found.id'), { ...order, keys }, slice).limit(
    sql<number>`${slice.size} + 1`,
  );
}

function belongsTo(owner: ArticleOwner, parent: RawBuilder<number>): RawBuilder<boolean> {
  switch (owner) {
    case 'topic':
      return sql`article.id in (select article_id from article_topic where topic_id = ${parent})`;
    case 'topicAndNarrower':
      return sql`article.id in (
        select article_topic.article_id from topic_closure
        join article_topic on article_topic.topic_id = topic_closure.descendant_id
        where topic_closure.ancestor_id = ${parent}
      )`;
    case 'author':
      return sql`article.id in (select article_id from article_author where person_id = ${parent})`;
    case 'publisher':
      return sql`article.publisher_id = ${parent}`;
  }
}
