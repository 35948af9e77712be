import path from 'node:path';
import { describe, expect, inject, it } from 'vitest';
import { readFeed } from '../../src/read/feed/feed.ts';
import { documentsOf, faultsOf, itemsOf, readItems } from './read-items.ts';

const version = 'https://jsonfeed.org/version/1.1';
const home = 'https://blog.example/';

/** A feed of these entries, with these values of its own. */
function feed(items: unknown, values: Record<string, unknown> = {}): string {
  return JSON.stringify({ version, title: 'The Blog', home_page_url: home, ...values, items });
}

const read = (content: string | Uint8Array) => readItems(readFeed, content);

/** What one entry states. */
async function factsIn(entry: Record<string, unknown>, values?: Record<string, unknown>) {
  const items = await read(feed([{ title: 'T', ...entry }], values));
  expect(faultsOf(items)).toEqual([]);
  return documentsOf(items)[0]!.facts;
}

const like = (pattern: RegExp): unknown => expect.stringMatching(pattern);

const objects = (depth: number) => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;

describe('what is broken in a feed', () => {
  it.each<[string, string | Uint8Array, unknown]>([
    ['nothing at all', '', 'EMPTY_FILE: The file is empty'],
    ['white space', ' \n\t', 'EMPTY_FILE: The file is empty'],
    ['a mark only', '\ufeff', 'EMPTY_FILE: The file is empty'],
    [
      'no JSON',
      'hello',
      like(/^JSON_INVALID: No JSON in line 1, column 1: a value is expected; "hello" stands here$/),
    ],
    [
      'XML',
      '<?xml version="1.0"?>',
      'FORMAT_UNKNOWN: It holds no element; expected is a feed: rss, rdf:RDF or feed',
    ],
    ['a list', '[{"items": []}]', like(/^FORMAT_UNKNOWN: The file is a list; expected is a JSON Feed/)],
    ['a text', '"items"', like(/^FORMAT_UNKNOWN: The file is a string; expected/)],
    ['null', 'null', like(/^FORMAT_UNKNOWN: The file is null; expected/)],
    ['no items', feed(undefined), like(/^FORMAT_UNKNOWN: The file is an object without "items"; expected/)],
    ['items as an object', feed({}), like(/^FORMAT_UNKNOWN: "items" is an object; expected/)],
    ['items as null', feed(null), like(/^FORMAT_UNKNOWN: "items" is null; expected/)],
    [
      'items twice',
      '{"items": [], "items": [{"title": "T"}]}',
      like(/^FORMAT_UNKNOWN: The file has "items" twice/),
    ],
    [
      'another version',
      feed([], { version: '2.0' }),
      like(/^FORMAT_UNKNOWN: "version" is "2.0", which is no JSON Feed's/),
    ],
    ['a number as version', feed([], { version: 1 }), like(/^FORMAT_UNKNOWN: "version" is 1,/)],
    [
      'items that are no objects',
      '{"items": [1, "a"]}',
      like(/^FORMAT_UNKNOWN: "items" holds no objects, and there is no "version"/),
    ],
    [
      'its end missing',
      '{"items": [{"title": "T"}',
      like(/^JSON_INVALID: .* line 1, column 26: a comma or \] is expected; the text ends here$/),
    ],
    [
      'the end of an entry missing',
      '{"items": [\n {"title": "T", "url"',
      like(/line 2, column 22: a colon is expected; the text ends here$/),
    ],
    [
      'the end of a text missing',
      '{"items": [{"title": "T',
      like(/column 24: a text in double quotes does not end$/),
    ],
    [
      'a line feed in a text',
      '{"items": [\n{"title": "T\n"}]}',
      like(/line 2, column 13: a line feed stands in a text in double quotes; it must be escaped$/),
    ],
    [
      'a NUL in a text',
      '{"items": [{"title": "\0"}]}',
      like(/column 23: the control character U\+0000 stands in a text/),
    ],
    [
      'a comma missing',
      '{"items": [{"title": "T"}\n  {"title": "U"}]}',
      like(/line 2, column 3: a comma or \] is expected; "\{" stands here$/),
    ],
    [
      'a comma missing in an entry',
      '{"items": [{"title": "T"\r\n "id": "U"}]}',
      like(/line 2, column 2: a comma or \} is expected; "\\"" stands here$/),
    ],
    [
      'a comma too many',
      '{"items": [{"title": "T",}]}',
      like(/column 26: a name in double quotes is expected; "\}" stands here$/),
    ],
    [
      'a comma too many behind an entry',
      '{"items": [{"title": "T"},]}',
      like(/column 27: a value is expected; "\]" stands here$/),
    ],
    [
      'single quotes',
      "{'items': []}",
      like(/column 2: a name in double quotes or \} is expected; "'" stands here$/),
    ],
    [
      'a bad escape',
      '{"items": [{"title": "\\x"}]}',
      like(/column 23: a backslash begins no escape that JSON knows/),
    ],
    ['a bad number', '{"items": [{"id": 01}]}', like(/column 19: a value is expected; "01" stands here$/)],
    ['undefined', '{"items": [undefined]}', like(/column 12: a value is expected; "undefined" stands here$/)],
    [
      'brackets that do not match',
      '{"items": [{"title": "T"]}]}',
      like(/column 25: a comma or \} is expected; "\]" stands here$/),
    ],
    [
      'something behind its end',
      '{"items": []}\n{}',
      like(/line 2, column 1: nothing may follow the end; "\{" stands here$/),
    ],
    [
      '20,000 lists in lists',
      `{"items": [${'['.repeat(20_000)}`,
      like(/^JSON_INVALID: .* a value does not end/),
    ],
    [
      'a byte that is not UTF-8',
      Buffer.from('{"items": [\n{"title": "caf\xe9"}]}', 'latin1'),
      'ENCODING_INVALID: Not UTF-8: byte 0xe9 in line 2',
    ],
    [
      'half a character at its end',
      Buffer.from([0x20, 0xe2, 0x82]),
      'ENCODING_INVALID: Not UTF-8: byte 0xe2 in line 1',
    ],
    [
      'UTF-16',
      Buffer.from('\ufeff{"items": []}', 'utf16le'),
      'ENCODING_INVALID: Not UTF-8: byte 0xff in line 1',
    ],
  ])('fails all of it: %s', async (_, content, fault) => {
    const items = await read(content);
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({ key: '', item: null });
    expect(faultsOf(items)).toEqual([fault]);
  });

  it.each<[string, string, unknown]>([
    ['null', 'null', 'entry 2 ENTRY_INVALID: The entry is null, and no object'],
    ['a list', '[1]', 'entry 2 ENTRY_INVALID: The entry is a list, and no object'],
    ['a text', '"T"', 'entry 2 ENTRY_INVALID: The entry is a string, and no object'],
    ['no object’s content', '{}', 'entry 2 TITLE_MISSING: The entry has neither title nor text'],
    [
      'a title of nothing',
      '{"id": "x", "title": "\\u200b", "content_text": "\\u200b"}',
      'x TITLE_MISSING: The entry has neither title nor text',
    ],
    ['a NUL', '{"id": "x", "title": "a\\u0000b"}', 'x NUL_CHARACTER: Holds a NUL character; text has none'],
    [
      'a NUL in a name',
      '{"id": "x", "title": "T", "\\u0000": 1}',
      'x NUL_CHARACTER: Holds a NUL character; text has none',
    ],
    [
      'an address of mail',
      '{"url": "mailto:a@b.example", "title": "T"}',
      like(/^mailto:a@b.example URL_INVALID: url is "mailto:a@b.example", which is no http/),
    ],
    ['mailto: only', '{"url": "mailto:", "title": "T"}', like(/^mailto: URL_INVALID: url is "mailto:"/)],
    [
      'an address that is a list',
      '{"url": [], "title": "T"}',
      like(/^entry 2 URL_INVALID: url is a list, which is no http/),
    ],
    [
      'an unusable external_url',
      '{"id": "x", "external_url": "https://", "title": "T"}',
      like(/^https:\/\/ URL_INVALID: external_url is "https:\/\/"/),
    ],
    [
      'an external_url that is an object',
      '{"id": "x", "external_url": {}, "title": "T"}',
      like(/^x URL_INVALID: external_url is an object/),
    ],
    [
      'a long address',
      `{"id": "x", "external_url": "https://a.example/${'x'.repeat(2000)}", "title": "T"}`,
      like(/URL_INVALID: external_url is "https:.*", which/),
    ],
    [
      'long other fields',
      `{"id": "x", "title": "T", "_x": "${'x'.repeat(100_000)}"}`,
      like(/^x FIELD_TOO_LONG: The entry's other fields have 100009 characters; at most 100000$/),
    ],
    [
      'nesting',
      `{"id": "x", "title": "T", "_x": ${objects(100)}}`,
      'entry 2 JSON_TOO_DEEP: Lists and objects stand in each other more than 100 deep',
    ],
    [
      '20 MB',
      `{"id": "x", "title": "${'x'.repeat(20_000_000)}"}`,
      'entry 2 ITEM_TOO_LARGE: Longer than 20000000 bytes',
    ],
  ])('fails that entry and no other: %s', async (_, entry, fault) => {
    const items = await read(
      `{"version": "${version}", "items": [{"title": "A"}, ${entry}, {"title": "Z"}]}`,
    );
    expect(faultsOf(items)).toEqual([fault]);
    expect(documentsOf(items).map(({ facts }) => facts.title)).toEqual(['A', 'Z']);
  });

  it('is not an address without its site, nor depth that is allowed', async () => {
    const items = await read('{"items": [{"url": "foo", "title": "T"}]}');
    expect(faultsOf(items)).toEqual([like(/^foo URL_INVALID: url is "foo"/)]);
    expect((await factsIn({ _x: JSON.parse(objects(99)) as unknown })).extra).toHaveProperty('_x');
  });

  it('is no emptiness, and no missing version', async () => {
    expect(await read(feed([]))).toEqual([]);
    expect(documentsOf(await read('\ufeff{"items": [{"title": "T"}]}'))).toHaveLength(1);
    expect(
      documentsOf(await read(feed([{ title: 'T' }], { version: 'http://jsonfeed.org/version/1' }))),
    ).toHaveLength(1);
  });

  it('is a file that is not there', async () => {
    const file = path.join(inject('runDirectory'), 'nowhere.json');
    expect(faultsOf(await itemsOf(readFeed(file)))).toEqual(['NOT_FOUND: There is no such file or folder']);
  });

  it('has its file’s path for a key where it says no address', async () => {
    expect((await factsIn({}, { home_page_url: 'mailto:a@b.example' })).feed).toEqual({
      key: like(/^\/.*\/file$/),
      home: null,
    });
  });
});
