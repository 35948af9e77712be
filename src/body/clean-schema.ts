import type { Schema } from 'hast-util-sanitize';

/** Elements that begin and end a block of text. */
export const BLOCK_TAGS: ReadonlySet<string> = new Set(
  (
    'p h1 h2 h3 h4 h5 h6 ul ol li pre blockquote dl dt dd div section figure figcaption details summary hr ' +
    'table caption thead tbody tfoot tr td th'
  ).split(' '),
);

/** Elements that stand in a line of text. */
export const INLINE_TAGS: ReadonlySet<string> = new Set(
  (
    'a b strong i em cite q code kbd samp var tt sub sup abbr dfn del ins s u mark small span bdi bdo ' +
    'time ruby rt rp br img input'
  ).split(' '),
);

export const VOID_TAGS: ReadonlySet<string> = new Set(['br', 'hr', 'img', 'input']);

/** Elements that exist only in a table. */
export const TABLE_TAGS: ReadonlySet<string> = new Set('caption thead tbody tfoot tr td th'.split(' '));

/** Elements that go with all that they contain. */
export const DROPPED_TAGS: ReadonlySet<string> = new Set(
  (
    'script style head title template textarea select button datalist iframe noembed noframes svg canvas ' +
    'audio video annotation annotation-xml'
  ).split(' '),
);

/** Elements of which only the break in the text, or the like of it, is kept. */
export const RENAMED_TAGS: ReadonlyMap<string, string> = new Map([
  ...'html body article aside main nav header footer hgroup address center form fieldset legend dialog search'
    .split(' ')
    .map((tag) => [tag, 'div'] as const),
  ['menu', 'ul'],
  ['dir', 'ul'],
  ['strike', 's'],
  ['listing', 'pre'],
  ['xmp', 'pre'],
  ['plaintext', 'pre'],
]);

/** hast property to HTML attribute, for every property that the schema lets through. */
export const ATTRIBUTES: ReadonlyMap<string, string> = new Map([
  ['id', 'id'],
  ['title', 'title'],
  ['lang', 'lang'],
  ['dir', 'dir'],
  ['href', 'href'],
  ['src', 'src'],
  ['alt', 'alt'],
  ['width', 'width'],
  ['height', 'height'],
  ['align', 'align'],
  ['colSpan', 'colspan'],
  ['rowSpan', 'rowspan'],
  ['scope', 'scope'],
  ['start', 'start'],
  ['reversed', 'reversed'],
  ['value', 'value'],
  ['dateTime', 'datetime'],
  ['open', 'open'],
  ['type', 'type'],
  ['checked', 'checked'],
  ['disabled', 'disabled'],
  ['className', 'class'],
]);

export const ID_PREFIX = 'user-content-';

const CELL = [['align', 'left', 'center', 'right'], 'colSpan', 'rowSpan'] satisfies NonNullable<
  Schema['attributes']
>[string];

/** Near GitHub's (the library's default), without name and presentational attributes. */
export const SCHEMA: Schema = {
  tagNames: [...BLOCK_TAGS, ...INLINE_TAGS],
  strip: [...DROPPED_TAGS],
  ancestors: Object.fromEntries([...TABLE_TAGS].map((tag) => [tag, ['table']])),
  attributes: {
    '*': ['id', 'title', 'lang', 'dir'],
    a: ['href', ['className', 'footnote-backref']],
    img: ['src', 'alt', 'width', 'height'],
    td: CELL,
    th: [...CELL, 'scope'],
    ol: ['start', 'reversed', ['className', 'footnotes-list']],
    li: ['value', ['className', 'footnote-item']],
    time: ['dateTime'],
    details: ['open'],
    code: [['className', /^language-./]],
    sup: [['className', 'footnote-ref']],
    section: [['className', 'footnotes']],
    hr: [['className', 'footnotes-sep']],
    input: [['type', 'checkbox'], ['disabled', true], 'checked'],
  },
  // The boxes of task lists, which nobody can tick.
  required: { input: { type: 'checkbox', disabled: true } },
  protocols: { href: ['http', 'https', 'mailto'], src: ['http', 'https'] },
  clobber: ['id'],
  clobberPrefix: ID_PREFIX,
};
