import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cleanBody } from '../../src/body/clean.ts';
import { htmlToMarkdown } from '../../src/body/html-to-markdown.ts';
import { htmlToTree } from '../../src/body/html-tree.ts';
import { markdownToTree } from '../../src/body/markdown.ts';

const base = 'https://blog.example/a/';
const convert = (html: string) => htmlToMarkdown(htmlToTree(html), { base });

/** Words without the white space between them, and links. */
function shownBy(tree: ReturnType<typeof htmlToTree>) {
  const { text, links } = cleanBody(tree, { markdown: '', base });
  return { text: text.replace(/\s+/g, ''), links: [...new Set(links.map(({ url }) => url))] };
}

test.each<[html: string, markdown: string]>([
  ['', ''],
  ['<p>One <em>two</em>\n <strong>three</strong></p><p>four', 'One *two* **three**\n\nfour'],
  ['a<em> b </em>c', 'a *b* c'],
  ['<em>a <b>b</b></em><i>c</i>', '*a **b**c*'],
  ['<h2>A <code>b</code><br>c</h2>', '## A `b` c'],
  ['<a href="../x" title="T">x</a>', '[x](https://blog.example/x "T")'],
  ['<a href="https://a.example/"><p>a</p><p>b</p></a>', '[a](https://a.example/)\n\n[b](https://a.example/)'],
  ['<sup id="r"><a href="#n">1</a></sup><p id="n">Note.', '1\n\nNote.'],
  ['<a href="javascript:alert(1)">a</a><script>b</script>', 'a'],
  ['<img src="/i.png" alt="An i"> a', '![An i](https://blog.example/i.png) a'],
  ['a<br>b<br>', 'a\\\nb'],
  ['a<del>!</del>', 'a<del>!</del>'],
  ['<del>a</del> ~~b~~', '~~a~~ \\~\\~b\\~\\~'],
  [
    '*a* _b_ # [c](d) ^[e] `f` &lt;b&gt; &amp;amp;',
    '\\*a\\* \\_b\\_ # \\[c]\\(d) ^\\[e] \\`f\\` \\<b> \\&amp;',
  ],
  ['x | y<br>-|-<br>1 | 2', 'x | y\\\n\\-|-\\\n1 | 2'],
  ['<ul><li>a<li>b<ul><li>c</ul></ul>', '- a\n- b\n  - c'],
  ['<ol start="3"><li><p>a</p><p>b</p></ol>', '3. a\n\n   b'],
  ['<ul>a<li>b</ul>', '- a\n- b'],
  ['<blockquote><p>a<p>b</blockquote>', '> a\n>\n> b'],
  ['<pre><code class="language-js">a\n\n  b\n</code></pre>', '```js\na\n\n  b\n```'],
  ['a<hr>b', 'a\n\n---\n\nb'],
  [
    '<dl><dt>a<dd>b</dl><figure><img src="i"><figcaption>c</figure>',
    'a\n\nb\n\n![](https://blog.example/a/i)\n\nc',
  ],
  ['<table><tr><th>a<td>b\n\nc</table>', '<table><tbody><tr><th>a</th><td>b c</td></tr></tbody></table>'],
  [
    '<table><tr><td><pre>a\n\nb</pre></table>',
    '<table><tbody><tr><td><pre>a&#10;\nb</pre></td></tr></tbody></table>',
  ],
])('%s', (html, markdown) => {
  expect(convert(html)).toBe(markdown);
  expect(shownBy(markdownToTree(convert(html)))).toEqual(shownBy(htmlToTree(html)));
});

test('any mixture reads back as the same words', () => {
  const bits = fc.constantFrom(
    ...'<p> </p> <em> </em> <b> </b> <ul> <ol> <li> </ul> <blockquote> </blockquote> <br> <h3> </h3> <div> </div>'.split(
      ' ',
    ),
    ...'<code> </code> <pre> </pre> <table> <tr> <td> </table> <del> </del> </a> <hr> a b word 1. - * _ # | > ~ [ ] ( ) ! &amp; &lt; `'.split(
      ' ',
    ),
    '<a href="https://a.example/x">',
    ' ',
    '\n',
    '日本',
  );
  fc.assert(
    fc.property(fc.array(bits, { maxLength: 14 }), (parts) => {
      const html = parts.join('');
      expect(shownBy(markdownToTree(convert(html))).text).toBe(shownBy(htmlToTree(html)).text);
    }),
    { numRuns: 1500, seed: 7 },
  );
});

test.each<[name: string, html: string]>([
  ['nested boxes', '<div>'.repeat(5000)],
  ['nested quotes', '<blockquote>a '.repeat(5000)],
  ['nested lists', '<ul><li>a '.repeat(5000)],
  ['nested tables', '<table><tr><td>a '.repeat(3000)],
  ['nested marks and links', '<b><i><a href=https://a.example>x '.repeat(3000)],
  ['unknown marks', 'x<foo>y</foo>'.repeat(8000)],
  ['marks beside each other', '<em>a</em>'.repeat(8000)],
  ['stars', '*'.repeat(50_000)],
])(
  '%s do no harm',
  (_, html) => {
    expect(convert(html)).toBeTypeOf('string');
  },
  120_000,
);
