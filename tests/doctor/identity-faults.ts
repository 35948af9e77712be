import { article, assigned, bells, clocks, type Fault, take, topic } from './faults.ts';

const lantern = article('The lantern');
const sourceOf = (articleId: string, where = 'true') =>
  `(select min(id) from source where article_id = ${articleId} and ${where})`;
const addressed = sourceOf(clocks);
const keptOf = (articleId: string, column: 'take_id' | 'spare_body') =>
  sourceOf(articleId, `${column} is not null`);
const person = (name: string) => `(select id from person where name = '${name}')`;
const alias = (name: string, ofTopic: string) =>
  `insert into topic_source_alias select id, lower('${name}'), '${name}' from topic_source where name = '${ofTopic}'`;

/** How documents, articles, takes, topics and names hang together. */
export const identityFaults: Fault[] = [
  [[`delete from source_address where source_id = ${addressed}`], 'source-addresses', 1, /clocks\.md$/],
  [
    [`update source_address set is_main = 0 where source_id = ${addressed}`],
    'source-addresses',
    1,
    /clocks\.md$/,
  ],
  [
    [`insert into source_address values (${addressed}, 'more.example/', 1)`],
    'source-addresses',
    1,
    /clocks\.md$/,
  ],
  [[`update source set facts = 'no JSON' where id = ${addressed}`], 'source-addresses', 1, /clocks\.md$/],
  [
    [`update source set article_id = ${bells} where id = ${sourceOf(lantern, `document like '%both.md'`)}`],
    'one-piece',
    1,
    /^(east|west)\.example\/lantern$/,
  ],
  [
    [`update article set key = 'else.example/' where id = ${clocks}`],
    'article-address',
    1,
    'a-short-history-of-clocks',
  ],
  [[`update article set url = null where id = ${clocks}`], 'article-address', 1, 'a-short-history-of-clocks'],
  [
    [`update former_article set slug = 'bells'`, `update article set slug = 'bells' where id = ${bells}`],
    'former-articles',
    1,
    'bells',
  ],
  [
    [`update former_article set uid = (select uid from article where id = ${bells})`],
    'former-articles',
    1,
    'lanterns',
  ],
  [
    [`update source set take_id = ${take} where id = ${keptOf(lantern, 'spare_body')}`],
    'take-holders',
    1,
    'blog.example/p1',
  ],
  [[`update source set take_key = 'else' where take_id = ${take}`], 'take-key', 1, /post\.md$/],
  [
    [`update source set spare_body = '{}' where id = ${keptOf(clocks, 'take_id')}`],
    'spare-text',
    1,
    /clocks\.md$/,
  ],
  [
    [`update source set take_key = 'else' where id = ${keptOf(lantern, 'spare_body')}`],
    'spare-text',
    1,
    /(east|west)\.md$/,
  ],
  [
    [`update article set title = 'Else', language = 'nl' where id = ${clocks}`],
    'article-fields',
    1,
    'a-short-history-of-clocks (title, language)',
  ],
  [[`update article set is_own = 0 where url like '%feed.example%'`], 'own-pieces', 2, /entry/],
  [
    [`update article set is_own = 1 - is_own where id = ${clocks}`],
    'own-pieces',
    1,
    'a-short-history-of-clocks',
  ],
  [[`delete from article_topic where article_id = ${bells}`], 'article-topics', 1, 'on-the-casting-of-bells'],
  [[assigned(bells, topic('low'), 'SOURCE', `'low'`)], 'article-topics', 1, 'on-the-casting-of-bells'],
  [
    [`update article_topic set spelling = 'Horology' where article_id = ${lantern}`],
    'article-topics',
    1,
    'the-lantern',
  ],
  [[`delete from topic_alias where key = 'horology'`], 'article-topics', 1, 'the-lantern'],
  [[`delete from topic_alias where key = 'hours'`], 'topic-aliases', 1, 'hours'],
  [[`update topic_alias set topic_id = ${topic('low')} where key = 'hours'`], 'topic-aliases', 1, 'hours'],
  [[`update topic_alias set name = 'HOURS' where key = 'hours'`], 'topic-aliases', 1, 'hours'],
  [[alias('Hours', 'low')], 'topic-aliases', 1, 'hours'],
  [[`insert into topic_alias values ('none', ${topic('low')}, 'None', 'none')`], 'topic-aliases', 1, 'none'],
  [
    [alias('top', 'low'), `insert into topic_alias values ('top', ${topic('low')}, 'top', 'top')`],
    'topic-aliases',
    1,
    'top',
  ],
  [
    [`insert into take_topic values (${take}, ${topic('low')}, 0.7)`],
    'article-keywords',
    1,
    'worth-reading (low)',
  ],
  [
    [`delete from article_topic where assigned_by = 'KEYWORD' and topic_id = ${topic('Wood')}`],
    'article-keywords',
    1,
    'on-the-casting-of-bells (wood)',
  ],
  [
    [
      `update article_topic set confidence = 0.99 where assigned_by = 'KEYWORD' and topic_id = ${topic('Wood')}`,
    ],
    'article-keywords',
    1,
    'on-the-casting-of-bells (wood)',
  ],
  [[`update topic set first_word = 'w' where name = 'Wood'`], 'topic-first-words', 1, 'wood'],
  [[`update topic_alias set first_word = null where key = 'hours'`], 'topic-first-words', 1, 'hours'],
  [
    [`update article_topic set assigned_by = 'KEYWORD', spelling = null where topic_id = ${topic('Wood')}`],
    'topics-without-use',
    1,
    'wood',
  ],
  [[`update topic set stated_broader_id = null where name = 'low'`], 'topic-broader', 1, 'low'],
  [[`update topic_source set broader_key = 'hours' where name = 'low'`], 'topic-broader', 1, 'low'],
  [[`update topic set broader_id = null where name = 'low'`], 'topic-circle-break', 1, 'low'],
  [[`update topic set broader_id = stated_broader_id where name = 'Hen'`], 'topic-circle-break', 1, 'hen'],
  [[`update topic set broader_id = null where name = 'Egg'`], 'topic-circle-break', 1, 'egg'],
  [[`update topic set name = 'time' where name = 'Time'`], 'topic-name', 1, 'time (for Time)'],
  [[`update topic_source set name = 'TIME' where name = 'Time'`], 'topic-name', 1, 'time (for TIME)'],
  [
    [
      `update article_author set spelling = 'ADA' where article_id = ${bells} and person_id = ${person('Ada Muster')}`,
    ],
    'person-name',
    1,
    'ada-muster (for ADA)',
  ],
  [
    [`update person set url = 'https://ada.example/' where name = 'Ada Muster'`],
    'person-url',
    1,
    'ada-muster',
  ],
  [
    [`update article_author set url = 'https://ada.example/' where article_id = ${bells}`],
    'person-url',
    1,
    'ada-muster',
  ],
  [
    [`update publisher set name = 'THE Journal' where name = 'The Journal'`],
    'publisher-name',
    1,
    'the-journal (for The Journal)',
  ],
  [
    [`update publisher set name = 'a.test' where domain = 'a.example'`],
    'publisher-name',
    1,
    /\(for a\.example\)$/,
  ],
  [[`update publisher set name_key = ''`], 'publisher-order', 7, /./],
];
