import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { namesOf, personName } from '../../src/read/byline.ts';
import { DocumentError } from '../../src/read/document.ts';
import { parseMarkdown, readMarkdown } from '../../src/read/markdown.ts';
import { parsePage } from '../../src/read/page/page.ts';
import { readText } from '../../src/read/read-text.ts';
import { parseTextPage } from '../../src/read/text-page.ts';

const link = '<p><a href="https://journal.example/news">Read on the original site</a></p>';

/** What a page of this body is taken for: its take's text, or null for no take. */
function takeIn(body: string) {
  const html = `<title>Pub</title><link rel="canonical" href="https://pub.example/1">${body}`;
  const { facts, body: text } = parsePage(html, null);
  return text && { title: facts.title, url: facts.url, text: text.markdown.trim() };
}

/** The error's code and message. */
function errorOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof DocumentError) return `${error.code}: ${error.message}`;
    throw error;
  }
  return 'none';
}

describe('a page with “Our take”', () => {
  const news = { title: 'News', url: 'https://journal.example/news', text: 'Text.' };

  it.each([
    'Read on the original site →',
    'Read on the original site »',
    'Read on the original site ↗',
    'Read on the original site &gt;',
    '→ Read on the original site',
    'Read on the original site.',
    '<img src="/arrow.png"> Read on the original <b>site</b>',
  ])('ends at %s', (words) => {
    const end = `<p><a href="https://journal.example/news">${words}</a></p>`;
    expect(takeIn(`<h1>News</h1><h2>Our take</h2><p>Text.</p>${end}<p>After.</p>`)).toEqual(news);
  });

  it.each([
    '<h2>Our take <a class="anchor" href="#our-take">#</a></h2>',
    '<h2><a href="/takes/">Our take</a></h2>',
    '<h2>Our take.</h2>',
    '<h2>Our take:</h2>',
    '<h2>💬 Our take</h2>',
    '<h2>Our take <img src="/i.png"></h2>',
    '<p><strong>Our take</strong></p>',
    '<div>Our take</div>',
  ])('begins with %s', (heading) => {
    expect(takeIn(`<h1>News</h1><p>Before.</p>${heading}<p>Text.</p>${link}`)).toEqual(news);
  });

  it('may end with the address as text, with or without a paragraph of its own', () => {
    for (const end of [
      '<p>Text.</p><p>Read on the original site: https://doi.example/1</p>',
      '<p>Text.</p><p>Read on the original site (https://doi.example/1).</p>',
      'Text.<br>Read on the original site: https://doi.example/1 →',
    ])
      expect(takeIn(`<h1>News</h1><h2>Our take</h2>${end}`)).toMatchObject({
        url: 'https://doi.example/1',
        text: expect.stringMatching(/^Text\.\\?$/) as unknown,
      });
  });

  it('may end with one of several links on a line', () => {
    const share = link.replace('</p>', ' · <a href="/share">Share</a></p>');
    expect(takeIn(`<h1>News</h1><h2>Our take</h2><p>Text.</p>${share}`)).toEqual(news);
  });

  it('is none where the words stand in a longer line', () => {
    const prose = 'It has the heading <em>Our take</em> and ends in <em>Read on the original site</em>.';
    expect(takeIn(`<h1>Layouts</h1><p>${prose}</p><p>More.</p>`)).toBeNull();
    expect(takeIn(`<h1>Layouts</h1><p><em>Our take</em>: more.</p><p>More.</p>${link}`)).toBeNull();
    expect(
      takeIn(`<h1>News</h1><h2>Our take</h2><p>See <a href="/">Read on the original site</a>!?x</p>`),
    ).toBeNull();
  });

  it.each([
    '<nav><a href="/takes">Our take</a></nav>',
    '<div role="navigation"><div>Our take</div></div>',
    '<ul><li><a href="/news">News</a></li><li><a href="/takes">Our take</a></li></ul>',
    '<div><a href="/takes">Our take</a></div>',
  ])('does not begin in a menu: %s', (menu) => {
    expect(takeIn(`${menu}<h1>News</h1><p>Before.</p>${link}`)).toBeNull();
    expect(takeIn(`${menu}<h1>News</h1><h2>Our take</h2><p>Text.</p>${link}`)).toEqual(news);
  });

  it('begins at the last heading that has a text behind it', () => {
    const contents = '<p><a href="#our-take">Our take</a></p>';
    expect(takeIn(`${contents}<h1>News</h1><p>Before.</p><h2>Our take</h2><p>Text.</p>${link}`)).toEqual(
      news,
    );
    const both = '<h2>Our take</h2><p>Text.</p><p>Our take</p>';
    expect(takeIn(`<h1>News</h1>${both}${link}`)?.text).toMatch(/^Text\./);
  });
});

describe('a text page', () => {
  it.each([
    ['Read on the original site: https://doi.example/1', 'https://doi.example/1'],
    ['→ Read on the original site → <https://doi.example/1>.', 'https://doi.example/1'],
    ['Read on the original site »', null],
  ])('ends at %s, which gives the address of the piece', (end, url) => {
    const { facts, body } = parseTextPage(`News\n💬 Our take.\n\nText.\n${end}\nAfter.`);
    expect([facts.url, body!.markdown]).toEqual([url, 'Text.\n']);
  });

  it('is at the address that its header states', () => {
    const { facts } = parseTextPage(
      'News\nURL: https://a.example/\nText.\nRead on the original site: https://b.example/',
    );
    expect(facts.url).toBe('https://a.example/');
  });

  it('has its people divided as a byline has', () => {
    const { facts } = parseTextPage('News\nAuthor: Ann Lee and Bob Ray, PhD\nText.');
    expect(facts.authors.map(({ name }) => name)).toEqual(['Ann Lee', 'Bob Ray, PhD']);
  });
});

describe('an address in front matter', () => {
  const read = (lines: string, publicationUrl?: string | null) =>
    parseMarkdown(`---\ntitle: T\n${lines}\n---\nText.\n`, publicationUrl)!;

  it.each([
    ['permalink: /one/', 'https://pub.example/', 'https://pub.example/one/'],
    ['permalink: one.html', 'https://pub.example/', 'https://pub.example/one.html'],
    ['url: /two/', 'https://pub.example', 'https://pub.example/two/'],
    ['url: two/', 'https://pub.example/blog', 'https://pub.example/blog/two/'],
    ['permalink: /one/', 'https://pub.example/blog/', 'https://pub.example/blog/one/'],
    ['permalink: /blog/one/', 'https://pub.example/blog/', 'https://pub.example/blog/one/'],
  ])('%s starts from %s', (line, publicationUrl, permalink) => {
    const { facts, warnings } = read(line, publicationUrl);
    expect([facts.permalink, facts.url, warnings]).toEqual([permalink, null, []]);
  });

  it('that is relative is that of the text, beside which another is that of the piece', () => {
    const { facts } = read('url: /two/\nlink: https://journal.example/', 'https://pub.example/');
    expect(facts).toMatchObject({
      permalink: 'https://pub.example/two/',
      url: 'https://journal.example/',
      extra: {},
    });
  });

  it.each(['permalink', 'url'])('as %s is left out where nothing says where it starts', (key) => {
    const { facts, warnings, body } = read(`${key}: /one/`);
    expect([facts.permalink, facts.url, body!.markdown]).toEqual([null, null, 'Text.']);
    const message = `${key} is "/one/", a relative address, and is left out; set PUBLICATION_URL, from which it starts, or write the whole address`;
    expect(warnings).toEqual([{ item: key, code: 'URL_RELATIVE', message }]);
  });

  it('that is a pattern is left out', () => {
    const { facts, warnings } = read('permalink: /:year/:title/', 'https://pub.example/');
    expect(facts.permalink).toBeNull();
    expect(warnings).toMatchObject([
      { item: 'permalink', code: 'URL_RELATIVE', message: expect.stringContaining('pattern') as unknown },
    ]);
  });

  it('without scheme or with blanks is none', () => {
    for (const address of ['journal.example/one', 'not an address'])
      expect(errorOf(() => read(`url: ${address}`, 'https://pub.example/'))).toMatch(/^URL_INVALID: url is/);
  });

  it('is said to depend on the publication where it does', () => {
    const isRelative = (line: string) => readMarkdown(`---\ntitle: T\n${line}\n---\n`, null).isRelative;
    expect(isRelative('permalink: /one/')).toBe(true);
    expect(isRelative('permalink: https://pub.example/one/')).toBe(false);
  });
});

describe('front matter', () => {
  it('may stand behind empty lines', () => {
    for (const blank of ['\n', ' \r\n\r\n']) {
      const { facts, body } = parseMarkdown(`${blank}---\ntitle: T\n---\nText.`)!;
      expect([facts.title, body!.markdown]).toEqual(['T', 'Text.']);
    }
    expect(errorOf(() => parseMarkdown('\n\n---\ntitle: a: b\n---\n'))).toContain(' in line 4: ');
    expect(parseMarkdown('\n---\n\nText.\n\n---\n\n# H')!.facts.title).toBe('H');
  });

  it.each([`'Don't stop'`, '*emph* in it', '[Draft] A thing', '@name', '"A" thing'])(
    'whose title is %s says what to do',
    (title) => {
      const message = errorOf(() => parseMarkdown(`---\ntitle: ${title}\n---\nText.`));
      expect(message).toMatch(/^FRONT_MATTER_INVALID: The front matter is no YAML in line 2: /);
      const hint = `; a title that begins with ${title[0]} has to stand in double quotes as a whole`;
      expect(message.endsWith(hint)).toBe(true);
    },
  );

  it('warns of a title that a comment cuts', () => {
    const { facts, warnings } = parseMarkdown('---\ntitle: Issue #12: the cow\n---\nText.')!;
    expect(facts.title).toBe('Issue');
    const message =
      'title ends before "#12: the cow" in line 2, which is a comment in YAML; where it belongs to the title, put all of that in double quotes';
    expect(warnings).toEqual([{ item: 'title', code: 'FRONT_MATTER_COMMENT', message }]);
    expect(errorOf(() => parseMarkdown('---\ntitle: #12\n---\nText.'))).toMatch(
      /^TITLE_MISSING: No title: title ends before "#12" in line 2/,
    );
    for (const title of ['"Issue #12"', '"Issue" # 12', 'Issue#12', 'Issue\n# 12'])
      expect(parseMarkdown(`---\ntitle: ${title}\n---\nText.`)!.warnings).toEqual([]);
  });

  it.each(['\n', '\r\n'])('may be lines without marks that begin with the title, ended by %j', (newline) => {
    const lines = ['Title: My: thing #3', 'Date: 2020-01-02', 'Tags: a, b', 'Author: Ann Lee', 'Summary: one', '  two', 'Slug: x', '', 'Text.']; // prettier-ignore
    const { facts, body } = parseMarkdown(lines.join(newline))!;
    expect(facts).toMatchObject({
      title: 'My: thing #3',
      date: '2020-01-02T00:00:00.000Z',
      topics: ['a', 'b'],
      authors: [{ name: 'Ann Lee' }],
      summary: 'one two',
      extra: { slug: 'x' },
    });
    expect(body!.markdown).toBe('Text.');
    expect(parseMarkdown(`Title: T${newline}Status: draft${newline}${newline}Text.`)).toBeNull();
  });

  it.each([
    'Title: T\nand a sentence.\n\n# Heading',
    'Date: 2020-01-01\nTitle: T\n\n# Heading',
    '# Heading\n\nTitle: T\n\nText.',
  ])('is none in %j', (source) => {
    expect(parseMarkdown(source)!.facts.title).toBe('Heading');
  });

  it.each([
    ['author: Ann Lee and Bob Ray', ['Ann Lee', 'Bob Ray']],
    ['authors: Ann Lee, Bob Ray', ['Ann Lee', 'Bob Ray']],
    ['author: [Ann Lee and Bob Ray]', ['Ann Lee and Bob Ray']],
    ['author: Staff', ['Staff']],
  ])('has the people of %s', (line, names) => {
    const { facts } = parseMarkdown(`---\ntitle: T\n${line}\n---\n`)!;
    expect(facts.authors.map(({ name }) => name)).toEqual(names);
  });
});

describe('a byline', () => {
  it.each([
    ['Di Wang', ['Di Wang']],
    ['Von Neumann', ['Von Neumann']],
    ['von der Leyen', ['von der Leyen']],
    ['Par Lagerkvist', ['Par Lagerkvist']],
    ['Di Pietro, Antonio', ['Di Pietro, Antonio']],
    ['By Von Neumann', ['Von Neumann']],
    ['By\nAnn Lee', ['Ann Lee']],
    ['Von Ada Muster und Bo Beispiel', ['Ada Muster', 'Bo Beispiel']],
    ['Von\nAda Muster', ['Ada Muster']],
    ['Par : Marie', ['Marie']],
    ['Por José Ortega y Gasset', ['José Ortega y Gasset']],
    ['José Ortega y Gasset y Ana Ruiz', ['José Ortega y Gasset', 'Ana Ruiz']],
    ['Mario Rossi e Luca Bianchi', ['Mario Rossi', 'Luca Bianchi']],
    ['Ann E Lee', ['Ann E Lee']],
    ['Simon and Schuster', ['Simon and Schuster']],
    ['van Rossum, Guido', ['van Rossum, Guido']],
    ['Tolkien, J. R. R.', ['Tolkien, J. R. R.']],
    ['Le Guin, Ursula K.', ['Le Guin, Ursula K.']],
    ['Acme Labs, Inc.', ['Acme Labs, Inc.']],
    ['Ann Lee, Reuters', ['Ann Lee', 'Reuters']],
    ['a@x.example (Ada Muster), b@x.example (Bo Li)', ['Ada Muster', 'Bo Li']],
    ['By Dee and Ede', ['Dee', 'Ede']],
    ['Von Neumann and Oskar Morgenstern', ['Von Neumann', 'Oskar Morgenstern']],
    ['BY ANN LEE AND BOB RAY', ['ANN LEE', 'BOB RAY']],
    ['Ann Lee, Senior Reporter', ['Ann Lee']],
    ['Ann Lee, Health Reporter and Bob Ray, Staff Writer', ['Ann Lee', 'Bob Ray']],
    ['Madonna, Editor', ['Madonna']],
    ['By Ann Lee on March 3, 2020 at 10:21 am | 3 Comments', ['Ann Lee']],
    ['Ann Lee | The Journal', ['Ann Lee']],
    ['March 3, 2020', []],
    ['3 Comments', []],
    ['Channel 4', ['Channel 4']],
    ['佐藤 健、鈴木 一郎', ['佐藤 健', '鈴木 一郎']],
    ['Автор: Пётр Ильин и Анна Ким', ['Пётр Ильин', 'Анна Ким']],
    ['AT&T', ['AT&T']],
  ])('%j names %j', (byline, names) => {
    expect(namesOf(byline)).toEqual(names);
  });

  it('is none where a name is stated as one', () => {
    for (const name of [
      'Von Ada Muster',
      'Simon & Schuster, Inc.',
      'Ann Lee and Bob Ray',
      'Studio 54 | Paris',
    ])
      expect(personName(`${name.replace('&', '&amp;')} `)).toBe(name);
    expect(personName('https://ann.example/')).toBe('');
  });
});

describe('a file that is no text', () => {
  const codeOf = async (bytes: Buffer): Promise<string> => {
    const folder = await mkdtemp(path.join(tmpdir(), 'ibid-binary-'));
    try {
      const file = path.join(folder, 'page.html');
      await writeFile(file, bytes);
      const error: unknown = await readText(file).catch((thrown: unknown) => thrown);
      return error instanceof DocumentError ? `${error.code}: ${error.message}` : 'none';
    } finally {
      await rm(folder, { recursive: true });
    }
  };

  it.each([
    ['%PDF-1.4\n1 0 obj', 'a PDF'],
    ['PK\x03\x04\x14', 'a ZIP archive (as .docx, .odt and .epub are)'],
    ['\x89PNG\r\n\x1a\n', 'a PNG picture'],
    ['GIF89a\x01', 'a GIF picture'],
    ['\xff\xd8\xff\xe0', 'a JPEG picture'],
    ['\x7fELF\x02\x01', 'a program (ELF)'],
  ])('as %j is refused with what it seems to be', async (content, kind) => {
    expect(await codeOf(Buffer.from(content, 'latin1'))).toBe(
      `NOT_TEXT: It is no text file, whatever its name: it begins as ${kind} does`,
    );
  });

  it('as any other binary is refused as such, and a text with a NUL for that', async () => {
    expect(
      await codeOf(Buffer.from('MZ\x90\n\x03\0\0\0\x04\0\0\0\xff\xff\0\0\xb8\0\0\0'.repeat(3), 'latin1')),
    ).toBe(
      'NOT_TEXT: It is no text file, whatever its name: it holds a NUL character in line 2, and other characters that text has not',
    );
    expect(await codeOf(Buffer.from('<p>a\nb\0c'))).toBe(
      'NUL_CHARACTER: Holds a NUL character in line 2; text has none',
    );
  });
});
