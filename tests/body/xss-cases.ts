/*
 * Attempts to get something executed, made from classes: what would run × where it is put × how it is spelled. Own writing, by the
 * classes of OWASP's filter evasion cheat sheet and of what sanitisers were circumvented with (mutation, foreign content, clobbering).
 * `top.ran` is what would be called, also from a frame.
 */
import { html as htmlAttributes, svg as svgAttributes } from 'property-information';

const call = 'top.ran(1)';
const image = `<img src=x onerror=${call}>`;

/** The characters that parsers of HTML, URLs and JavaScript each take in a way of their own. */
const controls = [
  ...Array.from({ length: 0x21 }, (_, code) => code), 0x7f, 0x80, 0x85, 0x9f, 0xa0, 0xad, 0x130, 0x131, 0x17f, 0x180e, 0x200b, 0x200e, 0x2028, 0x2029, 0x202e, 0x2066, 0x212a, 0x3000, 0xd800, 0xfeff, 0xffff,
].map((code) => String.fromCharCode(code)); // prettier-ignore

/** Spellings of the scheme of an address that runs. */
const schemes = [
  'javascript:', 'JaVaScRiPt:', ' javascript:', '\tjavascript:', '\u0001javascript:', 'java\tscript:', 'java\nscript:', 'java\rscript:', 'java&#10;script:',
  'java&Tab;script:', 'java&NewLine;script:', '&#106;avascript:', '&#x6a;avascript:', '&#0000106avascript:', 'javascript&colon;', 'javascript&#58;', 'javascript&#x3A;',
  '\u2028javascript:', '\u00a0javascript:', '\ufeffjavascript:', 'java\0script:', 'vbscript:', 'livescript:', 'data:text/html,<script>', 'data:text/html;base64,PHNjcmlwdD4=',
  'data:image/svg+xml,<svg onload=', 'feed:javascript:', 'view-source:javascript:', 'jar:javascript:', 'blob:javascript:', 'filesystem:javascript:', 'javascript://%0a', '//javascript:',
  'javascript&colon', 'j&#97;v&#97;script&#58', '&#x6A&#x61vascript:', 'javas&#x00;cript:', 'javascript\t:', 'mocha:', 'data:,', 'data:text/html;charset=utf-7,', 'data:application/xhtml+xml,',
  'DATA:text/html,', 'about:blank#', 'intent:', 'ms-its:', 'wyciwyg://', 'x-javascript:', 'https:javascript:', 'http:/\\javascript:', 'mailto:javascript:', '#javascript:', '?javascript:', './javascript:', '%6aavascript:',
  // Browsers take control characters and spaces away at the front, and tabs and breaks everywhere.
  ...controls.flatMap((control) => [`${control}javascript:`, `java${control}script:`, `javascript${control}:`]),
]; // prettier-ignore

const addressHolders = [
  ['a', 'href'], ['a', 'xlink:href'], ['area', 'href'], ['base', 'href'], ['link rel=stylesheet', 'href'], ['img', 'src'], ['img', 'srcset'], ['img', 'lowsrc'], ['img', 'dynsrc'],
  ['iframe', 'src'], ['embed', 'src'], ['object', 'data'], ['video', 'src'], ['video', 'poster'], ['audio', 'src'], ['source', 'src'], ['track', 'src'], ['input type=image', 'src'],
  ['form', 'action'], ['button', 'formaction'], ['isindex', 'action'], ['body', 'background'], ['table', 'background'], ['td', 'background'], ['blockquote', 'cite'], ['q', 'cite'],
  ['del', 'cite'], ['frame', 'src'], ['script', 'src'], ['applet', 'code'], ['meta http-equiv=refresh', 'content'], ['svg', 'href'], ['use', 'href'], ['math', 'href'], ['image', 'href'], ['html', 'manifest'],
  ['source', 'srcset'], ['link rel=preload as=image', 'imagesrcset'], ['input', 'formaction'], ['a', 'ping'], ['img', 'longdesc'], ['img', 'usemap'], ['object', 'codebase'], ['object', 'classid'], ['iframe', 'srcdoc'],
  ['p', 'style'], ['a', 'style'], ['img', 'xlink:href'], ['use', 'xlink:href'], ['feImage', 'xlink:href'], ['animate attributeName=href', 'to'], ['set attributeName=href', 'to'], ['mtext', 'xlink:href'], ['bgsound', 'src'],
] as const; // prettier-ignore

/** Every event that an attribute can listen to: those of HTML and SVG, what browsers added, and one that nobody knows yet. */
const events = [
  ...new Set([
    // All spellings are tried with the first few.
    'click', 'error', 'focus', 'toggle',
    ...[htmlAttributes, svgAttributes].flatMap(({ property }) =>
      Object.values(property).flatMap(({ attribute }) => (attribute.startsWith('on') ? [attribute.slice(2)] : [])),
    ),
    ...['start', 'end', 'iteration', 'cancel'].map((when) => `animation${when}`),
    ...['start', 'end', 'run', 'cancel'].map((when) => `transition${when}`),
    ...['down', 'up', 'move', 'over', 'out', 'enter', 'leave', 'cancel', 'rawupdate'].map((what) => `pointer${what}`),
    ...['start', 'end', 'move', 'cancel'].map((what) => `touch${what}`),
    ...['animationstart', 'animationend', 'transitionend', 'fullscreenchange', 'mouseforcedown', 'willrevealbottom'].map((what) => `webkit${what}`),
    'beforecopy', 'beforecut', 'beforepaste', 'beforeinput', 'beforexrselect', 'contentvisibilityautostatechange', 'finish', 'bounce', 'start', 'gotpointercapture', 'lostpointercapture', 'selectstart', 'selectionchange',
    'fullscreenchange', 'readystatechange', 'search', 'command', 'scrollsnapchange', 'propertychange', 'beforescriptexecute', 'somethingnew',
  ]),
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

/** What stands where only white space may, and what begins a name. */
const separated = controls.flatMap((control) => [
  `<img${control}src=x${control}onerror=${call}>`, `<img src=x on${control}error=${call}>`, `<img src=x onerror${control}=${call}>`, `<img src=x onerror=${control}${call}>`,
  `<${control}script>${call}</script>`, `<script${control}>${call}</script>`, `<scr${control}ipt>${call}</scr${control}ipt>`, `<a href="x${control}" title='${control}"><script>${call}</script>'>x</a>`,
]); // prettier-ignore

const scripts = [
  `<script>${call}</script>`, `<SCRIPT>${call}</SCRIPT>`, `<script\n>${call}</script >`, `<script/x>${call}</script>`, `<<script>${call}//<</script>`, `<scr<script>ipt>${call}</scr</script>ipt>`, `<script>${call}`, `<script type=module>${call}</script>`,
  `</title><script>${call}</script>`, `</textarea><script>${call}</script>`, `--><script>${call}</script>`, `]]><script>${call}</script>`, `"><script>${call}</script>`, `<svg><script>${call}</script></svg>`, `<svg><script>&#116;op.ran(1)</script></svg>`, `<math><script>${call}</script></math>`,
  `<xml><script>${call}</script></xml>`, `<template><script>${call}</script></template>`, `<noscript><script>${call}</script></noscript>`, `\uff1cscript\uff1e${call}\uff1c/script\uff1e`, `+ADw-script+AD4-${call}+ADw-/script+AD4-`, `%3Cscript%3E${call}%3C/script%3E`, `&lt;script&gt;${call}&lt;/script&gt;`, `<\0script>${call}</script>`,
  `\u00c0\u00bcscript\u00c0\u00be${call}\u00c0\u00bc/script\u00c0\u00be`, `\u00bcscript\u00be${call}\u00bc/script\u00be`, `<\u017fcript>${call}</\u017fcript>`, `\u202e<script>${call}</script>\u202c`, `<script>\u2028${call}</script>`, `<meta charset=utf-7>+ADw-img src=x onerror=${call}+AD4-`,
  `\x1b$B<script>${call}</script>`, `<script src=data:,${call}></script>`, `<script>/*</script>${image}*/</script>`, `<script><!--<script>${call}</script>`, `<svg:script>${call}</svg:script>`, `<x:script xmlns:x="http://www.w3.org/1999/xhtml">${call}</x:script>`, `</script${call}><script>${call}</script>`,
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

/** Elements whose content parsers read as text, or as something else, and where they may stand. */
const rawElements = 'noscript style title textarea xmp iframe noembed noframes plaintext script template select option button svg math desc mglyph mtext annotation-xml foreignObject'.split(' '); // prettier-ignore
const surroundings = [
  '', '<svg>', '<math>', '<math><mtext>', '<math><mi><mglyph>', '<math><annotation-xml encoding="text/html">', '<svg><foreignObject>', '<svg><desc>', '<svg><title>', '<table>', '<table><tr><td>', '<table><caption>', '<select>', '<form><math><mtext></form><form>',
  '<p><b><i>', '<a href="https://a.example">', '<ul><li>', '<template>', '<frameset>', '<math><mtext><table><mglyph>',
]; // prettier-ignore

const nested = surroundings.flatMap((around) =>
  rawElements.flatMap((raw) => [
    `${around}<${raw}><a title="</${raw}>${image}">`, `${around}<${raw}><!--</${raw}>${image}-->`, `${around}<${raw}><![CDATA[</${raw}>${image}]]>`, `${around}</${raw}>${image}</${raw}><${raw}>${image}`,
  ]),
); // prettier-ignore

/** Values that give an element of the schema another meaning: classes and ids of the page around, boxes that can be ticked. */
const meanings = [
  ...'code ol li a sup section hr p div span td'.split(' ').map((tag) => `<${tag} class="modal language- footnote on" id=x name=x href="https://a.example" title="${image}">x</${tag}>`),
  ...['', 'text', 'image', 'hidden', 'submit', 'file', 'CHECKBOX', ' checkbox', 'radio', 'checkbox&#0;'].flatMap((type) => ['', 'disabled', 'disabled=false'].map((disabled) => `<input type="${type}" ${disabled} value=x name=x src="https://a.example/i" form=x list=x>`)),
]; // prettier-ignore

/** Mark-up that stops anywhere. */
const halves = [
  `<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=x onerror=${call}&gt;">`,
  `<a href='javascript:${call}' title="<script>${call}</script>" onclick=${call}><svg/onload=${call}>`,
].flatMap((whole) =>
  Array.from({ length: whole.length }, (_, end) => `${whole.slice(0, end)}${end % 2 ? '<' : ''}`),
);

const clobberings = ['ran', 'body', 'cookie', 'forms', 'getElementById', 'implementation', '__proto__', 'constructor', 'location', 'attributes', 'nodeName', 'parentNode', 'children', 'innerHTML', 'document', 'top', 'self', 'user-content-ran', '__defineGetter__', 'toString', 'currentScript'].flatMap((name) => [
  `<a id=${name}>x</a>`, `<img name=${name} src=https://a.example/i>`, `<form id=${name}><input name=attributes></form>`, `<a id=${name}><a id=${name} name=x href="https://a.example">`,
  `<p id=" ${name}">x</p><a href="#${name}">x</a>`, `<object id=${name} data=x></object><embed name=${name}>`, `<iframe name=${name} srcdoc=x></iframe>`, `<div is=${name} slot=${name} part=${name} data-${name}=1>x</div>`,
]); // prettier-ignore

const embeds = [
  `<iframe srcdoc="<script>${call}</script>"></iframe>`, `<object type=text/html data="data:text/html,<script>${call}</script>"></object>`, `<meta http-equiv="refresh" content="0;url=javascript:${call}">`, `<base href="javascript:${call}//"><a href="x">x</a>`, `<form action=javascript:${call}><button>x</button></form>`, `<button form=x formaction=javascript:${call}>x</button>`, `<isindex type=image src=x onerror=${call}>`,
  `<input type=checkbox disabled onclick=${call}>`, `<input disabled type=image src=x onerror=${call}>`, `<input type="checkbox" disabled autofocus onfocus=${call}>`, `<dialog open onclose=${call}>x</dialog>`, `<keygen autofocus onfocus=${call}>`, `<portal src="javascript:${call}">`, `<fencedframe></fencedframe><slot></slot><x-y onclick=${call}>x</x-y>`,
]; // prettier-ignore

export const htmlCases: readonly string[] = unique([
  ...scripts,
  ...styles,
  ...mutations,
  ...clobberings,
  ...embeds,
  ...separated,
  ...nested,
  ...halves,
  ...meanings,
  ...addressHolders.flatMap(([tag, name], i) => {
    // All spellings of what the schema knows, some of the rest, though each of them somewhere.
    const isKept = ['a href', 'img src', 'a xlink:href'].includes(`${tag} ${name}`);
    return schemes
      .filter((_, j) => isKept || (i + j) % 8 === 0)
      .map((scheme) => `<${tag} ${name}="${scheme}${call}">x</${tag.split(' ')[0]}>`);
  }),
  ...events.flatMap((event, i) =>
    eventHolders.flatMap((holder, j) => {
      // All spellings of a few, a few of all.
      const spellings =
        i < 4 ? attributeSpellings : [attributeSpellings[(i + j) % attributeSpellings.length]!];
      return spellings.map((spelling) => `<${holder} ${spelling(`on${event}`)}>x</${holder.split(' ')[0]}>`);
    }),
  ),
  // Two that stand in each other.
  ...mutations.flatMap((outer) => scripts.slice(0, 8).map((inner) => outer.replace('x', () => inner))),
]);

/** Where HTML and what looks like it may stand in Markdown. */
const markdownPlaces: readonly ((markup: string) => string)[] = [
  (markup) => `- ${markup}`, (markup) => `> ${markup}`, (markup) => `| a |\n|---|\n| ${markup} |`, (markup) => `x[^1]\n\n[^1]: ${markup}`, (markup) => `x^[${markup}]`, (markup) => `# ${markup}`, (markup) => `${markup}\n===`,
  (markup) => `\`\`\`"><img src=x onerror=${call}>\n${markup}\n\`\`\``, (markup) => `~~~ ${markup}\n${markup}`, (markup) => `    ${markup}`, (markup) => `\`${markup}\``, (markup) => `**${markup}**~~${markup}~~`, (markup) => `[${markup}](https://a.example)`,
  (markup) => `![${markup}](https://a.example/i "${markup}")`, (markup) => `[x](<https://a.example/${markup}> '${markup}')`, (markup) => `[x]\n\n[x]: https://a.example/ (${markup})`, (markup) => `- [ ] ${markup}\n- [x] ${markup}`, (markup) => `<${markup}>`, (markup) => `https://a.example/${markup}`,
  (markup) => `x[^${markup}]\n\n[^${markup}]: x`, (markup) => `<div>\n\n${markup}\n\n</div>`, (markup) => `\\${markup.replaceAll('<', '\\<')}`, (markup) => `<!-- ${markup}\n\n-->${markup}`, (markup) => `<details ontoggle=${call} open><summary>\n\n${markup}`,
]; // prettier-ignore

/** Of each spelling one: some classes meet. */
function unique(cases: readonly string[]): string[] {
  return [...new Set(cases)];
}

export const markdownCases: readonly string[] = unique([
  ...schemes.flatMap((scheme) => [
    `[x](${scheme}${call})`, `[x](<${scheme}${call}>)`, `![x](${scheme}${call})`, `<${scheme}${call}>`, `[x]: ${scheme}${call}\n\n[x]`, `[x][y]\n\n[y]: <${scheme}${call}> "t"`, `[![x](${scheme}${call})](${scheme}${call})`, `[x](https://a.example "\\"onmouseover=${call}")`,
    `<https://a.example/?${scheme}${call}>`, `[x](\n${scheme}${call}\n"t")`, `<a href="${scheme}${call}">*x*</a>`, `[x](https://a.example/)[x](${scheme}${call} 't')`, `x[^1]\n\n[^1]: [x](${scheme}${call})`, `[x]:\n<${scheme}${call}>\n\n![x][] [x][]`,
  ]), // prettier-ignore
  ...markdownPlaces.flatMap((place) => [...scripts, ...styles, ...mutations, ...embeds].map((markup) => place(markup))),
  ...scripts.map((script) => `text ${script}\n\n${script}`),
  `\`\`\`x" onclick="${call}\n\`\`\``, `- [ ] <img src=x onerror=${call}>`, `[x](https://a.example/"onclick=${call})`, `[x](https://a.example/'><img src=x onerror=${call}>)`, `![x"onerror="${call}](https://a.example/i)`, `<a href="https://a.example" onclick="${call}">x</a>`,
]); // prettier-ignore
