/*
 * Attempts to get something executed, made from classes: what would run × where it is put × how it is spelled. Own writing, by the
 * classes of OWASP's filter evasion cheat sheet and of what sanitisers were circumvented with (mutation, foreign content, clobbering).
 * `window.ran` is what would be called.
 */

const call = 'window.ran(1)';

/** Spellings of the scheme of an address that runs. */
const schemes = [
  'javascript:', 'JaVaScRiPt:', ' javascript:', '\tjavascript:', '\u0001javascript:', 'java\tscript:', 'java\nscript:', 'java\rscript:', 'java&#10;script:',
  'java&Tab;script:', 'java&NewLine;script:', '&#106;avascript:', '&#x6a;avascript:', '&#0000106avascript:', 'javascript&colon;', 'javascript&#58;', 'javascript&#x3A;',
  '\u2028javascript:', '\u00a0javascript:', '\ufeffjavascript:', 'java\0script:', 'vbscript:', 'livescript:', 'data:text/html,<script>', 'data:text/html;base64,PHNjcmlwdD4=',
  'data:image/svg+xml,<svg onload=', 'feed:javascript:', 'view-source:javascript:', 'jar:javascript:', 'blob:javascript:', 'filesystem:javascript:', 'javascript://%0a', '//javascript:',
]; // prettier-ignore

const addressHolders = [
  ['a', 'href'], ['a', 'xlink:href'], ['area', 'href'], ['base', 'href'], ['link rel=stylesheet', 'href'], ['img', 'src'], ['img', 'srcset'], ['img', 'lowsrc'], ['img', 'dynsrc'],
  ['iframe', 'src'], ['embed', 'src'], ['object', 'data'], ['video', 'src'], ['video', 'poster'], ['audio', 'src'], ['source', 'src'], ['track', 'src'], ['input type=image', 'src'],
  ['form', 'action'], ['button', 'formaction'], ['isindex', 'action'], ['body', 'background'], ['table', 'background'], ['td', 'background'], ['blockquote', 'cite'], ['q', 'cite'],
  ['del', 'cite'], ['frame', 'src'], ['script', 'src'], ['applet', 'code'], ['meta http-equiv=refresh', 'content'], ['svg', 'href'], ['use', 'href'], ['math', 'href'], ['image', 'href'], ['html', 'manifest'],
] as const; // prettier-ignore

const events = [
  'abort', 'animationend', 'animationstart', 'auxclick', 'beforecopy', 'beforeinput', 'beforematch', 'beforetoggle', 'begin', 'blur', 'canplay', 'change', 'click', 'contextmenu', 'copy', 'cut',
  'dblclick', 'drag', 'drop', 'end', 'error', 'finish', 'focus', 'focusin', 'focusout', 'formdata', 'hashchange', 'input', 'invalid', 'keydown', 'keyup', 'load', 'loadstart', 'message', 'mousedown', 'mouseenter',
  'mouseover', 'pagehide', 'pageshow', 'paste', 'play', 'pointerdown', 'pointerover', 'popstate', 'progress', 'readystatechange', 'repeat', 'reset', 'resize', 'scroll', 'search', 'select', 'start', 'submit',
  'toggle', 'touchstart', 'transitionend', 'unload', 'wheel',
]; // prettier-ignore

const eventHolders = [
  'p',
  'a href="https://a.example"',
  'img src=x',
  'svg',
  'details open',
  'input autofocus',
  'body',
  'marquee',
  'video',
  'td',
  'math',
  'input type=checkbox disabled',
  'x',
];

/** How an attribute may be written so that filters that read text overlook it. */
const attributeSpellings = [
  (name: string) => `${name}="${call}"`,
  (name: string) => `${name}=${call}`,
  (name: string) => `${name.toUpperCase()} = '${call}'`,
  (name: string) => `/${name}=${call}//`,
  (name: string) => `a="'" ${name}="${call}" b='"'`,
  (name: string) => `title="x" "${name}="${call}"`,
  (name: string) => `\u0000${name}=${call}`,
  (name: string) => `title='"><img src=x ${name}=${call}>'`,
];

const scripts = [
  `<script>${call}</script>`, `<SCRIPT>${call}</SCRIPT>`, `<script\n>${call}</script >`, `<script/x>${call}</script>`, `<<script>${call}//<</script>`, `<scr<script>ipt>${call}</scr</script>ipt>`, `<script>${call}`, `<script type=module>${call}</script>`,
  `</title><script>${call}</script>`, `</textarea><script>${call}</script>`, `--><script>${call}</script>`, `]]><script>${call}</script>`, `"><script>${call}</script>`, `<svg><script>${call}</script></svg>`, `<svg><script>&#119;indow.ran(1)</script></svg>`, `<math><script>${call}</script></math>`,
  `<xml><script>${call}</script></xml>`, `<template><script>${call}</script></template>`, `<noscript><script>${call}</script></noscript>`, `\uff1cscript\uff1e${call}\uff1c/script\uff1e`, `+ADw-script+AD4-${call}+ADw-/script+AD4-`, `%3Cscript%3E${call}%3C/script%3E`, `&lt;script&gt;${call}&lt;/script&gt;`, `<\0script>${call}</script>`,
]; // prettier-ignore

const styles = [
  `<style>@import 'javascript:${call}';</style>`, `<style>*{background:url("javascript:${call}")}</style>`, `<p style="width:expression(${call})">`, `<p style="background:url(javascript:${call})">`, `<p style="-moz-binding:url(//a.example/x)">`, `<p style="behavior:url(x.htc)">`,
  `<link rel=import href="data:text/html,<script>${call}</script>">`, `<style><img src=x onerror=${call}></style>`, `<style></style><img src=x onerror=${call}>`, `<div style="position:fixed;inset:0">x</div>`, `<font style='x:\\65xpression(${call})'>x</font>`,
]; // prettier-ignore

/** What parsers read in one way and, written out, in another. */
const mutations = [
  `<noscript><p title="</noscript><img src=x onerror=${call}>">`, `<svg></p><style><a id="</style><img src=x onerror=${call}>">`, `<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=x onerror=${call}&gt;">`, `<form><math><mtext></form><form><mglyph><style></math><img src onerror=${call}>`,
  `<svg><style>&lt;img src=x onerror=${call}&gt;</style></svg>`, `<svg><desc><p><style></desc><img src=x onerror=${call}>`, `<svg><foreignObject><p><img src=x onerror=${call}></foreignObject></svg>`, `<math><annotation-xml encoding="text/html"><img src=x onerror=${call}></annotation-xml></math>`,
  `<svg><title><img src=x onerror=${call}></title></svg>`, `<xmp><p title="</xmp><img src=x onerror=${call}>"></xmp>`, `<plaintext><img src=x onerror=${call}>`, `<textarea><p title="</textarea><img src=x onerror=${call}>"></textarea>`, `<title><p title="</title><img src=x onerror=${call}>"></title>`, `<iframe><p title="</iframe><img src=x onerror=${call}>"></iframe>`,
  `<select><template><img src=x onerror=${call}></template></select>`, `<table><svg onload=${call}></table>`, `<table><td><svg><desc><td><a title="><img src onerror=${call}>"></a>`, `<!--><img src=x onerror=${call}>-->`, `<!--<img src="--><img src=x onerror=${call}>">`, `<![CDATA[<img src=x onerror=${call}>]]>`, `<?xml <img src=x onerror=${call}> ?>`,
  `<a href="x"><svg><a xlink:href="javascript:${call}"><text>x</text></a></svg>`, `<svg><animate attributeName=href values="javascript:${call}"/></svg>`, `<svg><set attributeName=onclick to=${call}></svg>`, `<svg><use href="data:image/svg+xml,<svg id=x onload=${call}>#x"/></svg>`, `<img src="x\` \`<script>${call}</script>"\` \`>`, `<b/alt="1"onmouseover=${call}>x</b>`,
  `<img src=x:x onerror=${call}//`, `<IMG """><SCRIPT>${call}</SCRIPT>">`, `<img src="x" alt="\`\`onerror=${call}">`, `<div id="a" contenteditable onfocus=${call} tabindex=1>x</div>`,
]; // prettier-ignore

const clobberings = ['ran', 'body', 'cookie', 'forms', 'getElementById', 'implementation', '__proto__', 'constructor', 'location'].flatMap((name) => [
  `<a id=${name}>x</a>`, `<img name=${name} src=https://a.example/i>`, `<form id=${name}><input name=attributes></form>`, `<a id=${name}><a id=${name} name=x href="https://a.example">`,
]); // prettier-ignore

const embeds = [
  `<iframe srcdoc="<script>${call}</script>"></iframe>`, `<object type=text/html data="data:text/html,<script>${call}</script>"></object>`, `<meta http-equiv="refresh" content="0;url=javascript:${call}">`, `<base href="javascript:${call}//"><a href="x">x</a>`, `<form action=javascript:${call}><button>x</button></form>`, `<button form=x formaction=javascript:${call}>x</button>`, `<isindex type=image src=x onerror=${call}>`,
  `<input type=checkbox disabled onclick=${call}>`, `<input disabled type=image src=x onerror=${call}>`, `<input type="checkbox" disabled autofocus onfocus=${call}>`, `<dialog open onclose=${call}>x</dialog>`, `<keygen autofocus onfocus=${call}>`, `<portal src="javascript:${call}">`, `<fencedframe></fencedframe><slot></slot><x-y onclick=${call}>x</x-y>`,
]; // prettier-ignore

export const htmlCases: readonly string[] = [
  ...scripts,
  ...styles,
  ...mutations,
  ...clobberings,
  ...embeds,
  ...addressHolders.flatMap(([tag, name]) =>
    schemes.map((scheme) => `<${tag} ${name}="${scheme}${call}">x</${tag.split(' ')[0]}>`),
  ),
  ...events.flatMap((event, i) =>
    eventHolders.flatMap((holder, j) => {
      // All spellings of a few, a few of all.
      const spellings =
        i < 4 ? attributeSpellings : [attributeSpellings[(i + j) % attributeSpellings.length]!];
      return spellings.map((spelling) => `<${holder} ${spelling(`on${event}`)}>x</${holder.split(' ')[0]}>`);
    }),
  ),
  // Two that stand in each other.
  ...mutations.flatMap((outer) => scripts.slice(0, 8).map((inner) => outer.replace('x', inner))),
];

export const markdownCases: readonly string[] = [
  ...schemes.flatMap((scheme) => [
    `[x](${scheme}${call})`, `[x](<${scheme}${call}>)`, `![x](${scheme}${call})`, `<${scheme}${call}>`, `[x]: ${scheme}${call}\n\n[x]`, `[x][y]\n\n[y]: <${scheme}${call}> "t"`, `[![x](${scheme}${call})](${scheme}${call})`, `[x](https://a.example "\\"onmouseover=${call}")`,
  ]), // prettier-ignore
  ...mutations.flatMap((mutation) => [`- ${mutation}`, `> ${mutation}`, `| a |\n|---|\n| ${mutation} |`, `x[^1]\n\n[^1]: ${mutation}`, `\`\`\`"><img src=x onerror=${call}>\n${mutation}\n\`\`\``, `# ${mutation}`]),
  ...scripts.map((script) => `text ${script}\n\n${script}`),
  `\`\`\`x" onclick="${call}\n\`\`\``, `- [ ] <img src=x onerror=${call}>`, `[x](https://a.example/"onclick=${call})`, `[x](https://a.example/'><img src=x onerror=${call}>)`, `![x"onerror="${call}](https://a.example/i)`, `<a href="https://a.example" onclick="${call}">x</a>`,
]; // prettier-ignore
