/** Tricky input, by what is tricky about it. */
export const MARKDOWN_SNIPPETS: Record<string, string> = {
  'two paragraphs': 'The first one.\n\nThe *second* one.',
  escapes: 'Fish & chips < \\"tea\\" > nothing &amp; &lt;b&gt; 5 &#38; 6',
  'spaces around mark-up': 'A  **bold ** claim , and _so_ on  \nafter a break   ',
  'nested lists': '- one\n  - two\n\n    three\n- four\n\n1. five\n2. six',
  'quote with all sorts': '> # Loud\n>\n> quiet\n>\n>     code\n>\n> - item',
  code: 'Press `Ctrl <b>` now\n\n```js\nif (a < b && c)\n\n  return "x";\n```\n\n    indented  code',
  table: '| a | b |\n|:-|-:|\n| `x` | [y](https://one.example/) |\n| | **z** |',
  footnotes: 'Said twice[^n], thrice[^n].\n\n[^n]: A note with [a link](https://note.example/).',
  links:
    '[**Half** bold](https://a.example/?x=1&y=2) and <https://b.example/> and [mail](mailto:a@b.example)',
  'image link': 'See [![diagram](https://i.example/d.png)](https://d.example/) here.',
  'liquid and kramdown': '{% raw %}{{ x }}{% endraw %}\n{:.center}\n\nText[^missing] \\[Not #1]\\[]',
  'astral and combining': '𝒳 *é́* 👩‍👩‍👧 <b>日本語</b>テスト',
  'html in the middle':
    'Some <kbd>Tab</kbd>, H<sub>2</sub>O<br>\n<br/> <details><summary>More</summary>hidden *not md*</details> tail',
  unclosed: '**open [half](https://x.example/ <div><p>a <b>b\n\n<a href="https://c.example/">c <p>d',
  nothing: ' \n\n---\n\n<!-- only a comment -->',
};

export const HTML_SNIPPETS: Record<string, string> = {
  'loose text': 'loose <p>in p</p> between <div>in div<p>deeper</p> after</div> end',
  'unknown blocks': '<article>one</article><article>two</article><main>three</main><font>four</font> five',
  'white space': '<p>\n  a\n\t<b> b </b> <i> c</i>\u00a0 \n</p> <p> </p><p><br>d <br> e<br></p>',
  images:
    '<p><img src="https://i.example/1"> a <img src="https://i.example/2"> b</p><p><img src="https://i.example/3"></p>c',
  'block link': '<a href="https://card.example/"><h3>Title</h3> <p>Words <em>here</em></p></a>tail',
  'links nest':
    '<a href="https://o.example/">o<table><tr><td><a href="https://i.example/">i</a></td></tr></table></a>',
  'textless links':
    '<p>a <a href="https://1.example/"></a> <a href="https://2.example/"> </a>b</p><p><a href="https://3.example/"><img src="https://i.example/"></a></p><p>z<a href="https://4.example/"> </a></p>',
  pre: '<pre>\n\n  two\r\n  lines \n\n</pre><pre> </pre><pre><code>a <b>b</b>\n</code></pre><blockquote><pre>q</pre>r</blockquote>',
  'definition list':
    '<dl><dt>Term</dt><dd>Meaning <cite>Book</cite></dd></dl><figure><img src="https://i.example/"><figcaption>Caption</figcaption></figure>',
  'quote in text':
    '<blockquote>direct<p>para</p><h2>head</h2></blockquote><h2>Head <small>small</small></h2>',
  'emphasis across blocks': '<b>one<p>two <i>three</i></p></b>four <em><strong>five</strong></em>',
  entities: '<p>&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &nbsp;&amp;amp; &#0; &#13;x</p>',
  'table mess':
    '<td>stray<table>foster<caption>cap</caption><tr><td>a<td>b<tr><th>c</table><math><td>m</td></math>',
};
