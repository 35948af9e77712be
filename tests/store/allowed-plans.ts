import type { Access } from './read-plan.ts';

/** Reading as many rows as there are, and why that is no fault. */
interface Allowance {
  reason: string;
  /** Of accesses as `describeAccess` writes them. */
  access: RegExp;
  /** Only in these statements. */
  statement?: RegExp;
  /** Only where documents are ingested. */
  isIngest?: boolean;
}

/** `table(column= column<)`. */
export function describeAccess({ table, by }: Access): string {
  return `${table}(${by.join(' ')})`;
}

const allowances: readonly Allowance[] = [
  {
    reason: 'What belongs to one piece or document: as much as it states, however large the store is.',
    access:
      /^((article_(author|term|title|topic|url)|source|former_article)\(article_id=|(take_(author|link|mention|topic)|cross_reference|removed_reference)\(take_id=|source_address\(source_id=|topic_source_alias\(topic_source_id=|topic_(source|alias)\(topic_id=)/,
  },
  {
    reason: 'The next of what was put off: it stands in the order in which it is taken.',
    access: /^(title|topic|take)_search\(\)$/,
    statement: /order by ("\w+"\.)?"(title|topic|take)_id" limit/,
    isIngest: true,
  },
  {
    reason: "A piece's takes: a few. They are sorted where they are wanted in another order than by date.",
    access: /^take\(article_id=/,
  },
  {
    reason:
      'Suggestions look at five hundred names, at four thousand of the most referred to, and at what two hundred people wrote.',
    access: /^(article|topic|topic_alias|person)\((title_key|key)?|^article_author\(person_id=\)$/,
    statement: /limit (200|500|4000)\s+\) as (named|alias|referred|written)\b/,
  },
  {
    reason: 'Topics above and below one: as many as its vocabulary has.',
    access: /^(topic_closure\((ancestor|descendant)_id=|topic\(broader_id=)/,
  },
  {
    reason: 'The references of one take share date and key, and are in no index by their position.',
    access: /^cross_reference\(source_id=.*take_time=.*take_key[<>]/,
  },
  {
    reason:
      'Between two cursors of one date PostgreSQL expects a single row, and looks for it by date or by piece.',
    access: /^take\(published_at= key> key<\)$/,
    statement: /take\.article_id = parent\.value/,
  },
  {
    reason: 'What at most 2,000 articles refer to.',
    access: /^cross_reference\(source_id=/,
    statement: /target_id \+ 0 (=|in)/,
  },
  {
    reason:
      'Where all of the neighbours that were read are known others are looked for behind them: PostgreSQL may sort them first.',
    access: /^cross_reference\((source|target)_id=\)$/,
    statement: /as "id" from "cross_reference" where .* not/,
  },
  {
    reason: 'A search for a path knows how many references it is about to look at: 200,000 are allowed.',
    access: /^cross_reference\((source|target)_id=\)$/,
    statement: /as near, /,
  },
  {
    reason:
      'How many rows an owner has is counted in the index alone: 100,000 in 20 ms on SQLite, 55 ms on PostgreSQL.',
    access:
      /^(article_author\(person_id|take_author\(person_id|article\(publisher_id|article_topic\(topic_id|cross_reference\((source|target)_id)=\)$/,
    statement: /^\s*select \S+ as owner, count\(\*\) as count/,
  },
  {
    reason:
      'A name that is borne no longer goes, and another is the smallest: one row of an index is looked for.',
    access:
      /^(article_author\(person_id|take_author\(person_id|article\(publisher_id|article_topic\(topic_id|topic\(stated_broader_id)=\)$/,
    statement: /^\s*(delete from "?(person|publisher|topic)"|update "(person|publisher|topic)" set "name")/,
    isIngest: true,
  },
  {
    reason: 'A topic that moves takes its articles along: they are counted, or worked out again.',
    access: /^(article_topic|topic_source)\((topic_id|broader_key)=\)$/,
    isIngest: true,
  },
  {
    reason: 'Takes, documents and titles that a change concerns are looked at: detection back in time.',
    access:
      /^(take_link\((page_)?key=|take_mention\(title_id=|take_words\(|text_index\(|topic(_alias)?\(first_word=|article_title\(title_id=|title\((head|hash)=|source_address\(key=|source\((take_key|take_id|content_hash)=|topic_source\((content_hash|broader_key)=|topic_source_alias\(key=|former_article\(key=|topic\(stated_broader_id=|cross_reference\((target_id|source_id|target_take_id)=\))/,
    isIngest: true,
  },
  {
    reason:
      'Foreign keys: SQLite looks whether rows refer to what goes, or to what comes. Hubs have gone before.',
    access: /^\w+\(\w+_id=\)$/,
    statement: /^\s*(insert into|delete from) "/,
    isIngest: true,
  },
  {
    reason:
      'What titles and topics begin with is read whole, once as many words of texts have been looked up.',
    access: /^(title|topic)\(rowid>\)$/,
    statement: /^select "id", "(head|first_word)" from /,
    isIngest: true,
  },
  {
    reason:
      'Of the segments of words on SQLite there are at most seven of each length, each eight times as long as the one before.',
    access: /^take_words_segment\(\)$/,
    isIngest: true,
  },
  {
    reason: 'Pruning goes through all documents, a page at a time.',
    access: /^(topic_)?source\((id>|path.*)?\)$/,
    isIngest: true,
  },
];

/** @param isScan whether the statement asks whether it is still wanted: what filters and rare orders do, and counts of whole tables */
export function isAllowed(
  access: Access,
  { statement, isScan, isIngest }: { statement: string; isScan: boolean; isIngest: boolean },
): boolean {
  return (
    isScan ||
    allowances.some(
      (each) =>
        each.access.test(describeAccess(access)) &&
        (each.statement?.test(statement) ?? true) &&
        (isIngest || each.isIngest !== true),
    )
  );
}
