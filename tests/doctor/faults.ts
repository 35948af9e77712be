import type { Engine } from '../support/engines.ts';

export const article = (title: string) => `(select id from article where title = '${title}')`;
export const topic = (name: string) => `(select id from topic where name = '${name}')`;
export const take = `(select take_id from cross_reference where anchors like '%🕰%' limit 1)`;
export const clocks = article('A short history of clocks');
export const bells = article('On the casting of bells');
const stamps = `'2020-01-01T00:00:00.000Z'`;
const newTopic = (name: string) =>
  `insert into topic (uid, key, slug, name) values ('${name}', '${name}', '${name}', '${name}')`;
const itself = (name: string) =>
  `insert into topic_closure select id, id, 0 from topic where name = '${name}'`;
const below = (ancestor: string, descendant: string, depth: number) =>
  `insert into topic_closure values (${topic(ancestor)}, ${topic(descendant)}, ${depth})`;
/** Gives an article a topic. */
export const assigned = (articleId: string, topicId: string, by: string, spelling = 'null') =>
  `insert into article_topic
    select id, ${topicId}, '${by}', 1, ${spelling}, coalesce(latest_take_at, ''), slug,
      (select key from topic where id = ${topicId}) from article where id = ${articleId}`;
const ofTake = `where take_id = ${take} and position = 1`;

/** What is done to a store, the check that finds it, how many it finds, and the first example. */
export type Fault = [statements: string[], check: string, count: number, example: string | RegExp];

export const faults: Fault[] = [
  [['update article set take_count = take_count + 1'], 'take-count', 10, 'a-bare-entry (1 for 0)'],
  [
    [`update article set latest_take_at = null where id = ${bells}`],
    'latest-take',
    1,
    /^on-the-casting-of-bells \(none for 2021/,
  ],
  [
    [`update article set reference_count = 0 where id = ${clocks}`],
    'reference-count',
    1,
    'a-short-history-of-clocks (0 for 2)',
  ],
  [
    [`update article set referenced_by_count = 9 where id = ${clocks}`],
    'referenced-by-count',
    1,
    'a-short-history-of-clocks (9 for 2)',
  ],
  [
    [`update article set summary = 'Other' where id = ${clocks}`],
    'text-index',
    1,
    'article “A short history of clocks”',
  ],
  [[`insert into indexed_text values (999, 1)`], 'text-index-without-text', 1, '999'],
  [
    [`delete from article_term where article_id = ${clocks}`],
    'article-terms',
    1,
    'article “A short history of clocks”',
  ],
  [[`update term set article_count = 99 where text = 'clocks'`], 'term-count', 1, /^clocks \(99 for [1-9]/],
  [[`delete from term where text = 'clocks'`], 'term-count', 1, /^no\. \d+ \(none for [1-9]/],
  [[`update term set article_count = 1 where id = 0`], 'term-count', 1, /^any \(1 for [1-9]/],
  [[`update topic set article_count = 0 where name = 'Time'`], 'article-count', 1, 'time (0 for 4)'],
  [[assigned(clocks, topic('low'), 'EDITOR')], 'article-count', 3, 'low (0 for 1)'],
  [[`update topic set broader_id = ${topic('low')} where name = 'top'`], 'topic-circles', 3, 'low'],
  [[`delete from topic_closure where depth = 2`], 'topic-closure', 1, 'low (not below top)'],
  [[`update topic_closure set depth = 3 where depth = 2`], 'topic-closure', 2, 'low (below top)'],
  [
    [`delete from topic_closure where descendant_id = ${topic('low')} and depth = 0`],
    'topic-closure',
    1,
    'low (not below itself)',
  ],
  [[below('low', 'top', 1)], 'topic-closure', 2, 'middle (not below low)'],
  [
    [`update cross_reference set source_id = ${article('A History of Shelves')} ${ofTake}`],
    'reference-source',
    1,
    /→ /,
  ],
  [[`update cross_reference set take_time = '' ${ofTake}`], 'reference-source', 1, /→ /],
  [[`update cross_reference set take_key = '' ${ofTake}`], 'reference-source', 1, /→ /],
  [
    [`update article_topic set latest_take = '2030' where article_id = ${bells} and assigned_by = 'SOURCE'`],
    'article-order',
    1,
    'on-the-casting-of-bells',
  ],
  [
    [`update article_topic set topic_key = 'bells' where article_id = ${bells} and assigned_by = 'SOURCE'`],
    'topic-order',
    1,
    'on-the-casting-of-bells',
  ],
  [
    [`update article_author set article_slug = 'bells' where article_id = ${bells}`],
    'article-order',
    1,
    'on-the-casting-of-bells',
  ],
  [[`update take_author set take_time = '2030'`], 'take-order', 2, /./],
  [[`update take_author set take_key = 'loose'`], 'take-order', 2, /./],
  [[`update cross_reference set target_id = source_id ${ofTake}`], 'reference-to-self', 1, /→ worth-reading/],
  [
    [`update cross_reference set target_take_id = take_id ${ofTake}`],
    'reference-target-take',
    1,
    /→ a-short-history/,
  ],
  [[`update cross_reference set position = 7 ${ofTake}`], 'reference-positions', 1, 'blog.example/p1'],
  [[`update cross_reference set position = 2 ${ofTake}`], 'reference-positions', 1, 'blog.example/p1'],
  [[`update cross_reference set position = position - 1`], 'reference-positions', 4, /./],
  [
    [`update cross_reference set anchors = 'no JSON' ${ofTake}`],
    'anchors',
    1,
    'blog.example/p1 → a-short-history-of-clocks',
  ],
  [[`update cross_reference set anchors = '[]' ${ofTake}`], 'anchors', 1, /./],
  [[`update cross_reference set anchors = '[{"start":0,"end":1}]' ${ofTake}`], 'anchors', 1, /./],
  [[`update take_body set text = 'x' || text where take_id = ${take}`], 'anchors', 2, /./],
  [[`delete from take_body where take_id = ${take}`], 'takes-without-body', 1, 'blog.example/p1'],
  [
    [`delete from cross_reference ${ofTake}`],
    'links-without-reference',
    2,
    'blog.example/p1 → a-short-history-of-clocks',
  ],
  [
    [`delete from take_link where take_id = ${take}`],
    'references-without-link',
    1,
    'blog.example/p1 → a-short-history-of-clocks',
  ],
  [
    [`delete from cross_reference where detected_by = 'TITLE' and target_id = ${bells}`],
    'references',
    2,
    /./,
  ],
  [[`update cross_reference set confidence = 0.1 where detected_by = 'TITLE'`], 'references', 3, /./],
  [[`update cross_reference set detected_by = 'LINK' where detected_by = 'TITLE'`], 'references', 3, /./],
  [
    [
      `update cross_reference set target_take_id = (
        select min(id) from take where article_id = target_id
      ) where take_id = ${take} and target_id = ${clocks}`,
    ],
    'references',
    1,
    'blog.example/p1',
  ],
  [
    [`update take_mention set is_marked = 1 - is_marked, start_offset = start_offset + 1`],
    'references',
    3,
    /./,
  ],
  [[`update cross_reference set anchors = 'no JSON' ${ofTake}`], 'references', 1, 'blog.example/p1'],
  [[`delete from article_url where article_id = ${clocks}`], 'article-key', 1, 'a-short-history-of-clocks'],
  [
    [`update article set key = 'elsewhere' where id = ${clocks}`],
    'article-key',
    1,
    'a-short-history-of-clocks',
  ],
  [
    [
      `insert into article_title select ${clocks}, title_id, 'x', 1, 0 from article_title where article_id = ${bells}`,
    ],
    'main-title',
    1,
    'a-short-history-of-clocks',
  ],
  [
    [
      `insert into article (uid, key, slug, title, title_key, created_at, updated_at) values ('x', 'x', 'x', 'x', 'x', ${stamps}, ${stamps})`,
    ],
    'articles-without-source',
    1,
    'x',
  ],
  [
    [
      `insert into title (normal, hash, head, words, segments, eligible) values ('nobody bears it', 1, 2, 3, 3, 1)`,
    ],
    'titles-without-article',
    1,
    'nobody bears it',
  ],
  [
    [`insert into person (uid, key, slug, name) values ('x', 'x', 'x', 'X')`],
    'people-without-byline',
    1,
    'x',
  ],
  [
    [`insert into publisher (uid, key, slug, name) values ('x', 'x', 'x', 'X')`],
    'publishers-without-article',
    1,
    'x',
  ],
  [[newTopic('unused'), itself('unused')], 'topics-without-use', 1, 'unused'],
  [
    [`update source set take_id = null where take_id = ${take}`],
    'takes-without-source',
    1,
    'blog.example/p1',
  ],
  [[`update source set article_id = ${bells} where take_id = ${take}`], 'source-article', 1, /post\.md$/],
];

/** Of what each engine keeps in its own way. */
export const engineFaults: Record<Engine, Fault[]> = {
  sqlite: [
    [[`delete from take_words where take_id = ${take}`], 'takes-without-words', 1, 'blog.example/p1'],
    [[`insert into take_words values (999, null)`], 'words-without-take', 1, '999'],
    [
      [`delete from take_words_postings where id = (select max(id) from take_words_postings)`],
      'integrity',
      1,
      /^take_words_segment \d+: 0 of \d+ postings$/,
    ],
    [[`delete from text_index where rowid = ${take}`], 'text-index', 1, /^take “/],
    [[`insert into text_index (rowid, title) values (999, 'x')`], 'text-index-without-text', 1, '999'],
    [
      ['pragma defer_foreign_keys = on', `update article set publisher_id = 999 where id = ${clocks}`],
      'integrity',
      1,
      /^article \d+: no such publisher$/,
    ],
  ],
  postgres: [
    [[`delete from take_words where take_id = ${take}`], 'takes-without-words', 1, 'blog.example/p1'],
    [
      [
        'alter table take_words drop constraint take_words_take_id_fkey',
        `insert into take_words values (999, '{1}')`,
      ],
      'words-without-take',
      1,
      '999',
    ],
    [[`delete from text_index where id = ${take}`], 'text-index', 1, /^take “/],
    [
      [
        'alter table text_index drop constraint text_index_id_fkey',
        `insert into text_index values (999, '''x'':1')`,
      ],
      'text-index-without-text',
      1,
      '999',
    ],
    [
      [`alter table source add constraint never check (false) not valid`],
      'integrity',
      1,
      'constraint never is not validated',
    ],
  ],
};
