import fc from 'fast-check';
import { markdown } from './documents.ts';

/*
 * Documents of all formats over vocabularies so short that collisions are the rule: of addresses, permalinks, titles,
 * names and aliases, within a format and across.
 */

/** Titles that hold each other, one borne by many, one of a single word. */
const titles = [
  'A short history of clocks',
  'A short history of clocks and bells',
  'Clocks and Bells',
  'Bells',
  'On the keeping of time',
];
/** Of pieces without address: the second also of the one at the last address, and of no other. */
const loneTitles = ['Known by its title', 'Time and again, a memoir'];
const urls = ['one', 'two', 'three', 'four'].map((name) => `https://journal.example/${name}`);
const loneUrl = 'https://journal.example/memoir';
const permalinks = ['https://blog.example/p1', 'https://blog.example/p2', 'https://journal.example/p3'];
const further = [urls[0]!, urls[1]!, urls[2]!, loneUrl, permalinks[2]!, 'https://s.example/1'];
const topicNames = ['Time', 'TIME', 'Bells', 'Clocks', 'Watches'];
const people = ['Ada Muster', 'ADA MUSTER', 'Bob'];

const maybe = <T>(arbitrary: fc.Arbitrary<T>, freq = 2) => fc.option(arbitrary, { nil: undefined, freq });
const oneOf = (values: readonly string[]) => fc.constantFrom(...values);
const some = (values: readonly string[], maxLength = 2) => fc.subarray([...values], { maxLength });

const sentence = fc.oneof(
  oneOf([...titles, ...loneTitles]).map((title) => `As ${title} has it.`),
  oneOf([...titles, 'An alias for clocks']).map((title) => `It is “${title}” that counts.`),
  fc
    .tuple(oneOf([...urls, loneUrl, ...permalinks]), oneOf(['', '/', '?utm_source=x', '#part']))
    .map(([url, end]) => `See [the piece](${url}${end}).`),
);
const sentences = fc.array(sentence, { maxLength: 2 });

const facts = fc.record({
  publisher: maybe(oneOf(['The Journal', 'THE JOURNAL']), 1),
  authors: some(people),
  date: maybe(oneOf(['2020-01-01', '2021-02-03']), 1),
  topics: some(topicNames),
  summary: maybe(oneOf(['Short.', 'Shorter.']), 1),
});

/** What a document says that stands for itself, in whatever format. */
type Stated = Record<string, unknown> & { title?: string; body: string[] };

const addresses = fc.oneof(
  { weight: 4, arbitrary: fc.record({ url: oneOf(urls), permalink: maybe(oneOf(permalinks), 1) }) },
  { weight: 1, arbitrary: fc.record({ permalink: oneOf(permalinks) }) },
  { weight: 1, arbitrary: fc.record({ url: oneOf([`${urls[0]}?utm_medium=y`, permalinks[0]!]) }) },
);
const addressed = fc
  .tuple(addresses, some(further), some(['An alias for clocks', titles[3]!], 1), oneOf(titles))
  .map(([address, otherUrls, aliases, title]) => ({ ...address, otherUrls, aliases, title }));
const furtherOnly = fc
  .tuple(oneOf(titles), fc.subarray(further.slice(0, 3), { minLength: 1, maxLength: 2 }))
  .map(([title, otherUrls]) => ({ title, otherUrls }));
const memoir = fc
  .tuple(oneOf([...titles, loneTitles[1]!, loneTitles[1]!]), some(further.slice(0, 2), 1))
  .map(([title, otherUrls]) => ({ title, url: loneUrl, otherUrls }));
const alone = oneOf(loneTitles).map((title) => ({ title }));
/** One of several equal titles may be its: which one is the order's to say. */
const anywhere = oneOf(titles).map((title) => ({ title }));

function statedWith(identity: fc.Arbitrary<Record<string, unknown>>): fc.Arbitrary<Stated> {
  return fc.tuple(identity, facts, sentences).map(([given, rest, body]) => ({ ...rest, ...given, body }));
}
const stated = statedWith(
  fc.oneof(
    { weight: 6, arbitrary: addressed },
    { weight: 1, arbitrary: furtherOnly },
    { weight: 1, arbitrary: memoir },
    { weight: 2, arbitrary: alone },
  ),
);

const asMarkdown = ({ body, ...rest }: Stated) => markdown(rest, body.join('\n\n'));
const asPage = ({ body, title, ...rest }: Stated) =>
  [
    title,
    ...(['url', 'permalink', 'publisher', 'date', 'summary'] as const).flatMap((key) =>
      rest[key] === undefined ? [] : `${key[0]!.toUpperCase()}${key.slice(1)}: ${rest[key] as string}`,
    ),
    `Topics: ${(rest['topics'] as string[]).join(', ')}`,
    'Our take',
    '',
    ...body.map((text) => text.replace(/\[[^\]]*\]\(([^)]*)\)/, '$1')),
    'Read on the original site',
  ].join('\n');
/** A page has no further addresses: one that stated nothing else has a lone title. */
const page = stated.map(({ otherUrls: _, ...rest }) =>
  asPage(rest['url'] || rest['permalink'] ? rest : { ...rest, title: loneTitles[0]! }),
);

const documentLine = fc.tuple(stated, fc.boolean()).map(([{ body, title, ...rest }, isTitled]) => ({
  ...rest,
  ...((isTitled || body.length === 0) && { title }),
  ...(body.length > 0 && { markdown: body.join('\n\n') }),
}));
const topicLine = fc
  .record({
    name: oneOf([...topicNames, 'Horology']),
    aliases: some(topicNames),
    description: maybe(oneOf(['What passes.', 'What strikes.']), 1),
    broader: maybe(oneOf(topicNames), 1),
  })
  .map(({ broader, ...topic }) => ({
    type: 'topic',
    ...topic,
    ...(broader?.toLowerCase() !== topic.name.toLowerCase() && { broader }),
  }));
const lines = fc
  .array(fc.oneof<fc.Arbitrary<object>[]>(documentLine, topicLine), { minLength: 1, maxLength: 4 })
  .map((all) => all.map((line) => `${JSON.stringify(line)}\n`).join(''));

/** Entries by what tells them apart in their feed: an edit leaves that. */
const slots = [
  { id: '1', url: permalinks[0], external_url: urls[0] },
  { id: '2', url: permalinks[1], external_url: urls[1] },
  { id: '3', url: `${permalinks[0]}#second`, external_url: urls[0] },
  { id: '4', url: `${permalinks[1]}#own` },
  { id: '5', url: permalinks[2] },
  { id: '6', external_url: urls[0] },
  { id: '7', external_url: urls[2] },
  { id: '8' },
  { id: '9', url: urls[1], external_url: urls[1] },
] as const;
export type Feed = Record<string, object>;
const entry = fc.constantFrom(...slots).chain((slot) =>
  fc
    .record({
      title: maybe(oneOf('url' in slot || 'external_url' in slot ? titles : loneTitles), 4),
      date_published: maybe(oneOf(['2020-01-01', '2022-02-03']), 1),
      tags: some(topicNames),
      authors: some(people, 1).map((names) => names.map((name) => ({ name }))),
      body: sentences,
    })
    .map(({ body, ...rest }): [string, object] => [
      slot.id,
      { ...slot, ...rest, content_text: body.join('\n') || 'Nothing but text.' },
    ]),
);
const feed = fc
  .array(entry, { minLength: 1, maxLength: 4 })
  .map((entries): Feed => Object.fromEntries(entries));

/** Of the one feed that says its address, wherever its file is. */
export const isOwn = (name: string) => name.includes('own');

/** @param name tells whether the feed says where it is */
export function asFeed(name: string, entries: Feed): string {
  const own = isOwn(name);
  return JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title: own ? 'The Blog' : 'THE BLOG',
    home_page_url: own ? 'https://blog.example/' : undefined,
    feed_url: own ? 'https://blog.example/feed.json' : undefined,
    items: Object.values(entries),
  });
}

export const namesOf = {
  md: ['a.md', 'b.md', 'c.md', 'deeper/d.md', 'e.md'],
  txt: ['f.txt', 'g.txt'],
  jsonl: ['h.jsonl', 'deeper/i.jsonl'],
  json: ['one.json', 'two.json', 'own.json', 'deeper/own.json'],
} as const;
export type Kind = keyof typeof namesOf;

/** The content of a file; that of a feed by its entries, since one that is not in it any more stays in the graph. */
export type Content = string | Feed;

/** A file of any kind, whose documents without address join pieces that do not depend on the order. */
export const contentOf: Record<Kind, fc.Arbitrary<Content>> = {
  md: stated.map(asMarkdown),
  txt: page,
  jsonl: lines,
  json: feed,
};
/** A file whose piece may be one of several. */
export const vagueContent = statedWith(anywhere).map(asMarkdown);

export function textOf(name: string, content: Content): string {
  return typeof content === 'string' ? content : asFeed(name, content);
}
