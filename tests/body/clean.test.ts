import type { Element, ElementContent, Root } from 'hast';
import { describe, expect, test } from 'vitest';
import type { Block } from '../../src/body/body.ts';
import { cleanBody, type CleanedBody } from '../../src/body/clean.ts';
import { htmlToTree } from '../../src/body/html-tree.ts';
import { markdownToTree } from '../../src/body/markdown.ts';
import { expectConsistent, expectRenders } from './consistency.ts';
import { HTML_SNIPPETS, MARKDOWN_SNIPPETS } from './snippets.ts';

function clean(html: string, base?: string): CleanedBody {
  return cleanBody(htmlToTree(html), { markdown: '', ...(base === undefined ? {} : { base }) });
}

/** Each block as "kind: text". */
function blocksOf({ text, layout }: { text: string; layout: { blocks: Block[] } }): string[] {
  return layout.blocks.map(({ start, end, kind }) => `${kind}: ${text.slice(start, end)}`);
}

describe('text and html', () => {
  test.each<[name: string, input: string, html: string, text: string]>([
    ['paragraphs', '<p>One.</p>\n<p>Two.</p>\n', '<p>One.</p><p>Two.</p>', 'One.\n\nTwo.'],
    ['white space', '<p>\n a \t<b> b</b> <i> c </i>\n</p>', '<p>a <b>b</b> <i>c </i></p>', 'a b c'],
    [
      'a space that belongs to a link',
      'a<a href="https://e.org/"> b</a>',
      'a<a href="https://e.org/"> b</a>',
      'a b',
    ],
    ['no-break space', '<p>a\u00a0 b\u00a0</p>', '<p>a\u00a0 b\u00a0</p>', 'a\u00a0 b\u00a0'],
    ['line breaks', '<p><br>a <br> b<br><br>c<br></p>', '<p><br>a <br>b<br><br>c<br></p>', 'a\nb\n\nc'],
    [
      'escapes',
      '<p>&lt;i&gt; "&amp;amp;" \'</p>',
      "<p>&lt;i&gt; &quot;&amp;amp;&quot; '</p>",
      '<i> "&amp;" \'',
    ],
    ['code', '<p><code>a  &lt; b</code></p>', '<p><code>a &lt; b</code></p>', 'a < b'],
    ['pre', '<pre>\n\n a\r\n  b \n</pre>c', '<pre>\n\n a\n  b \n</pre>c', '\n a\n  b\n\nc'],
    [
      'an image',
      '<p>a <img src="https://e.org/i" alt="not text"> b</p>',
      '<p>a <img src="https://e.org/i" alt="not text"> b</p>',
      'a b',
    ],
    ['an image with no address', '<p>a <img src="data:image/png,x" alt="no">b</p>', '<p>a b</p>', 'a b'],
    [
      'loose text',
      'a<p>b</p>c<div>d<p>e</p></div>',
      'a<p>b</p>c<div>d<p>e</p></div>',
      'a\n\nb\n\nc\n\nd\n\ne',
    ],
    [
      'unknown blocks',
      '<article>a</article><nav>b</nav><blink>c</blink> d',
      '<div>a</div><div>b</div>c d',
      'a\n\nb\n\nc d',
    ],
    [
      'empty blocks',
      '<p> </p><div><p></p></div>a<p><b> </b></p>',
      '<p></p><div><p></p></div>a<p><b></b></p>',
      'a',
    ],
    ['hidden elements', '<p>a<span hidden>b</span></p><select><option>c</option></select>', '<p>a</p>', 'a'],
    ['what cannot be stored', '<p>a\ud800b</p>', '<p>a\ufffdb</p>', 'a\ufffdb'],
    ['carriage returns', '<pre>a&#13;b&#13;\nc</pre>', '<pre>a\nb\nc</pre>', 'a\nb\nc'],
    ['scripts and styles', '<script>a</script><style>b</style><svg><title>c</title></svg>d', 'd', 'd'],
    [
      'links to elsewhere',
      '<a href="ftp://e.org/">a</a> <a href="MAILTO:b@c.example">b</a>',
      'a <a href="mailto:b@c.example">b</a>',
      'a b',
    ],
    [
      'a formula with a cell',
      '<table><tr><td><math><td>a</td></math></table>',
      '<table><tbody><tr><td><div>a</div></td></tr></tbody></table>',
      'a',
    ],
    ['a cell of no table', '<td>a</td><td>b</td>', '<div>a</div><div>b</div>', 'a\n\nb'],
    [
      'attributes',
      '<ol start="3" class="x" onclick="x()"><li value="4" style="color:red">a</li></ol>',
      '<ol start="3"><li value="4">a</li></ol>',
      'a',
    ],
    [
      'attribute escapes',
      '<abbr title="&lt;&quot;&amp;&gt;">a</abbr>',
      '<abbr title="&lt;&quot;&amp;&gt;">a</abbr>',
      'a',
    ],
    [
      'kept mark-up',
      '<p>x<sup>2</sup> <del>a</del><ins>b</ins> <cite>c</cite></p><details open><summary>s</summary>t</details>',
      '<p>x<sup>2</sup> <del>a</del><ins>b</ins> <cite>c</cite></p><details open=""><summary>s</summary>t</details>',
      'x2 ab c\n\ns\n\nt',
    ],
  ])('%s', (_name, input, html, text) => {
    const body = clean(input);
    expect(body.html).toBe(html);
    expect(body.text).toBe(text);
  });

  test('Markdown in all its forms', () => {
    const source = 'A ~~b~~ `c`\n\n|h|i|\n|-|-:|\n|j|k|\n\n```ts\nl <m>\n```\n\nn[^1]\n\n[^1]: o';
    const body = cleanBody(markdownToTree(source), { markdown: source });
    expect(body.markdown).toBe(source);
    expect(body.text).toBe('A b c\n\nh\n\ni\n\nj\n\nk\n\nl <m>\n\nn[1]\n\no');
    expect(body.html).toBe(
      '<p>A <s>b</s> <code>c</code></p>' +
        '<table><thead><tr><th>h</th><th align="right">i</th></tr></thead>' +
        '<tbody><tr><td>j</td><td align="right">k</td></tr></tbody></table>' +
        '<pre><code class="language-ts">l &lt;m&gt;\n</code></pre>' +
        '<p>n<sup class="footnote-ref"><a href="#user-content-fn1" id="user-content-fnref1">[1]</a></sup></p>' +
        '<hr class="footnotes-sep"><section class="footnotes"><ol class="footnotes-list">' +
        '<li id="user-content-fn1" class="footnote-item"><p>o</p></li>' +
        '</ol></section>',
    );
  });
});

test.each<[name: string, input: string, blocks: string[]]>([
  ['headings', '<h1>a</h1><p>b</p><h6>c <i>d</i></h6>', ['heading: a', 'prose: b', 'heading: c d']],
  [
    'a quote with all sorts',
    '<blockquote>a<h2>b</h2><pre>c</pre><ul><li>d</ul></blockquote>e',
    ['quote: a', 'quote: b', 'code: c', 'quote: d', 'prose: e'],
  ],
  [
    'lists',
    '<ul><li>a<ul><li>b</ul>c<li><p>d</p><p>e</p></ul>',
    ['prose: a', 'prose: b', 'prose: c', 'prose: d', 'prose: e'],
  ],
  [
    'a table',
    '<table><caption>a</caption><tr><th>b<td>c<tr><td><td>d</table>',
    ['prose: a', 'prose: b', 'prose: c', 'prose: d'],
  ],
  [
    'terms and figures',
    '<dl><dt>a<dd>b</dl><figure>c<figcaption>d</figcaption></figure>',
    ['prose: a', 'prose: b', 'prose: c', 'prose: d'],
  ],
  ['a blank line of code', '<pre>a\n\nb</pre><pre> \n </pre>', ['code: a\n\nb']],
])('blocks: %s', (_name, input, blocks) => {
  expect(blocksOf(clean(input))).toEqual(blocks);
});

test('layout in full', () => {
  const body = clean('<p>a <b>b <i>c</i> </b></p><a href="https://e.org/"><em>&amp;d</em></a> <kbd>e</kbd>');
  expect(body.html).toBe(
    '<p>a <b>b <i>c</i> </b></p><a href="https://e.org/"><em>&amp;d</em></a> <kbd>e</kbd>',
  );
  expect(body.text).toBe('a b c\n\n&d e');
  expect(body.links).toEqual([{ url: 'https://e.org/', start: 7, end: 9 }]);
  expect(body.layout).toEqual({
    blocks: [
      { start: 0, end: 5, kind: 'prose' },
      { start: 7, end: 11, kind: 'prose' },
    ],
    emphasis: [
      [2, 5],
      [7, 9],
    ],
    code: [[10, 11]],
    linkTags: [29],
    runs: [
      [3, 0, 2],
      [8, 2, 2],
      [13, 4, 1],
      [56, 7, 2],
      [71, 9, 1],
      [77, 10, 1],
    ],
  });
});

describe('links', () => {
  test.each<[name: string, input: string, text: string, links: [url: string, start: number, end: number][]]>([
    [
      'in reading order',
      '<a href="HTTPS://A.example">a</a> <a href=" http://b.example/?q=1&amp;r ">b</a>',
      'a b',
      [
        ['https://a.example/', 0, 1],
        ['http://b.example/?q=1&r', 2, 3],
      ],
    ],
    ['with the spaces inside', 'a<a href="https://e.org/"> b </a>c', 'a b c', [['https://e.org/', 1, 4]]],
    [
      'without a space that ends the block',
      '<p>a <a href="https://e.org/">b </a></p>',
      'a b',
      [['https://e.org/', 2, 3]],
    ],
    ['of nothing but a space', 'a<a href="https://e.org/"> </a>b', 'a b', []],
    [
      'over blocks',
      '<p>x</p><a href="https://e.org/"> <h3>a</h3><p>b</p></a>c',
      'x\n\na\n\nb\n\nc',
      [['https://e.org/', 3, 7]],
    ],
    ['over a line break', 'x<a href="https://e.org/"> <br>a</a>', 'x\na', [['https://e.org/', 2, 3]]],
    [
      'around an image',
      '<p>x <a href="https://e.org/"><img src="https://e.org/i"></a> y</p>',
      'x y',
      [['https://e.org/', 2, 2]],
    ],
    [
      'around an image first in its block',
      '<p>x</p><p><a href="https://e.org/"><img src="https://e.org/i"></a> y</p>',
      'x\n\ny',
      [['https://e.org/', 3, 3]],
    ],
    [
      'around an image alone in its block',
      '<p>x</p><p><a href="https://e.org/"><img src="https://e.org/i"></a></p><p>y</p>',
      'x\n\ny',
      [['https://e.org/', 1, 1]],
    ],
    [
      'in a link',
      '<a href="https://o.example/">a<table><tr><td><a href="https://i.example/">b</a></table></a>',
      'a\n\nb',
      [['https://o.example/', 0, 4]],
    ],
    [
      'that the parser leaves empty',
      '<p>a <a href="https://e.example/"><p>b</p></a>',
      'a\n\nb',
      [['https://e.example/', 3, 4]],
    ],
    [
      'elsewhere',
      '<a href="mailto:a@b.example">a</a><a href="ftp://e.org/">b</a><a href="/c">c</a><a name="d">d</a>',
      'abcd',
      [],
    ],
  ])('%s', (_name, input, text, links) => {
    const body = clean(input);
    expect(body.text).toBe(text);
    expect(body.links.map(({ url, start, end }) => [url, start, end])).toEqual(links);
    expect(body.invalidLinks).toEqual([]);
    expectConsistent(body);
  });

  test('relative ones resolve against the base, or go', () => {
    const input = '<a href="../c?d">a</a><a href="//f.example/">b</a><img src="i.png"><a href="#top">c</a>';
    const body = clean(input, 'https://e.org/x/y/z');
    expect(body.links.map((link) => link.url)).toEqual([
      'https://e.org/x/c?d',
      'https://f.example/',
      'https://e.org/x/y/z#top',
    ]);
    expect(body.html).toContain('<img src="https://e.org/x/y/i.png">');
    expect(clean(input).html).toBe('abc');
    expect(clean(input, 'no address').html).toBe('abc');
  });

  test('within the text lead to the prefixed id', () => {
    expect(clean('<a href="#n%C3%B6">a</a><p id="nö">b</p><a name="t">c</a><a href="#t">d</a>').html).toBe(
      '<a href="#user-content-nö">a</a><p id="user-content-nö">b</p><span id="user-content-t">c</span><a href="#user-content-t">d</a>',
    );
  });

  test('that are meant for the web but are no address are reported, each once', () => {
    const long = (length: number) => `https://e.org/${'p'.repeat(length - 14)}`;
    const hrefs = [
      'http://',
      'https://exa mple.org:99999/',
      'http://',
      long(2000),
      long(2001),
      'javascript:x',
      'nonsense',
    ];
    const body = clean(hrefs.map((href) => `<a href="${href}">x</a>`).join(''));
    expect(body.invalidLinks).toEqual(['http://', 'https://exa mple.org:99999/', long(2001).slice(0, 2000)]);
    expect(body.links.map((link) => link.url)).toEqual([long(2000)]);
    expect(
      cleanBody(markdownToTree('[a](<https://exa mple.org:99999/>)'), { markdown: '' }).invalidLinks,
    ).toEqual(['https://exa mple.org:99999/']);
  });
});

const HARMLESS_TAGS = ['p', 'div', 'a', 'b', 'img', 'pre', 'table', 'hr'];
const HARMLESS_ATTRIBUTES = /^(?:href|src|alt|title|id|lang|dir|align)$/;

/** What a browser would make of it. */
function expectHarmless(node: Root | Element): void {
  for (const child of node.children) {
    if (child.type === 'text') continue;
    if (child.type !== 'element') throw new Error(`unexpected ${child.type}`);
    expect(HARMLESS_TAGS).toContain(child.tagName);
    for (const [name, value] of Object.entries(child.properties)) {
      expect(name).toMatch(HARMLESS_ATTRIBUTES);
      expect(`${name}=${String(value)}`).toMatch(/^(?!href|src)|=https?:\/\//);
    }
    expectHarmless(child);
  }
}

describe('nothing executable is left of', () => {
  test.each([
    '<script>alert(1)</script>a',
    '<img src=x onerror=alert(1)>a',
    '<img src="javascript:alert(1)">a',
    '<a href="javascript:alert(1)">a</a>',
    '<a href=" java\nscript:alert(1)">a</a>',
    '<a href="&#106;avascript:alert(1)">a</a>',
    '<a href="data:text/html,<script>alert(1)</script>">a</a>',
    '<svg onload=alert(1)><script>alert(1)</script></svg>a',
    '<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table></mtext></math>a',
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">a',
    '<form action="javascript:alert(1)"><input type=submit></form>a',
    '<iframe src="https://e.org/" srcdoc="<script>alert(1)</script>"></iframe>a',
    '<style>@import "javascript:alert(1)"</style><p style="background:url(javascript:alert(1))">a</p>',
    '<object data="javascript:alert(1)"><embed src="javascript:alert(1)">a</object>',
    '<template><script>alert(1)</script></template>a',
    "<b title='\"><script>alert(1)</script>'>a</b>",
    '<xmp><script>alert(1)</script></xmp>',
    '<textarea><script>alert(1)</script></textarea>a',
    '<base href="javascript:alert(1)"><meta http-equiv=refresh content="0;url=javascript:alert(1)">a',
  ])('%s', (input) => {
    expect.hasAssertions();
    for (const tree of [htmlToTree(input), markdownToTree(input), htmlToTree(input, 'document')]) {
      const { html } = cleanBody(tree, { markdown: '', base: 'https://e.org/' });
      expectHarmless(htmlToTree(html));
    }
  });

  test('ids that would stand for something else', () => {
    expect(clean('<p id="location">a</p><img name="body" src="https://e.org/i">').html).toBe(
      '<p id="user-content-location">a</p><img src="https://e.org/i">',
    );
  });
});

describe('invariants', () => {
  const bodies = [
    ...Object.entries(MARKDOWN_SNIPPETS).map(([name, source]) => [name, markdownToTree(source)] as const),
    ...Object.entries(HTML_SNIPPETS).map(([name, source]) => [name, htmlToTree(source)] as const),
  ];
  test.each(bodies)('%s', (_name, tree) => {
    const body = cleanBody(tree, { markdown: '' });
    expectConsistent(body);
    for (const length of [1, 4, 9, 40]) expectRenders(body, length);
    // The HTML is its own cleaned form, up to the prefix of ids.
    expect(clean(body.html.replaceAll('user-content-', '')).html).toBe(body.html);
  });
});

describe('hostile input ends soon and whole', () => {
  test.each<[name: string, input: string, text: string]>([
    ['5,000 nested blocks', `${'<div>'.repeat(5000)}a`, 'a'],
    ['5,000 nested blocks with text', '<div>a'.repeat(5000), Array<string>(5000).fill('a').join('\n\n')],
    ['5,000 nested unknown elements', `${'<font>'.repeat(5000)}a`, 'a'],
    ['5,000 nested tables', `${'<table><tr><td>'.repeat(5000)}a`, 'a'],
    [
      '140,000 children of an unknown element',
      `<blink>${'a<br>'.repeat(70_000)}</blink>`,
      'a\n'.repeat(70_000).trim(),
    ],
    [
      'mark-up that multiplies',
      `<p>${Array.from({ length: 3000 }, (_, i) => `<b id=${i}>`).join('')}a${'<p>b'.repeat(5000)}`,
      `a${'\n\nb'.repeat(5000)}`,
    ],
  ])(
    '%s',
    (_name, input, text) => {
      const body = clean(input);
      expect(body.text === text).toBe(true);
      expect(body.html.length).toBeLessThan(30 * input.length);
    },
    30_000,
  );

  test('links below the deepest level stay links', () => {
    const body = clean(
      `${'<div>'.repeat(500)}x<a href="https://e.org/">a<p>b</a><img src="https://e.org/i">`,
    );
    expect(body.text).toBe('xa\n\nb');
    expect(body.links[0]?.url).toBe('https://e.org/');
    expect(body.html).toContain('<img src="https://e.org/i">');
  });

  test('a tree of 100,000 levels', () => {
    let node: ElementContent = { type: 'text', value: 'a' };
    for (let depth = 0; depth < 100_000; depth += 1)
      node = { type: 'element', tagName: 'em', properties: {}, children: [node] };
    const body = cleanBody({ type: 'root', children: [node] }, { markdown: '' });
    expect(body.text).toBe('a');
    expect(body.layout.emphasis).toEqual([[0, 1]]);
  });
});
