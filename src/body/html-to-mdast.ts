import type { Element, ElementContent, Nodes, Root } from 'hast';
import type {
  BlockContent,
  Delete,
  Emphasis,
  Image,
  Link,
  ListItem,
  PhrasingContent,
  Root as MarkdownRoot,
  Strong,
} from 'mdast';
import { BLOCK_TAGS } from './clean-schema.ts';

/** Lists and quotes that stand in more of their kind than anybody writes become plain paragraphs. */
const MAX_NESTING = 20;

const STYLES: Readonly<Record<string, (Emphasis | Strong | Delete)['type']>> = {
  em: 'emphasis',
  i: 'emphasis',
  cite: 'emphasis',
  strong: 'strong',
  b: 'strong',
  del: 'delete',
  s: 'delete',
};
const CODE_TAGS = new Set(['code', 'kbd', 'samp', 'var', 'tt']);

/**
 * A sanitised tree as the tree of its Markdown, in linear time. (hast-util-to-mdast takes a minute for 100 kB of
 * nested links, and brings thirty packages.)
 *
 * @param toHtml writes what Markdown has no words for: tables
 */
export function htmlToMdast(tree: Root, toHtml: (table: Element) => string): MarkdownRoot {
  const withBlocks = new Set<Element>();
  collectWithBlocks(tree, withBlocks);
  const flow = new FlowReader(withBlocks, toHtml);
  return { type: 'root', children: flow.read(tree.children, 0) };
}

/** Elements that hold a block somewhere below them. */
function collectWithBlocks(node: Nodes, found: Set<Element>): boolean {
  if (node.type !== 'element' && node.type !== 'root') return false;
  let holds = false;
  for (const child of node.children) {
    const isBlock = child.type === 'element' && BLOCK_TAGS.has(child.tagName);
    if (collectWithBlocks(child, found) || isBlock) holds = true;
  }
  if (holds && node.type === 'element') found.add(node);
  return holds;
}

class FlowReader {
  readonly #withBlocks: ReadonlySet<Element>;
  readonly #toHtml: (table: Element) => string;
  /** The link around the blocks that are read: each of their lines gets one. */
  #link: Element | null = null;

  constructor(withBlocks: ReadonlySet<Element>, toHtml: (table: Element) => string) {
    this.#withBlocks = withBlocks;
    this.#toHtml = toHtml;
  }

  read(nodes: Nodes[], nesting: number): BlockContent[] {
    const blocks: BlockContent[] = [];
    this.#addTo(blocks, nodes, nesting);
    return blocks;
  }

  #addTo(blocks: BlockContent[], nodes: readonly Nodes[], nesting: number): void {
    let line = new LineWriter();
    const endLine = () => {
      const children = this.#linked(line.finish());
      if (children.length > 0) blocks.push({ type: 'paragraph', children });
      line = new LineWriter();
    };
    for (const node of nodes) {
      const isBlock = node.type === 'element' && (BLOCK_TAGS.has(node.tagName) || this.#withBlocks.has(node));
      if (isBlock) {
        endLine();
        this.#addBlock(blocks, node, nesting);
      } else line.write(node);
    }
    endLine();
  }

  #addBlock(blocks: BlockContent[], node: Element, nesting: number): void {
    const { tagName } = node;
    const mayNest = nesting < MAX_NESTING;
    if (tagName === 'hr') blocks.push({ type: 'thematicBreak' });
    else if (tagName === 'pre') {
      const lang = languageOf(node);
      blocks.push({ type: 'code', value: textOf(node).replace(/\n$/, ''), ...(lang && { lang }) });
    } else if (/^h[1-6]$/.test(tagName)) {
      const line = new LineWriter({ breaks: ' ' });
      line.writeAll(node);
      const children = this.#linked(line.finish());
      const depth = Number(tagName[1]) as 1 | 2 | 3 | 4 | 5 | 6;
      if (children.length > 0) blocks.push({ type: 'heading', depth, children });
    } else if (tagName === 'table') blocks.push({ type: 'html', value: this.#toHtml(node) });
    else if (tagName === 'blockquote' && mayNest) {
      const children = this.read(node.children, nesting + 1);
      if (children.length > 0) blocks.push({ type: 'blockquote', children });
    } else if ((tagName === 'ul' || tagName === 'ol') && mayNest) this.#addList(blocks, node, nesting + 1);
    else if (tagName === 'a') {
      this.#link = node;
      this.#addTo(blocks, node.children, nesting);
      this.#link = null;
    } else this.#addTo(blocks, node.children, nesting);
  }

  #addList(blocks: BlockContent[], node: Element, nesting: number): void {
    const children: ListItem[] = [];
    for (const item of itemsOf(node)) {
      const content = this.read(item, nesting);
      if (content.length === 0) continue;
      const spread = content.some((block, i) => i > 0 && block.type !== 'list');
      children.push({ type: 'listItem', spread, children: content });
    }
    if (children.length === 0) return;
    const { start } = node.properties;
    const isCount = typeof start === 'number' && Number.isInteger(start) && start >= 0 && start < 1e8;
    blocks.push({
      type: 'list',
      ordered: node.tagName === 'ol',
      start: node.tagName === 'ol' ? (isCount ? start : 1) : null,
      spread: children.some((item) => item.spread),
      children,
    });
  }

  #linked(line: PhrasingContent[]): PhrasingContent[] {
    return this.#link && line.length > 0 ? [linkTo(this.#link, line)] : line;
  }
}

/** What stands in a list beside its items is an item too. */
function itemsOf(list: Element): ElementContent[][] {
  const items: ElementContent[][] = [];
  let loose: ElementContent[] | null = null;
  for (const child of list.children) {
    if (child.type === 'element' && child.tagName === 'li') {
      items.push(child.children);
      loose = null;
    } else if (loose) loose.push(child);
    else if (child.type !== 'text' || child.value.trim() !== '') items.push((loose = [child]));
  }
  return items;
}

/** Gathers what stands in one line of text: white space is collapsed, and stands outside of what is emphasised. */
class LineWriter {
  readonly #nodes: PhrasingContent[] = [];
  readonly #breaks: '\n' | ' ';
  /** What the line stands in: nothing is emphasised twice. */
  readonly #styles: ReadonlySet<string>;

  constructor({
    breaks = '\n',
    styles = new Set<string>(),
  }: { breaks?: '\n' | ' '; styles?: ReadonlySet<string> } = {}) {
    this.#breaks = breaks;
    this.#styles = styles;
  }

  write(node: Nodes): void {
    if (node.type === 'text') this.#addText(node.value.replace(/[ \t\n\f\r]+/g, ' '));
    else if (node.type === 'element') this.#writeElement(node);
  }

  writeAll(parent: Element): void {
    for (const child of parent.children) this.write(child);
  }

  /** The line without white space and breaks at its ends. */
  finish(): PhrasingContent[] {
    const isEmpty = (node?: PhrasingContent) =>
      node?.type === 'break' || (node?.type === 'text' && node.value.trim() === '');
    let from = 0;
    let to = this.#nodes.length;
    while (from < to && isEmpty(this.#nodes[from])) from++;
    while (to > from && isEmpty(this.#nodes[to - 1])) to--;
    const nodes = this.#nodes.slice(from, to);
    nodes.forEach((node, i) => {
      if (node.type !== 'text') return;
      const isFirst = i === 0 || nodes[i - 1]!.type === 'break';
      const isLast = i === nodes.length - 1 || nodes[i + 1]!.type === 'break';
      if (isFirst) node.value = node.value.replace(/^ /, '');
      if (isLast) node.value = node.value.replace(/ $/, '');
    });
    return nodes.filter((node) => node.type !== 'text' || node.value !== '');
  }

  #writeElement(node: Element): void {
    const { tagName } = node;
    const style = STYLES[tagName];
    if (tagName === 'br') {
      if (this.#breaks === ' ') this.#addText(' ');
      else this.#nodes.push({ type: 'break' });
    } else if (tagName === 'img') this.#nodes.push(imageOf(node));
    else if (tagName === 'input') this.#nodes.push({ type: 'html', value: boxOf(node) });
    else if (CODE_TAGS.has(tagName)) {
      const value = textOf(node).replace(/[\t\n\f\r]+/g, ' ');
      if (value.trim() !== '') this.#nodes.push({ type: 'inlineCode', value });
      else this.#addText(value && ' ');
    } else if (style && !this.#styles.has(style)) {
      this.#addWrapped(node, style, (children) => {
        const last = this.#nodes.at(-1);
        // Two that touch would run into each other.
        if (last?.type === style) last.children.push(...children);
        else this.#nodes.push({ type: style, children });
      });
    } else if (tagName === 'a' && !this.#styles.has('link') && isAddress(node.properties.href)) {
      this.#addWrapped(node, 'link', (children) => this.#nodes.push(linkTo(node, children)));
    } else {
      if (BLOCK_TAGS.has(tagName)) this.#addText(' ');
      this.writeAll(node);
      if (BLOCK_TAGS.has(tagName)) this.#addText(' ');
    }
  }

  #addWrapped(node: Element, style: string, add: (children: PhrasingContent[]) => void): void {
    const inner = new LineWriter({ breaks: this.#breaks, styles: new Set([...this.#styles, style]) });
    inner.writeAll(node);
    const { startsInSpace, endsInSpace } = inner;
    const children = inner.finish();
    if (startsInSpace) this.#addText(' ');
    if (children.length > 0) add(children);
    if (endsInSpace) this.#addText(' ');
  }

  get startsInSpace(): boolean {
    const first = this.#nodes[0];
    return first?.type === 'break' || (first?.type === 'text' && first.value.startsWith(' '));
  }

  get endsInSpace(): boolean {
    const last = this.#nodes.at(-1);
    return last?.type === 'break' || (last?.type === 'text' && last.value.endsWith(' '));
  }

  #addText(text: string): void {
    if (text === '') return;
    const last = this.#nodes.at(-1);
    if (last?.type !== 'text') this.#nodes.push({ type: 'text', value: text });
    else last.value += last.value.endsWith(' ') && text.startsWith(' ') ? text.slice(1) : text;
  }
}

/** The box of a task, as Markdown may hold it where it stands. */
function boxOf({ properties: { checked } }: Element): string {
  return `<input type="checkbox" disabled${checked ? ' checked' : ''}>`;
}

function linkTo(node: Element, children: PhrasingContent[]): Link {
  const { href, title } = node.properties;
  return { type: 'link', url: String(href), title: typeof title === 'string' ? title : null, children };
}

/** Links within the text lead to places that Markdown cannot mark. */
function isAddress(href: unknown): boolean {
  return typeof href === 'string' && !href.startsWith('#');
}

function imageOf({ properties: { src, alt, title } }: Element): Image {
  return {
    type: 'image',
    url: String(src),
    alt: typeof alt === 'string' ? alt.replace(/\s+/g, ' ') : '',
    title: typeof title === 'string' ? title : null,
  };
}

function languageOf(pre: Element): string | undefined {
  for (const child of pre.children) {
    const names = child.type === 'element' && child.tagName === 'code' ? child.properties.className : [];
    const [name] = Array.isArray(names) ? names : [];
    if (typeof name === 'string') return name.replace(/^language-/, '').replace(/[\s`~]/g, '') || undefined;
  }
  return undefined;
}

function textOf(node: Nodes): string {
  if (node.type === 'text') return node.value;
  if (node.type === 'element' && node.tagName === 'br') return '\n';
  return 'children' in node ? node.children.map(textOf).join('') : '';
}
