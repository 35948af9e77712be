import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { cleanBody } from '../../src/body/clean.ts';
import type { DocumentError } from '../../src/read/document.ts';
import { readFeed } from '../../src/read/feed/feed.ts';
import { parseMarkdown } from '../../src/read/markdown.ts';
import { parsePage } from '../../src/read/page/page.ts';
import { documentsOf, faultsOf, readItems } from './read-items.ts';

/*
 * What is made to exhaust memory or time. No time is asserted here: each took 20 s and more, or all memory, where it was not
 * bounded, and the test would end at its own limit.
 */

const item = (title: string) => `<item><title>${title}</title></item>`;
const rss = (items: string, prolog = '') =>
  `<?xml version="1.0"?>${prolog}<rss><channel><title>B</title>${items}</channel></rss>`;

async function titlesAndFaults(content: string | Uint8Array): Promise<[string[], string[]]> {
  const items = await readItems(readFeed, content);
  return [documentsOf(items).map(({ facts }) => facts.title), faultsOf(items)];
}

describe('a feed', () => {
  it('expands no entity from others, and fetches none', async () => {
    const levels = Array.from({ length: 9 }, (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`).join(
      '',
    );
    const prolog = `<!DOCTYPE x [<!ENTITY l0 "lol"><!ENTITY file SYSTEM "file:///etc/hostname">${levels}]>`;
    expect(await titlesAndFaults(rss(item('&l9;') + item('&file;') + item('&l0; B'), prolog))).toEqual([
      ['&l9;', '&file;', 'lol B'],
      [],
    ]);
    const long = `<!DOCTYPE x [<!ENTITY a "${'a'.repeat(1000)}">]>`;
    expect(await titlesAndFaults(rss(item('&a;'.repeat(200_000)) + item('B'), long))).toEqual([
      [`${'a'.repeat(79)}…`, 'B'],
      [],
    ]);
  });

  it('may have an entry of 50,000 attributes, of a hundred thousand elements or of 6 MB', async () => {
    const attributes = Array.from({ length: 50_000 }, (_, i) => `a${i}="x"`).join(' ');
    const tooLarge = 'ITEM_TOO_LARGE: Longer than 5000000 characters, or more than 100000 elements';
    expect(
      await titlesAndFaults(
        rss(
          item('A').replace('<item', `<item ${attributes}`) +
            item('B').replace('</item>', `<description>${'<i></i>'.repeat(100_001)}</description></item>`) +
            item('x'.repeat(6_000_000)) +
            item('C'),
        ),
      ),
    ).toEqual([
      ['A', 'C'],
      [`entry 2 ${tooLarge}`, `entry 3 ${tooLarge}`],
    ]);
  });

  it('may be 10,000 deep, within an entry and around them; deeper it is none', async () => {
    const deep = '<a>'.repeat(10_000);
    expect(await titlesAndFaults(deep + rss(item('A')))).toEqual([['A'], []]);
    const entry = item('A').replace('</item>', `<description>${deep}</description></item>`);
    expect(await titlesAndFaults(rss(entry + item('B')))).toEqual([['A', 'B'], []]);
    expect(await titlesAndFaults('<a>'.repeat(30_000) + rss(item('A')))).toEqual([
      [],
      ['XML_INVALID: Elements stand in each other more than 20000 deep'],
    ]);
  });

  it('with a tag of more than 20 MB is none', async () => {
    expect(await titlesAndFaults(rss(`${item('A')}<item ${'a'.repeat(25_000_000)}`))).toEqual([
      [],
      ['XML_INVALID: A tag or comment has more than 20000000 characters'],
    ]);
  });

  it('may be compressed, but to no more than a thousandth', async () => {
    expect(await titlesAndFaults(gzipSync(rss(item('A'))))).toEqual([['A'], []]);
    const bomb = gzipSync(Buffer.alloc(210_000_000, ' '));
    expect(await titlesAndFaults(bomb)).toEqual([
      [],
      ['FILE_TOO_LARGE: Unpacked it has more than 200000000 bytes, which is all that is read'],
    ]);
    expect(await titlesAndFaults(gzipSync(rss(item('A').repeat(1000))).subarray(0, -20))).toEqual([
      [],
      ['GZIP_INVALID: It begins as gzip and cannot be unpacked: unexpected end of file'],
    ]);
  });

  it('of 30 MB is read entry by entry', async () => {
    const entries = Array.from(
      { length: 3000 },
      (_, i) =>
        `<item><title>T${i}</title><link>https://b.example/${i}</link><description>${'word '.repeat(2000)}</description></item>`,
    );
    let count = 0;
    for (const { content } of await readItems(readFeed, rss(entries.join(''))))
      if (content && 'facts' in content) count++;
    expect(count).toBe(3000);
  });
});

describe('a page', () => {
  const text = `<p>${'Tables stand on four legs, as a rule. '.repeat(20)}</p>`;
  const page = (body: string, head = '') =>
    `<html><head><title>T</title><link rel=canonical href="https://p.example/x">${head}</head><body>${body}</body></html>`;

  it.each([
    ['100,000 elements in each other', page('<div>'.repeat(100_000) + text)],
    ['900 levels with text', page(`<div><div><div>${text}`.repeat(900))],
    ['100,000 elements', page('<p>a, b, c</p>'.repeat(100_000) + text)],
    [
      '50,000 attributes',
      page(`<div ${Array.from({ length: 50_000 }, (_, i) => `a${i}=x`).join(' ')}>${text}</div>`),
    ],
    ['tags that stay open', page('<b><p>x'.repeat(20_000) + text)],
    [
      'names in names',
      page(`${'<div itemprop=author class=p-author>'.repeat(1000)}${'x'.repeat(100_000)}${text}`),
    ],
    ['headings in headings', page(`${'<h1>'.repeat(5000)}x${text}`)],
    ['marks of a take in each other', page('<div>our take'.repeat(5000) + text)],
    ['lists in JSON-LD', page(text, `<script type="application/ld+json">${'['.repeat(100_000)}</script>`)],
    ['100,000 authors', page(text, '<meta name=author content=a>'.repeat(100_000))],
    ['100,000 breaks', page('<br>'.repeat(100_000) + text)],
    ['much text in eighty sections', page('<section id="a"><h2>A</h2>'.repeat(80) + text.repeat(3000))],
    ['tables in tables', page('<table><tr><td>'.repeat(500) + text)],
    ['NUL and the like', page('\0\ufffe\ud800'.repeat(50_000) + text)],
  ])('of %s is read', (_, html) => {
    const { facts, body } = parsePage(html, 'https://p.example/');
    expect(facts).toMatchObject({ title: 'T', permalink: 'https://p.example/x' });
    const clean = cleanBody(body!.tree, { markdown: '' });
    expect(clean.text.length).toBeGreaterThan(0);
    expect(clean.html).not.toMatch(/[\0\ud800]/);
  });

  it('whose title is 10 MB is refused', () => {
    let code = '';
    try {
      parsePage(`<title>${'x '.repeat(5_000_000)}`, null);
    } catch (error) {
      ({ code } = error as DocumentError);
    }
    expect(code).toBe('FIELD_TOO_LONG');
  });
});

describe('Markdown', () => {
  it.each([
    '[', '>', '*a ', '![[', '[a](', '_a__b_', '<', '<!--a ', '<?', '<a href="', 'http://a', '~~a ', '&', '> - ', '- [ ] ', '[^1]', '^[', '`a', '|a', '$', '\\',
  ])('of %j fifty thousand times is read', (piece) => {
    const { body } = parseMarkdown(`# T\n\n${piece.repeat(50_000)}`)!;
    expect(cleanBody(body!.tree, { markdown: '' }).text).toContain('T');
  }); // prettier-ignore

  it.each(['"', "'", ''])(
    'with twelve million characters between %s in its front matter is read',
    (quote) => {
      const { warnings } = parseMarkdown(`---\ntitle: T\nimage: ${quote}${'a'.repeat(12e6)}${quote}\n---\n`)!;
      expect(warnings.map(({ code }) => code)).toEqual(['URL_INVALID']);
    },
  );
});
