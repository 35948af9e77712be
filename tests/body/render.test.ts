import { expect, test } from 'vitest';
import { cleanBody } from '../../src/body/clean.ts';
import { htmlToTree } from '../../src/body/html-tree.ts';
import { renderBodyHtml, type ReferenceMark } from '../../src/body/render.ts';

const body = (html: string) => cleanBody(htmlToTree(html), { markdown: '' });

/** Renders with one mark, "r", on these words. */
function mark(html: string, words: string, href: string | null = '/t'): string {
  const { html: cleaned, text, layout } = body(html);
  const start = text.indexOf(words);
  expect(start).toBeGreaterThanOrEqual(0);
  return renderBodyHtml(cleaned, layout, [{ id: 'r', start, end: start + words.length, link: null, href }]);
}

const R = '<a data-reference="r" href="/t">';
const P = '<a data-reference-part="r" href="/t">';

test.each<[name: string, html: string, words: string, rendered: string]>([
  ['plain words', '<p>see On Words now</p>', 'On Words', `<p>see ${R}On Words</a> now</p>`],
  [
    'escapes before and inside',
    '<p>&amp; "Q &lt; A" &amp;</p>',
    'Q < A',
    `<p>&amp; &quot;${R}Q &lt; A</a>&quot; &amp;</p>`,
  ],
  ['a whole element', '<p>a <i>On Words</i> b</p>', 'On Words', `<p>a <i>${R}On Words</a></i> b</p>`],
  [
    'an element in the middle',
    '<p>On <i>Big</i> Words</p>',
    'On Big Words',
    `<p>${R}On <i>Big</i> Words</a></p>`,
  ],
  [
    'an element at the start',
    '<p>a <b><i>On</i></b> Words</p>',
    'On Words',
    `<p>a ${R}<b><i>On</i></b> Words</a></p>`,
  ],
  ['an element at the end', '<p>On <b>Words</b> b</p>', 'On Words', `<p>${R}On <b>Words</b></a> b</p>`],
  ['one at either end', '<p><b>On</b> <i>Words</i></p>', 'On Words', `<p>${R}<b>On</b> <i>Words</i></a></p>`],
  [
    'half of an element',
    '<p><b>all On</b> Words</p>',
    'On Words',
    `<p><b>all ${R}On</a></b>${P} Words</a></p>`,
  ],
  [
    'half of the last element',
    '<p>On <b>Words all</b></p>',
    'On Words',
    `<p>${R}On </a><b>${P}Words</a> all</b></p>`,
  ],
  ['a line break', '<p>On<br>Words</p>', 'On\nWords', `<p>${R}On<br>Words</a></p>`],
  ['two blocks', '<p>On</p><p>Words</p>', 'On\n\nWords', `<p>${R}On</a></p><p>${P}Words</a></p>`],
  [
    'a block in the middle',
    '<div>On<p>Big</p>Words</div>',
    'On\n\nBig\n\nWords',
    `<div>${R}On</a><p>${P}Big</a></p>${P}Words</a></div>`,
  ],
  [
    'half of a link',
    '<p><a href="https://e.org/">On</a> Words</p>',
    'On Words',
    `<p><a href="https://e.org/">On</a>${R} Words</a></p>`,
  ],
  [
    'a link in the middle',
    '<p>On <a href="https://e.org/">Big</a> Words</p>',
    'On Big Words',
    `<p>${R}On </a><a href="https://e.org/">Big</a>${P} Words</a></p>`,
  ],
  [
    'all inside another link',
    '<p><a href="mailto:a@b.example">On <b>Words</b></a></p>',
    'On Words',
    '<p><a href="mailto:a@b.example"><span data-reference="r">On <b>Words</b></span></a></p>',
  ],
])('%s', (_name, html, words, rendered) => {
  expect(mark(html, words)).toBe(rendered);
});

test('values are escaped, and a mark may lead nowhere', () => {
  expect(mark('a', 'a', '/x?"a"&<b>')).toBe(
    '<a data-reference="r" href="/x?&quot;a&quot;&amp;&lt;b&gt;">a</a>',
  );
  expect(mark('a', 'a', null)).toBe('<a data-reference="r">a</a>');
});

test('marks of links and of text, in any order', () => {
  const { html, layout } = body(
    '<p>aa <a href="https://e.org/">bb</a> cc</p><p><a href="https://f.example/" title="t"><img src="https://e.org/i"></a>dd</p>',
  );
  const marks: ReferenceMark[] = [
    { id: '"4', start: 12, end: 12, link: 1, href: '/unused' },
    { id: '3', start: 6, end: 8, link: null, href: '/c' },
    { id: '1', start: 0, end: 2, link: null, href: '/a' },
    { id: '2', start: 3, end: 5, link: 0, href: null },
    { id: '5', start: 10, end: 12, link: null, href: null },
  ];
  expect(renderBodyHtml(html, layout, marks)).toBe(
    '<p><a data-reference="1" href="/a">aa</a> <a data-reference="2" href="https://e.org/">bb</a> <a data-reference="3" href="/c">cc</a></p>' +
      '<p><a data-reference="&quot;4" href="https://f.example/" title="t"><img src="https://e.org/i"></a><a data-reference="5">dd</a></p>',
  );
});

test('marks next to each other, over each other, and out of the text', () => {
  const { html, layout } = body('<p>abcdef</p>');
  const at = (id: string, start: number, end: number): ReferenceMark => ({
    id,
    start,
    end,
    link: null,
    href: null,
  });
  expect(renderBodyHtml(html, layout, [])).toBe(html);
  expect(renderBodyHtml(html, layout, [at('2', 2, 4), at('1', 0, 2)])).toBe(
    '<p><a data-reference="1">ab</a><a data-reference="2">cd</a>ef</p>',
  );
  expect(renderBodyHtml(html, layout, [at('1', 0, 4), at('2', 2, 6)])).toBe(
    '<p><a data-reference="1">abcd</a><a data-reference="2">ef</a></p>',
  );
  expect(renderBodyHtml(html, layout, [at('1', 9, 12), { ...at('2', 0, 0), link: 7 }])).toBe(html);
});

test('HTML that was damaged in the store is shown as it is', () => {
  const mark: ReferenceMark = { id: 'r', start: 0, end: 1, link: null, href: null };
  expect(renderBodyHtml('<a x', { blocks: [], emphasis: [], code: [], runs: [], linkTags: [] }, [mark])).toBe(
    '<a x',
  );
});
