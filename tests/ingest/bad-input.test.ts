import { chmodSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Counts, createTestApp, type TestApp } from '../support/app.ts';
import { engines } from '../support/engines.ts';
import { listGraph, markdown, none, relativeTo } from './documents.ts';
import { fingerprint } from './fingerprint.ts';

const good = markdown({ title: 'A good one' }, 'Text.');

/** Front matter as written, with a word of text. */
const withFrontMatter = (lines: string) => `---\n${lines}\n---\nText.\n`;

/** `source (item) code: message` of each problem. */
function problemsOf(app: TestApp, report: Counts): string[] {
  return relativeTo(app, report).problems.map(
    ({ source, item, code, message }) => `${source}${item === null ? '' : ` (${item})`} ${code}: ${message}`,
  );
}

const like = (pattern: RegExp): unknown => expect.stringMatching(pattern);

const unusable: Record<string, [content: string | Uint8Array, problem: unknown]> = {
  'alias-bomb.md': [
    withFrontMatter(
      [
        'title: &a [x,x]',
        ...'bcdefghi'.split('').map((name, i) => `${name}: &${name} [${`*${'abcdefgh'[i]},`.repeat(9)}]`),
      ].join('\n'),
    ),
    like(/FRONT_MATTER_INVALID: The front matter is no YAML: Excessive alias count/),
  ],
  'alias-circle.md': [
    withFrontMatter('title: T\nx: &x [*x]'),
    'FRONT_MATTER_INVALID: The front matter holds itself by an alias',
  ],
  'author-circle.md': [
    withFrontMatter('title: &t { name: *t }'),
    like(/FRONT_MATTER_INVALID: title is an object, which is no text/),
  ],
  'deep.md': [
    withFrontMatter(`title: T\nx: ${'['.repeat(20_000)}`),
    like(/FRONT_MATTER_INVALID: The front matter is no YAML/),
  ],
  'duplicate-key.md': [
    withFrontMatter('title: T\ntitle: U'),
    like(/FRONT_MATTER_INVALID: The front matter is no YAML in line 3: Map keys must be unique$/),
  ],
  'empty.md': ['', 'EMPTY_FILE: The file is empty'],
  'extra-too-long.md': [
    withFrontMatter(`title: T\nx: ${'x'.repeat(100_001)}`),
    like(/FIELD_TOO_LONG: .* at most 100000/),
  ],
  'latin1.txt': [
    Buffer.concat([Buffer.from('Über \ufffd\n'), Buffer.from([0x63, 0x01, 0x66, 0xe9, 0x0a])]),
    'ENCODING_INVALID: Not UTF-8: byte 0xe9 in line 2',
  ],
  'list.md': [
    withFrontMatter('- title'),
    'FRONT_MATTER_INVALID: The front matter is no list of `key: value` lines',
  ],
  'long-title.txt': ['x'.repeat(501), 'FIELD_TOO_LONG: title has 501 characters; at most 500'],
  'long-when-folded.txt': [
    'ﷺ'.repeat(400),
    'FIELD_TOO_LONG: title has 13200 bytes in its normal form; at most 2000',
  ],
  'no-end.md': [
    '---\ntitle: T\n',
    'FRONT_MATTER_INVALID: The front matter that begins with --- has no --- that ends it',
  ],
  'no-title.md': ['Only text.\n', 'TITLE_MISSING: No title, neither stated nor as a heading'],
  'nul-in-title.md': [
    withFrontMatter('title: "a\\0b"'),
    'NUL_CHARACTER: title holds a NUL character; text has none',
  ],
  'nul.md': ['# T\n\na\0b\n', 'NUL_CHARACTER: Holds a NUL character in line 3; text has none'],
  'permalink.md': [
    withFrontMatter('title: T\npermalink: not an address'),
    like(/URL_INVALID: permalink is "not an address", which is no http/),
  ],
  'spaces.md': [' \n\t\n', 'EMPTY_FILE: The file is empty'],
  'title-of-nothing.md': [withFrontMatter('title: "\\u200b"'), like(/TITLE_MISSING/)],
  'url.md': [
    withFrontMatter('title: T\nurl: ftp://a.example/'),
    like(/URL_INVALID: url is "ftp:\/\/a.example\/", which is no http/),
  ],
  'url-list.md': [
    withFrontMatter('title: T\nurl: [https://a.example/]'),
    'FRONT_MATTER_INVALID: url is a list, which is no text',
  ],
  'url-long.md': [
    withFrontMatter(`title: T\nurl: https://a.example/${'x'.repeat(2000)}`),
    like(/URL_INVALID: url is "https:.{70,80}…", which is no http/),
  ],
  'unpacked.md': [
    Buffer.from([0x1f, 0x8b, 8, 0]),
    'GZIP_INVALID: It begins as gzip and cannot be unpacked: unexpected end of file',
  ],
  'yaml.md': [
    withFrontMatter('title: T\ntags: [a\nurl: x'),
    like(/FRONT_MATTER_INVALID: The front matter is no YAML in line 4: /),
  ],
  'yaml-colon.md': [
    '---\r\ntitle: Keeping: time\r\n---\r\n',
    like(/in line 2: .*; a value that holds a colon and a space needs quotes/),
  ],
};

describe.each(engines)('what cannot be used, on %s', (engine) => {
  it('is named with file and reason, and the rest is stored', async () => {
    await using app = await createTestApp({ engine });
    await app.write({ 'a-good.md': good, 'z-good.txt': '\ufeffAnother good one\nText.\n' });
    await app.write(Object.fromEntries(Object.entries(unusable).map(([name, [content]]) => [name, content])));
    const report = await app.ingest();
    const problems = problemsOf(app, report);
    for (const [name, [, problem]] of Object.entries(unusable)) {
      const own = problems.filter((line) => line.startsWith(`${name} `));
      expect(own.map((line) => line.slice(name.length + 1))).toEqual([problem]);
    }
    expect(report).toMatchObject({ created: 2, failed: Object.keys(unusable).length });
    expect(problems).toHaveLength(report.failed);
    expect((await listGraph(app)).articles.map(({ title }) => title)).toEqual([
      'A good one',
      'Another good one',
    ]);
  });

  it('beyond its identity is left out of a document with a warning', async () => {
    await using app = await createTestApp({ engine });
    const report = await app.publish({
      'a.md': withFrontMatter(`title: T
date: 30 February
image: "javascript:alert(1)"
summary: ${'x'.repeat(10_001)}
publisher: [A, B]
language: ${'x'.repeat(51)}
topics: [Good, ${'x'.repeat(201)}, "a\\0b", { key: value }]
authors: [Ada, ${'ﷺ'.repeat(190)}]
aliases: [${Array.from({ length: 501 }, (_, i) => `Alias ${i}`).join(', ')}]`),
      'b.md': markdown(
        { title: 'U' },
        'A [link](https://) and [another](http://a.example:99999/), [good](https://a.example/).',
      ),
      'c.md': markdown({ title: 'V', url: 'https://a.example/v', image: '/v.png' }),
    });
    expect(report).toMatchObject({ created: 3, failed: 0 });
    expect(problemsOf(app, report).map((line) => line.split(': ', 1)[0])).toEqual([
      'a.md (publisher) FIELD_INVALID',
      'a.md (topics) FIELD_INVALID',
      'a.md (authors) FIELD_TOO_LONG',
      'a.md (date) DATE_INVALID',
      'a.md (topics) FIELD_TOO_LONG',
      'a.md (topics) NUL_CHARACTER',
      'a.md (summary) FIELD_TOO_LONG',
      'a.md (language) FIELD_TOO_LONG',
      'a.md (image) URL_INVALID',
      'a.md (aliases) FIELD_TOO_LONG',
      'b.md (https://) LINK_INVALID',
      'b.md (http://a.example:99999/) LINK_INVALID',
    ]);
    const { articles } = await listGraph(app);
    expect(articles).toMatchObject([
      {
        title: 'T',
        publishedAt: null,
        image: null,
        summary: null,
        language: null,
        publisher: null,
        authors: [{ name: 'Ada' }],
        topics: { edges: [{ node: { name: 'Good' } }] },
        takeCount: 1,
      },
      { title: 'U', takes: { nodes: [{ links: [{ url: 'https://a.example/' }] }] } },
      { title: 'V', image: 'https://a.example/v.png' },
    ]);
  });

  it('may be a date', async () => {
    await using app = await createTestApp({ engine });
    const dates = {
      '2018-07-03': '2018-07-03T00:00:00.000Z',
      '2018-07-03T10:00:00+02:00': '2018-07-03T08:00:00.000Z',
      '"Tue, 03 Jul 2018 10:00:00 GMT"': '2018-07-03T10:00:00.000Z',
      'July 3, 2018': '2018-07-03T00:00:00.000Z',
      '2018-02-30': null,
      yesterday: null,
      '2018.5': null,
      '12': null,
    };
    const titled = Object.entries(dates).map(([date, expected]) => ({ title: `Of ${date}`, date, expected }));
    const report = await app.publish(
      Object.fromEntries(
        titled.map(({ title, date }, i) => [
          `${i}.md`,
          withFrontMatter(`title: ${JSON.stringify(title)}\ndate: ${date}`),
        ]),
      ),
    );
    const { articles } = await listGraph(app);
    for (const { title, expected } of titled) {
      const article = articles.find((candidate) => candidate.title === title)!;
      expect([title, article.publishedAt, article.takes.nodes[0]!.publishedAt]).toEqual([
        title,
        expected,
        expected,
      ]);
    }
    expect(report).toMatchObject({ created: 8, failed: 0 });
    expect(report.problems.map(({ item, code }) => `${item} ${code}`)).toEqual(
      Array(4).fill('date DATE_INVALID'),
    );
  });

  it('may be a file or folder that was named', async () => {
    await using app = await createTestApp({ engine });
    await app.write({ 'good.md': good, 'picture.png': 'png', Makefile: 'all:' });
    await mkdir(path.join(app.folder, 'empty/within'), { recursive: true });
    const report = await app.ingest(['missing', 'picture.png', 'good.md', 'Makefile', 'empty']);
    expect(report).toMatchObject({ created: 1, failed: 4 });
    const kinds =
      '.md, .markdown, .mdown, .txt, .text, .html, .htm, .xhtml, .xml, .rss, .atom, .rdf, .json, .opml, .jsonl, .ndjson';
    expect(problemsOf(app, report)).toEqual([
      'missing NOT_FOUND: There is no such file or folder',
      `picture.png FORMAT_UNKNOWN: Neither its name nor its beginning tells a format; known are ${kinds}, or say --format`,
      `Makefile FORMAT_UNKNOWN: Neither its name nor its beginning tells a format; known are ${kinds}, or say --format`,
      `empty EMPTY_FOLDER: The folder holds no file that can be read (${kinds}, or what begins as one)`,
    ]);
    expect(await app.ingest(['picture.png'], { format: 'text' })).toMatchObject({ created: 1, failed: 0 });
  });

  it.skipIf(process.getuid?.() === 0)('may be a file or folder that must not be read', async () => {
    await using app = await createTestApp({ engine });
    await app.write({ 'good.md': good, 'secret.md': good, 'closed/a.md': good });
    chmodSync(path.join(app.folder, 'secret.md'), 0);
    chmodSync(path.join(app.folder, 'closed'), 0);
    const report = await app.ingest();
    chmodSync(path.join(app.folder, 'closed'), 0o755);
    expect(report).toMatchObject({ created: 1, failed: 2 });
    expect(problemsOf(app, report)).toEqual([
      expect.stringMatching(/^closed UNREADABLE: /),
      expect.stringMatching(/^secret.md UNREADABLE: /),
    ]);
  });
});

describe.each(engines)('a dry run on %s', (engine) => {
  it('says what would happen, stores nothing and holds nothing afterwards', async () => {
    await using app = await createTestApp({ engine });
    const target = markdown({ title: 'A piece that others name', url: 'https://a.example/' });
    await app.publish({ 'target.md': target });
    await app.write({
      'good.md': markdown({ title: 'New' }, 'As in [that](https://a.example/) piece.'),
      'same.md': markdown({ title: 'New' }, 'Another text.'),
      'bad.md': 'No title.',
      'target.md': target.replace('others', 'many others'),
    });
    const before = await fingerprint(app);
    const expected = await app.ingest(undefined, { dryRun: true });
    expect(await fingerprint(app)).toBe(before);
    // The reference of the text that loses its take goes with it.
    expect(expected).toMatchObject({ created: 1, updated: 1, failed: 2, references: 0 });
    expect(expected.problems.map(({ code }) => code).sort()).toEqual(['DUPLICATE_TAKE', 'TITLE_MISSING']);
    expect(await app.ingest()).toEqual(expected);
  });

  it('ends with the error of what it was doing', async () => {
    await using app = await createTestApp({ engine });
    writeFileSync(path.join(app.folder, 'a.md'), good);
    const stop = new Error('stop');
    const onProgress = () => {
      throw stop;
    };
    await expect(app.ingest(undefined, { dryRun: true, onProgress })).rejects.toBe(stop);
    expect((await listGraph(app)).articles).toEqual([]);
    expect(await app.ingest()).toEqual({ ...none, created: 1 });
  });
});
