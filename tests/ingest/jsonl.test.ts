import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as prettier from 'prettier';
import { describe, expect, inject, it } from 'vitest';
import type { ReadItem } from '../../src/read/document.ts';
import { jsonSchemaOfLine } from '../../src/read/jsonl-schema.ts';
import { readJsonLines } from '../../src/read/jsonl.ts';
import { documentsOf, faultsOf, itemsOf, readItems } from './read-items.ts';

const read = (content: string | Uint8Array) => readItems(readJsonLines, content);
const readLines = (...lines: unknown[]) => read(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
const like = (pattern: RegExp): unknown => expect.stringMatching(pattern);

async function readDocument(line: Record<string, unknown>) {
  const items = await readLines(line);
  expect(faultsOf(items)).toEqual([]);
  return documentsOf(items)[0]!;
}

const keysOf = (items: readonly ReadItem[]) => items.map(({ key }) => key);

describe('a line', () => {
  it('that calls its text otherwise is said to have none', async () => {
    const { body, warnings } = await readDocument({ title: 'Clocks', body: 'Tick.' });
    expect(body).toBeNull();
    expect(warnings).toEqual([
      { item: 'body', code: 'FIELD_UNKNOWN', message: like(/markdown, html or text/) },
    ]);
    expect((await readDocument({ title: 'Clocks', text: 'Tick.', body: 'kept' })).warnings).toEqual([]);
  });

  it('states all that a document has', async () => {
    const items = await readLines({
      type: 'document',
      title: 'Clocks',
      url: 'https://journal.example/clocks',
      permalink: 'https://www.blog.example/clocks/',
      otherUrls: ['https://journal.example/c', 'mailto:x'],
      headline: 'On clocks',
      publisher: 'The Journal',
      authors: ['Ada', { name: 'Bob', url: 'https://bob.example' }],
      date: '2020-02-03',
      topics: ['Time', 'Days, weeks'],
      summary: 'Short.',
      language: 'en',
      image: '/c.png',
      aliases: ['Timepieces'],
      draft: false,
      markdown: ' They *tick*.\n',
      weight: 7,
    });
    expect(items).toMatchObject([
      {
        key: 'blog.example/clocks',
        item: 'line 1',
        contentHash: like(/^[\da-f]{64}$/),
        content: {
          facts: {
            title: 'Clocks',
            isTitleGuessed: false,
            url: 'https://journal.example/clocks',
            permalink: 'https://www.blog.example/clocks/',
            otherUrls: ['https://journal.example/c'],
            isLinkPost: null,
            feed: null,
            headline: 'On clocks',
            publisher: 'The Journal',
            authors: [
              { name: 'Ada', url: null },
              { name: 'Bob', url: 'https://bob.example/' },
            ],
            date: '2020-02-03T00:00:00.000Z',
            topics: ['Time', 'Days, weeks'],
            summary: 'Short.',
            language: 'en',
            image: 'https://www.blog.example/c.png',
            aliases: ['Timepieces'],
            extra: { weight: 7 },
          },
          body: { markdown: 'They *tick*.' },
          warnings: [{ item: 'otherUrls', code: 'URL_INVALID' }],
        },
      },
    ]);
  });

  it('states all that a topic has', async () => {
    expect(
      await readLines(
        {
          type: 'topic',
          name: ' Ubiquitous  Computing ',
          aliases: ['Ubicomp', 'Ubicomp'],
          description: 'D.',
          broader: 'Computing',
        },
        { type: 'topic', name: 'Computing', aliases: null },
      ),
    ).toMatchObject([
      {
        key: 'topic ubiquitous computing',
        item: 'line 1',
        content: {
          topic: {
            name: 'Ubiquitous Computing',
            aliases: ['Ubicomp'],
            description: 'D.',
            broader: 'Computing',
          },
        },
      },
      { content: { topic: { name: 'Computing', aliases: [], description: null, broader: null } } },
    ]);
  });

  it.each<[Record<string, unknown>, string, boolean]>([
    [{ title: 'Stated', markdown: '# Heading' }, 'Stated', false],
    [{ markdown: 'Text.\n\n## The *heading*' }, 'The heading', false],
    [{ title: null, html: '<p>Text.<h3>A heading</h3>' }, 'A heading', false],
    [{ title: '', html: '<p>First here. Then there.' }, 'First here.', true],
    [{ text: '# First! Then there.' }, '# First!', true],
  ])('%j has a title', async (line, title, isTitleGuessed) => {
    expect((await readDocument(line)).facts).toMatchObject({ title, isTitleGuessed });
  });

  it.each<[Record<string, unknown>, string | null]>([
    [{ markdown: 'a *b*' }, 'a *b*'],
    [
      { html: '<p>a <em>b</em> <a href="/c">c</a>', permalink: 'https://a.example/x/' },
      'a *b* [c](https://a.example/c)',
    ],
    [{ text: 'a *b*' }, 'a \\*b\\*'],
    [{ markdown: ' ', html: null }, null],
    [{}, null],
  ])('%j has a text', async (line, markdown) => {
    expect((await readDocument({ title: 'T', ...line })).body?.markdown ?? null).toBe(markdown);
  });

  it('of a draft is passed over', async () => {
    const [item] = await readLines({ title: 'T', draft: true });
    expect(item).toMatchObject({ key: 'title t', content: null });
  });

  it('may end in CRLF, stand between empty ones, and be the last without an end', async () => {
    const items = await read('\ufeff\r\n{"title":"A"}\r\n\r\n  \n {"title":"B"} \r\n{"title":"C"}');
    expect(
      items.map(({ item, content }) => [item, content && 'facts' in content && content.facts.title]),
    ).toEqual([
      ['line 2', 'A'],
      ['line 5', 'B'],
      ['line 6', 'C'],
    ]);
    const [bare] = await read('{"title":"A"}');
    expect(items[0]!.contentHash).toBe(bare!.contentHash);
  });

  it('is read whole where it is longer than what is read at once', async () => {
    const text = '日é"\\ '.repeat(100_000).trim();
    const [first, second] = documentsOf(
      await readLines({ title: 'A', markdown: text }, { title: 'B', markdown: text }),
    );
    expect([first!.body!.markdown, second!.body!.markdown]).toEqual([text, text]);
  });

  it('inherits nothing', async () => {
    const [item] = await read('{"__proto__": {"title": "P"}, "constructor": 1, "markdown": "Own."}');
    expect(item).toMatchObject({ content: { facts: { title: 'Own.', extra: { constructor: 1 } } } });
    expect(({} as Record<string, unknown>).title).toBeUndefined();
  });
});

describe('the key of a line', () => {
  it.each<[Record<string, unknown>, string]>([
    [{ permalink: 'https://www.a.example/x#y', url: 'https://b.example/' }, 'a.example/x#y'],
    [{ url: 'https://b.example/?utm_source=x' }, 'b.example'],
    [{}, 'title “t”'],
    [{ type: 'topic', name: 'Émile' }, 'topic emile'],
  ])('%j', async (line, key) => {
    const [item] = await readLines(line.type === 'topic' ? line : { title: '“T”.', ...line });
    expect(item!.key).toBe(key.replace(/[“”]/g, '"'));
  });

  it('of several is that of one, whatever their order', async () => {
    const [a, b, c] = ['A', 'B', 'C'].map((title) => ({ title, url: 'https://a.example/x' }));
    const [t, u] = ['T', 't'].map((name) => ({ type: 'topic', name }));
    const kept = new Set<string>();
    for (const lines of [
      [a, t, b, c, u],
      [u, c, b, b, a, t],
      [b, t, t, a, c, u, b],
    ]) {
      const items = await readLines(...lines);
      expect(items).toHaveLength(5);
      expect(new Set(keysOf(items)).size).toBe(5);
      expect(
        faultsOf(items)
          .map((fault) => fault.replace(/^line \d /, ''))
          .sort(),
      ).toEqual([
        like(/^DUPLICATE_TAKE: The same document is in this file twice/),
        like(/^DUPLICATE_TAKE: /),
        like(/^DUPLICATE_TOPIC: The same topic is in this file twice/),
      ]);
      kept.add(
        JSON.stringify(
          items
            .filter(({ key }) => !key.includes(' (other '))
            .map(({ contentHash }) => contentHash)
            .sort(),
        ),
      );
    }
    expect(kept.size).toBe(1);
  });
});

const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;

describe('a broken line', () => {
  it.each<[string, unknown]>([
    ['hello', like(/^JSON_INVALID: No JSON in column 1: a value is expected; "hello" stands here$/)],
    ['{"title": "T"', like(/^JSON_INVALID: .* column 14: a comma or \} is expected; the text ends here$/)],
    ['{"title": "T}', like(/^JSON_INVALID: .* a text in double quotes does not end$/)],
    ['{"title": "T",}', like(/column 15: a name in double quotes is expected; "\}" stands here$/)],
    ['{title: "T"}', like(/column 2: a name in double quotes or \} is expected; "title" stands here$/)],
    ["{'title': 'T'}", like(/column 2: a name in double quotes or \} is expected; "'" stands here$/)],
    ['{"title": "T"} {"title": "U"}', like(/column 16: nothing may follow the end; "\{" stands here$/)],
    ['{"title": NaN}', like(/column 11: a value is expected; "NaN" stands here$/)],
    ['{"title": "a\tb"}', like(/column 13: a tab stands in a text in double quotes; it must be escaped$/)],
    ['{"title": "\\u12"}', like(/column 12: a backslash begins no escape that JSON knows$/)],
    ['null', 'LINE_INVALID: The line is null; allowed is an object'],
    ['[1]', 'LINE_INVALID: The line is a list; allowed is an object'],
    ['"T"', 'LINE_INVALID: The line is a string; allowed is an object'],
    [
      '{"type": "article", "title": "T"}',
      'LINE_INVALID: type is "article"; allowed are "document" and "topic"',
    ],
    ['{"type": 1, "title": "T"}', 'LINE_INVALID: type is a number; allowed are "document" and "topic"'],
    ['{"title": 1984}', 'LINE_INVALID: title is a number; allowed is a text'],
    ['{"title": ["T"]}', 'LINE_INVALID: title is a list; allowed is a text'],
    [`{"title": "${'x'.repeat(501)}"}`, 'LINE_INVALID: title has 501 characters; at most 500'],
    ['{"title": "T", "topics": "a, b"}', 'LINE_INVALID: topics is a string; allowed is a list'],
    ['{"title": "T", "topics": ["a", 1]}', 'LINE_INVALID: topics[1] is a number; allowed is a text'],
    [
      `{"title": "T", "topics": ["${'x'.repeat(201)}"]}`,
      'LINE_INVALID: topics[0] has 201 characters; at most 200',
    ],
    [
      `{"title": "T", "aliases": [${'"x",'.repeat(500)}"x"]}`,
      'LINE_INVALID: aliases has 501 entries; at most 500',
    ],
    ['{"title": "T", "draft": "yes"}', 'LINE_INVALID: draft is a string; allowed is true or false'],
    [
      '{"title": "T", "authors": [{"url": "x"}]}',
      like(
        /^LINE_INVALID: authors\[0\] is an object; allowed is a name of at most 200 characters, or an object with name and url$/,
      ),
    ],
    [
      '{"title": "T", "markdown": "a", "html": "b"}',
      'LINE_INVALID: markdown and html are both there; the text is one of markdown, html, text',
    ],
    ['{}', like(/^TITLE_MISSING: /)],
    ['{"title": " ", "text": "\\u200b"}', like(/^TITLE_MISSING: /)],
    ['{"title": "T", "url": "a.example/x"}', like(/^URL_INVALID: url is "a.example\/x", which is no http/)],
    ['{"title": "T", "permalink": "mailto:a@b.example"}', like(/^URL_INVALID: permalink is "mailto:/)],
    ['{"title": "a\\u0000b"}', 'NUL_CHARACTER: Holds a NUL character; text has none'],
    ['{"title": "a\0b"}', 'NUL_CHARACTER: Holds a NUL character; text has none'],
    [`{"title": "T", "x": ${nested(100)}}`, like(/^JSON_TOO_DEEP: /)],
    ['['.repeat(100_000), like(/^JSON_TOO_DEEP: /)],
    [
      `{"title": "T", "x": "${'x'.repeat(100_000)}"}`,
      like(/^FIELD_TOO_LONG: The line's own fields have 100008 characters; at most 100000$/),
    ],
    [`{"title": "T", "x": "${'x'.repeat(20_000_000)}"}`, 'ITEM_TOO_LARGE: Longer than 20000000 bytes'],
    ['{"type": "topic"}', 'LINE_INVALID: name is missing'],
    ['{"type": "topic", "name": null}', 'LINE_INVALID: name is null; allowed is a text'],
    ['{"type": "topic", "name": "\\u200b"}', 'LINE_INVALID: name is "\u200b", which names nothing'],
    [
      '{"type": "topic", "name": "T", "aliases": [" "]}',
      'LINE_INVALID: aliases[0] is " ", which names nothing',
    ],
    [
      '{"type": "topic", "name": "Time", "broader": " TIME"}',
      'LINE_INVALID: "Time" is its own broader topic',
    ],
    ['{"type": "topic", "name": "T", "alias": ["U"]}', 'LINE_INVALID: "alias" is no field of a topic'],
    [
      `{"type": "topic", "name": "T", "description": "${'x'.repeat(10_001)}"}`,
      'LINE_INVALID: description has 10001 characters; at most 10000',
    ],
    [
      `{"type": "topic", "name": "${'ﷺ'.repeat(190)}"}`,
      like(/^FIELD_TOO_LONG: name has \d+ bytes in its normal form; at most 2000$/),
    ],
  ])('%.60s is reported, and the others are read', async (line, fault) => {
    const items = await read(`{"title":"A"}\n${line}\n{"title":"Z"}\n`);
    expect(items.map(({ item }) => item)).toEqual(['line 1', 'line 2', 'line 3']);
    expect(faultsOf(items).map((text) => text.replace('line 2 ', ''))).toEqual([fault]);
    expect(documentsOf(items).map(({ facts }) => facts.title)).toEqual(['A', 'Z']);
  });

  it('may be one of wrong bytes', async () => {
    const items = await read(Buffer.from('{"title":"A"}\n{"title":"caf\xe9"}\n{"title":"Z"}', 'latin1'));
    expect(faultsOf(items)).toEqual(['line 2 ENCODING_INVALID: Not UTF-8: byte 0xe9 in line 2']);
    expect(documentsOf(items)).toHaveLength(2);
  });

  it.each(['', '\n\r\n \n', '\ufeff'])('is none in an empty file: %j', async (content) => {
    expect(faultsOf(await read(content))).toEqual(['EMPTY_FILE: The file is empty']);
  });

  it('is none in a file that is not there', async () => {
    const file = path.join(inject('runDirectory'), 'nowhere.jsonl');
    expect(faultsOf(await itemsOf(readJsonLines(file)))).toEqual([
      'NOT_FOUND: There is no such file or folder',
    ]);
  });
});

describe('docs/jsonl', () => {
  it('has the schema that lines are checked by; `vitest -u` writes it anew', async () => {
    const options = { ...(await prettier.resolveConfig('docs/jsonl.schema.json')), parser: 'json' };
    const json = await prettier.format(JSON.stringify(jsonSchemaOfLine()), options);
    await expect(json).toMatchFileSnapshot('../../docs/jsonl.schema.json');
  });

  it('names every field, and its examples are read', async () => {
    const text = readFileSync('docs/jsonl.md', 'utf8');
    const { anyOf } = jsonSchemaOfLine() as { anyOf: { properties: object }[] };
    for (const { properties } of anyOf)
      for (const field of Object.keys(properties)) expect(text).toContain(`\`${field}\``);
    const examples = Array.from(text.matchAll(/^```jsonl\n(.*)\n```$/gm), ([, line]) => line!);
    expect(examples).toHaveLength(2);
    const items = await read(examples.join('\n'));
    expect(items.map(({ content }) => content && Object.keys(content)[0])).toEqual(['facts', 'topic']);
    expect(documentsOf(items)[0]!.warnings).toEqual([]);
  });
});
