import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { htmlToTree } from '../../src/body/html-tree.ts';
import { tokensToTree } from '../../src/body/markdown-tree.ts';
import { readTokens } from '../../src/body/markdown.ts';
import { MARKDOWN_SNIPPETS } from './snippets.ts';

/** The tree made of the tokens, and the one that the HTML parser makes. As text: the order of attributes counts. */
function bothTrees(source: string): { direct: string | null; throughHtml: string } {
  const { tokens, toHtml } = readTokens(source);
  const tree = tokensToTree(tokens);
  const asText = (value: unknown) => JSON.stringify(value, null, 1);
  return { direct: tree && asText(tree), throughHtml: asText(htmlToTree(toHtml())) };
}

describe('without raw HTML the tokens give the tree that the HTML parser gives', () => {
  const nestings = (times: number) => `${'*a '.repeat(times)}${'b* '.repeat(times)}`;
  test.each<[name: string, source: string]>([
    ['nothing', ' \n'],
    ['headings and rules', '# A\n\nB\n===\n\n## C *d* ##\n***\n###'],
    ['line breaks', 'a\nb  \nc\\\nd\r\ne\rf'],
    [
      'tight lists',
      '- a\n- b\n  - c\n\n    d\n- # e\n  f\n- > g\n- ```\n  h\n  ```\n- ---\n-\n- | i |\n  |-|',
    ],
    ['loose lists', '1. a\n\n   b\n2. c\n\n0) d\n\n       e\n\n7. f'],
    ['a list in a list at once', '- 1. - a\n- - b'],
    ['tasks', '- [ ] *a*\n- [x] b\n  1. [X] `c`\n\n- [ ]\n- [x] d'],
    ['quotes', '> a\n> > b\n\n> - c\n>\n>   d\n\n>'],
    [
      'code',
      '`a <b>` `` ` `` ` `\n\n    c\n\n    d\n\n```\n\n\ne\n```\n~~~ js  x\nf\n~~~\n```\n```\n~~~ "é\u00a0<\n~~~',
    ],
    ['tables', 'a|b|c|d\n-|:-|:-:|-:\n1|2\n\\|||`\\|`|4|5\n\n| e |\n|-|\n\n> |f|\n> |-|\n> |g|'],
    ['emphasis', '***a** b* __c *d*__ ~~e *f~~ g* *h ~~i* j~~ **k *l **m** n***'],
    [
      'links',
      '[a *b*](c "d \'e\' &quot;<") [](f) [g][r] [R] <https://h.example/?i&j> <k@l.example> http://m.example/ mailto:n@o.example\n\n[r]: <s t> "u\nv"',
    ],
    ['images', '![a *b* `c` \\* &amp; <d> ![e](f)\ng](h "i") [![](j)](k) ![l[^1]](m)\n\n[^1]: n'],
    ['entities', '&amp; &lt;b&gt; &nbsp; &#0; &#10; &#9; &#12; &copy &unknown; [a](&quot; "&#9;")'],
    ['characters', '\ufeffa\0\ud83d `\0` \udc00 𝒳 [\ud83d](\udc00) a < b > c <\u0080 \f\v'],
    [
      'footnotes',
      'a[^1] b[^note][^1] ^[c *d* ^[e]] [k[^1]](l)\n\n- f[^3]\n\n[^1]: g\n\n    h\n\n[^note]:\n    - i\n\n[^3]:\n    # j[^1]',
    ],
    ['many footnotes', '[^1] '.repeat(1001)],
    ['nesting', `${'> '.repeat(90)}- ${nestings(500)}`],
    ['nesting down to the limit', nestings(999)],
  ])('%s', (_name, source) => {
    const { direct, throughHtml } = bothTrees(source);
    expect(direct).toBe(throughHtml);
  });
});

test.each<[name: string, source: string]>([
  ['raw HTML', 'a <b>c</b>'],
  ['a block of it', '<p>a\n\nb'],
  ['a box in raw HTML', 'a <input type="checkbox" disabled>'],
  ['a note in a link', '[a^[b]](c)'],
  ['a link in a link', '[a <https://b.example/>](c)'],
  ['a carriage return in text', '&#13;\na'],
  ['… in code', '```&#13;\na\n```'],
  ['… in an address', '[a](b&#xD;c)'],
  ['… in an image', '![a&#13;b](c)'],
  ['notes in notes', '[^b]\n\n[^a]: > [^b]: c'],
  ['nesting that is flattened', `${'*a '.repeat(1000)}${'b* '.repeat(1000)}`],
])('%s is left to the HTML parser', (_name, source) => {
  expect(bothTrees(source).direct).toBeNull();
});

test('a token of another plugin is left to the HTML parser', () => {
  const { tokens } = readTokens('*a*');
  const [, inline] = tokens;
  const [em] = inline!.children!;
  expect(tokensToTree(tokens)).not.toBeNull();
  em!.attrSet('data-a', 'b');
  expect(tokensToTree(tokens)).toBeNull();
  em!.attrs = null;
  em!.type = 'mark_open';
  expect(tokensToTree(tokens)).toBeNull();
});

test('tags that cross or stay open are left to the HTML parser', () => {
  const { tokens } = readTokens('> 1. a');
  expect(tokens.map(({ tag }) => tag)).toEqual([
    'blockquote',
    'ol',
    'li',
    'p',
    '',
    'p',
    'li',
    'ol',
    'blockquote',
  ]);
  expect(tokensToTree(tokens)).not.toBeNull();
  expect(tokensToTree(tokens.slice(0, -1))).toBeNull();
  expect(tokensToTree([...tokens.slice(0, -2), ...tokens.slice(-2).reverse()])).toBeNull();
});

test('any mixture gives the same tree, if one', () => {
  const bits = fc.constantFrom(
    'a', 'b c', ' ', '  \n', '\n', '\n', '\n\n', '\n\n', '\n    ', '\n> ', '\n- ', '\n  - ', '\n1. ', '\n7) ', '[ ] ', '\n# ', '\n---\n',
    '\n```js\n', '\n```\n', '\n|a|b|\n|-|:-:|\n', '|', '\t', '*', '**', '_', '~~', '`', '\\', '<', '&', '[', ']', '](c)', '![', '^[', '[^1]',
    '\n[^1]: ', '\n\n[^2]: ', '[^2]', '&amp;', '&lt;', 'https://d.example/', '<e:f>', '"',
  ); // prettier-ignore
  let built = 0;
  const same = fc.property(fc.array(bits, { maxLength: 40 }), (parts) => {
    const { direct, throughHtml } = bothTrees(parts.join(''));
    if (direct === null) return;
    built += 1;
    expect(direct).toBe(throughHtml);
  });
  fc.assert(same, { numRuns: 3000, seed: 7 });
  expect(built).toBeGreaterThan(2500);
});

test.each(Object.entries(MARKDOWN_SNIPPETS))('a snippet: %s', (_name, source) => {
  const { direct, throughHtml } = bothTrees(source);
  expect(direct ?? throughHtml).toBe(throughHtml);
});
