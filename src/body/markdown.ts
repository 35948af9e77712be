import type { Root } from 'hast';
import MarkdownIt, { type MarkdownIt as Parser, type StateCore, type Token } from 'markdown-it';
import footnote from 'markdown-it-footnote';
import { htmlToTree } from './html-tree.ts';
import { tokensToTree } from './markdown-tree.ts';

// Raw HTML and every URL pass: `cleanBody` decides about both, with the base address in hand and with a
// report. URLs keep the author's spelling, so that a report can name it.
function createParser(): Parser {
  const parser = new MarkdownIt({ html: true, linkify: true, maxNesting: 100 });
  // Addresses only where they say http: `example.com` and a file's name look the same.
  const { linkify } = parser;
  linkify.set({ fuzzyLink: false, fuzzyEmail: false, fuzzyIP: false });
  // Its search for the beginning of one is slow, and each begins with `//` or a scheme.
  const test = linkify.test.bind(linkify);
  linkify.test = (text) => (text.includes(':') || text.includes('//')) && test(text);
  parser.validateLink = () => true;
  parser.normalizeLink = (url) => url;
  parser.normalizeLinkText = (url) => url;
  parser.core.ruler.after('inline', 'tasks', markTasks);
  parser.renderer.rules.task_box = (tokens, i) =>
    `<input type="checkbox" disabled${tokens[i]!.attrIndex('checked') < 0 ? '' : ' checked'}>`;
  return parser;
}

/** `- [ ] to do` and `- [x] done`, as GitHub has them: the marks become boxes. */
function markTasks({ tokens, Token }: StateCore): void {
  for (const [i, token] of tokens.entries()) {
    const isFirst = tokens[i - 1]?.type === 'paragraph_open' && tokens[i - 2]?.type === 'list_item_open';
    const [first] = token.children ?? [];
    const mark = isFirst && first?.type === 'text' ? /^\[([ xX])\](?=\s)/.exec(first.content) : null;
    if (!mark || !first) continue;
    first.content = first.content.slice(mark[0].length);
    const box = new Token('task_box', 'input', 0);
    box.attrSet('type', 'checkbox');
    box.attrSet('disabled', '');
    if (mark[1] !== ' ') box.attrSet('checked', '');
    token.children!.unshift(box);
  }
}

const plain = createParser();
const withFootnotes = createParser().use(footnote);
// The arrow back to the text is no part of the note's text.
withFootnotes.renderer.rules.footnote_anchor = () => '';

/**
 * markdown-it-footnote copies the whole document for each note and recurses for notes in notes, outside
 * markdown-it's limit of nesting: 25,000 notes take half a minute, 5,000 nested ones the stack.
 */
const MAX_FOOTNOTE_MARKS = 1000;

/**
 * CommonMark with tables, strikethrough, task lists, footnotes (while there are at most 1,000 marks of them) and raw HTML.
 * Never throws. Not safe to show until `cleanBody`.
 */
export function markdownToTree(source: string): Root {
  const { tokens, toHtml } = readTokens(source);
  return tokensToTree(tokens) ?? htmlToTree(toHtml());
}

/** What markdown-it reads in a text, and how it writes that as HTML. */
export function readTokens(source: string): { tokens: Token[]; toHtml: () => string } {
  const footnoteMarks = source.match(/\[\^|\^\[/g)?.length ?? 0;
  const parser = footnoteMarks === 0 || footnoteMarks > MAX_FOOTNOTE_MARKS ? plain : withFootnotes;
  const env = {};
  const tokens = parser.parse(source, env);
  return { tokens, toHtml: () => parser.renderer.render(tokens, parser.options, env) };
}

/** Bare addresses in a text, with where they stand. */
export function findAddresses(text: string): { index: number; lastIndex: number; schema: string }[] {
  return plain.linkify.match(text) ?? [];
}
