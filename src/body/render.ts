import type { Layout } from './body.ts';
import { INLINE_TAGS, VOID_TAGS } from './clean-schema.ts';
import { escapeHtml } from './html-escape.ts';

/** One place of a body that refers to another piece. */
export interface ReferenceMark {
  id: string;
  /** Range of `Body.text`. Marks without a link do not overlap. */
  start: number;
  end: number;
  /** Index into `Body.links`, where the author's own link makes the reference. */
  link: number | null;
  /** Where the mark leads, if no author's link makes it. */
  href: string | null;
}

interface Insertion {
  at: number;
  markup: string;
}

interface Span {
  from: number;
  to: number;
}

/**
 * `Body.html` with its references as `<a data-reference="ID">`. Where one cannot be one element, its further
 * pieces are `<a data-reference-part="ID">`; within a link that is none of `Body.links` (an e-mail address,
 * a footnote's number) it is a <span>. A mark that covers no text of the body is left out.
 */
export function renderBodyHtml(html: string, layout: Layout, marks: ReferenceMark[]): string {
  if (marks.length === 0) return html;
  const insertions: Insertion[] = [];
  const marked = new Set<number>();
  for (const { id, link } of marks) {
    const at = link === null ? undefined : layout.linkTags[link];
    if (at === undefined || marked.has(at)) continue;
    marked.add(at);
    insertions.push({ at, markup: ` data-reference="${escapeHtml(id)}"` });
  }
  const inText = marks.filter((mark) => mark.link === null).toSorted((a, b) => a.start - b.start);
  if (inText.length > 0) {
    const anchors = findAnchors(html);
    let free = 0;
    for (const mark of inText) {
      const pieces = findPieces(html, layout.runs, Math.max(free, mark.start), mark.end);
      insertions.push(...wrap(html, pieces, anchors, mark));
      free = Math.max(free, mark.end);
    }
  }
  return insert(html, insertions);
}

function wrap(html: string, pieces: Span[], anchors: Span[], mark: ReferenceMark): Insertion[] {
  const outside = pieces.filter((piece) => !isInside(piece, anchors));
  const tag = outside.length > 0 ? 'a' : 'span';
  const id = escapeHtml(mark.id);
  const href = mark.href === null || tag === 'span' ? '' : ` href="${escapeHtml(mark.href)}"`;
  const chosen = outside.length > 0 ? outside : pieces;
  const whole = chosen.length === pieces.length ? findWhole(html, pieces) : null;
  const spans = whole ? [whole] : chosen;
  return spans.flatMap(({ from, to }, index) => [
    { at: from, markup: `<${tag} data-reference${index === 0 ? '' : '-part'}="${id}"${href}>` },
    { at: to, markup: `</${tag}>` },
  ]);
}

/** The pieces of html that show a range of text. */
function findPieces(html: string, runs: Layout['runs'], start: number, end: number): Span[] {
  const pieces: Span[] = [];
  for (let index = firstRunAfter(runs, start); index < runs.length; index += 1) {
    const run = runs[index];
    if (!run || run[1] >= end) break;
    const from = advance(html, run[0], Math.max(0, start - run[1]));
    const to = advance(html, from, Math.min(end, run[1] + run[2]) - Math.max(start, run[1]));
    if (from < to) pieces.push({ from, to });
  }
  return pieces;
}

/** Index of the first run that ends after an offset of the text. */
function firstRunAfter(runs: Layout['runs'], offset: number): number {
  let low = 0;
  let high = runs.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const run = runs[middle];
    if (run && run[1] + run[2] <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The offset in html that lies a number of characters of text further on in the same run. */
function advance(html: string, from: number, characters: number): number {
  let at = from;
  for (let left = characters; left > 0; left -= 1) {
    at = html.charAt(at) === '&' ? html.indexOf(';', at) + 1 : at + 1;
  }
  return at;
}

/** One span around all pieces that cuts no element in half, if there is one without a block or a link in it. */
function findWhole(html: string, pieces: Span[]): Span | null {
  const first = pieces[0];
  const last = pieces.at(-1);
  if (!first || !last) return null;
  let { from } = first;
  let { to } = last;
  let opened = 0;
  let before = 0;
  for (const [, slash, name = ''] of html.slice(from, to).matchAll(/<(\/?)([a-z0-9]+)[^>]*>/g)) {
    if (name === 'a' || !INLINE_TAGS.has(name)) return null;
    if (VOID_TAGS.has(name)) continue;
    if (!slash) opened += 1;
    else if (opened > 0) opened -= 1;
    else before += 1;
  }
  // An element that starts with the range, or ends with it, is taken in whole.
  for (; before > 0; before -= 1) {
    const tag = html.charAt(from - 1) === '>' ? html.lastIndexOf('<', from - 1) : -1;
    if (tag < 0 || html.charAt(tag + 1) === '/' || !isWrappable(html, tag + 1)) return null;
    from = tag;
  }
  for (; opened > 0; opened -= 1) {
    if (!html.startsWith('</', to) || !isWrappable(html, to + 2)) return null;
    to = html.indexOf('>', to) + 1;
  }
  return { from, to };
}

function isWrappable(html: string, nameAt: number): boolean {
  const name = /[a-z0-9]+/y;
  name.lastIndex = nameAt;
  const found = name.exec(html)?.[0] ?? '';
  return found !== 'a' && INLINE_TAGS.has(found) && !VOID_TAGS.has(found);
}

/** All `<a>` of a body, in order; they never nest, and text holds no `<`. */
function findAnchors(html: string): Span[] {
  const anchors: Span[] = [];
  for (let from = html.indexOf('<a '); from >= 0; from = html.indexOf('<a ', from)) {
    const to = html.indexOf('</a>', from);
    // Only what was damaged in the store has no end.
    if (to < 0) break;
    anchors.push({ from, to });
    from = to;
  }
  return anchors;
}

function isInside(piece: Span, anchors: Span[]): boolean {
  let low = 0;
  let high = anchors.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const anchor = anchors[middle];
    if (anchor && anchor.to <= piece.from) low = middle + 1;
    else high = middle;
  }
  const anchor = anchors[low];
  return anchor !== undefined && anchor.from < piece.from;
}

function insert(html: string, insertions: Insertion[]): string {
  let rendered = '';
  let done = 0;
  // The sort is stable: what ends at an offset stays before what begins there.
  for (const { at, markup } of insertions.toSorted((a, b) => a.at - b.at)) {
    rendered += html.slice(done, at) + markup;
    done = at;
  }
  return rendered + html.slice(done);
}
