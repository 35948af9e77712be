import type { Element, ElementContent, Root, RootContent } from 'hast';
import { endOfTake, isTakeHeading } from '../text-page.ts';
import { attribute, lineOf } from './page-tree.ts';

/** A page that comments on another: the source document's layout as HTML. */
export interface OurTake {
  /** What stands between the heading "Our take" and the way to the original. */
  text: Root;
  /** The headline before it; null where there is none. */
  headline: string | null;
  /** Where "Read on the original site" leads, as it stands; null where it leads nowhere. */
  original: string | null;
}

/** @returns null for a page of another layout */
export function findOurTake(root: Root): OurTake | null {
  const page = new PageLines();
  page.read(root.children);
  const marks = marksIn(page.lines);
  if (!marks) return null;
  const { heading, end } = marks;
  const range: Range = { after: heading.last, before: end.first };
  return {
    text: { type: 'root', children: copyWithin(root.children, range, page.positions) },
    headline: headlineBefore(heading, page),
    original: end.original,
  };
}

type Content = RootContent | ElementContent;

/** Positions of leaves in the page: what lies strictly between. */
interface Range {
  after: number;
  before: number;
}

/** A run of text between two block boundaries or line breaks. */
interface Line {
  /** Positions of its first and its last leaf. */
  first: number;
  last: number;
  pieces: Piece[];
  /** Whether there is a text or a picture in it. */
  isSaying: boolean;
  place: Place;
}

interface Piece {
  text: string;
  link: Element | null;
}

/** What stands around a text. */
interface Place {
  isInNavigation: boolean;
  /** In an item of a list, and in no heading there. */
  isInItem: boolean;
  isInHeading: boolean;
  link: Element | null;
}

/** The way to the original. */
interface End extends Pick<Line, 'first'> {
  original: string | null;
}

/** Longer lines are no marks: no more of them is kept. In UTF-16 code units. */
const lineLimit = 300;
/** What stands within a line; all other elements begin and end lines. */
const inline = new Set(
  (
    'a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark nobr picture q ruby rb rt rp s ' +
    'samp small source span strike strong sub sup time tt u var wbr'
  ).split(' '),
);
const silent = new Set(['script', 'style', 'template', 'noscript', 'head', 'svg']);

class PageLines {
  readonly lines: Line[] = [];
  /** Of all leaves: texts and elements with nothing in them. */
  readonly positions = new Map<Content, number>();
  /** Headings of the first and second level. */
  readonly headlines: { element: Element; position: number }[] = [];
  #line: (Line & { length: number }) | null = null;

  read(nodes: readonly Content[], place: Place = outermost): void {
    for (const node of nodes) {
      if (node.type === 'text') this.#add(node, node.value, place);
      if (node.type !== 'element' || silent.has(node.tagName)) continue;
      const isBlock = !inline.has(node.tagName);
      if (isBlock) this.#line = null;
      if (/^h[12]$/.test(node.tagName)) this.headlines.push({ element: node, position: this.positions.size });
      if (node.children.length > 0) this.read(node.children, placeIn(node, place));
      else if (isBlock) this.positions.set(node, this.positions.size);
      else this.#add(node, '', place);
      if (isBlock) this.#line = null;
    }
  }

  #add(leaf: Content, text: string, place: Place): void {
    const position = this.positions.size;
    this.positions.set(leaf, position);
    if (leaf.type === 'text' && text.trim() === '' && !this.#line) return;
    if (!this.#line) {
      this.#line = { first: position, last: position, pieces: [], isSaying: false, place, length: 0 };
      this.lines.push(this.#line);
    }
    const line = this.#line;
    line.last = position;
    line.isSaying ||= text.trim() !== '' || (leaf.type === 'element' && leaf.tagName === 'img');
    if (line.length > lineLimit) return;
    line.length += text.length;
    line.pieces.push({ text, link: place.link });
  }
}

const outermost: Place = { isInNavigation: false, isInItem: false, isInHeading: false, link: null };

function placeIn(element: Element, place: Place): Place {
  const { tagName } = element;
  if (tagName === 'nav' || tagName === 'menu' || attribute(element, 'role') === 'navigation')
    return { ...place, isInNavigation: true };
  if (tagName === 'li') return { ...place, isInItem: true };
  if (/^h[1-6]$/.test(tagName)) return { ...place, isInItem: false, isInHeading: true };
  return tagName === 'a' && attribute(element, 'href') !== undefined ? { ...place, link: element } : place;
}

function textOf(pieces: readonly Piece[]): string {
  return pieces
    .map(({ text }) => text)
    .join('')
    .replace(/\s+/g, ' ')
    .trim();
}

/** A menu's items and links to other pages are none. */
function isHeadingOfTake({ pieces, place }: Line): boolean {
  if (place.isInNavigation || place.isInItem || !isTakeHeading(textOf(pieces))) return false;
  return place.isInHeading || !pieces.every(({ text, link }) => !hasWords(text) || leadsElsewhere(link));
}

function leadsElsewhere(link: Element | null): boolean {
  return link !== null && !attribute(link, 'href')!.trim().startsWith('#');
}

function hasWords(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text);
}

/** The first end with a heading before it; of several headings the last with something behind it. */
function marksIn(lines: readonly Line[]): { heading: Line; end: End } | null {
  let heading: Line | null = null;
  let said: Line | null = null;
  let empty: { heading: Line; end: End } | null = null;
  for (const line of lines) {
    if (isHeadingOfTake(line)) heading = line;
    else if (heading) {
      const end = endIn(line);
      if (end && said) return { heading: said, end };
      if (end) empty ??= { heading, end };
      else if (line.isSaying) said = heading;
    }
  }
  return empty;
}

/** The whole line says so, or one link of a line of nothing but links. */
function endIn({ first, pieces }: Line): End | null {
  const whole = endOfTake(textOf(pieces));
  if (whole) {
    const link = pieces.find((piece) => piece.link && hasWords(piece.text))?.link ?? null;
    return { first, original: (link && attribute(link, 'href')) ?? whole.address };
  }
  if (pieces.some(({ text, link }) => link === null && hasWords(text))) return null;
  for (const link of new Set(pieces.map((piece) => piece.link))) {
    const inLink = pieces.filter((piece) => piece.link === link);
    if (link && endOfTake(textOf(inLink))) return { first, original: attribute(link, 'href')! };
  }
  return null;
}

/** The last before it that is no mark itself. */
function headlineBefore(heading: Line, { headlines }: PageLines): string | null {
  for (const { element, position } of headlines.toReversed()) {
    const headline = position < heading.first ? lineOf(element) : '';
    if (headline !== '' && !isTakeHeading(headline)) return headline;
  }
  return null;
}

/** What of the nodes lies within the range, with what stands around it. */
function copyWithin(
  nodes: readonly Content[],
  range: Range,
  positions: ReadonlyMap<Content, number>,
): ElementContent[] {
  const kept: ElementContent[] = [];
  for (const node of nodes) {
    const position = positions.get(node);
    if (position !== undefined && (position <= range.after || position >= range.before)) continue;
    if (position !== undefined) kept.push(node as ElementContent);
    else if (node.type === 'element' && !silent.has(node.tagName)) {
      const children = copyWithin(node.children, range, positions);
      if (children.length > 0) kept.push({ ...node, children });
    }
  }
  return kept;
}
