import type { Element, Properties, Root } from 'hast';
import type { Token } from 'markdown-it';

/**
 * markdown-it's tokens as the very tree that `htmlToTree` makes of their HTML, in a fraction of the time. Null where
 * only the HTML parser can tell what comes of them: raw HTML, a link in a link, a tag that closes another one's, nesting
 * that it flattens, and tokens that are not known here.
 */
export function tokensToTree(tokens: readonly Token[]): Root | null {
  const builder = new TreeBuilder();
  return builder.addAll(tokens) && builder.isComplete ? builder.root : null;
}

/** Types of tokens that markdown-it writes as the tag that they name. */
const elementTypes = new Set(
  'paragraph heading blockquote bullet_list ordered_list list_item table thead tbody tr th td em strong s link'
    .split(' ')
    .flatMap((name) => [`${name}_open`, `${name}_close`])
    .concat('hr', 'image', 'task_box'),
);

/** `htmlToTree` flattens what is deeper. */
const MAX_DEPTH = 1000;

/** Adds token after token; its methods return false where the tree cannot be built. */
class TreeBuilder {
  readonly root: Root = { type: 'root', children: [] };
  /** The outermost first. */
  readonly #open: Element[] = [];
  #children: (Root | Element)['children'] = this.root.children;
  #isInLink = false;

  get isComplete(): boolean {
    return this.#open.length === 0;
  }

  addAll(tokens: readonly Token[]): boolean {
    return tokens.every((token, i) => this.#add(token, tokens[i - 1], tokens[i + 1]));
  }

  #add(token: Token, before: Token | undefined, after: Token | undefined): boolean {
    switch (token.type) {
      case 'inline':
        return this.addAll(token.children ?? []);
      case 'text':
        return this.#text(token.content);
      case 'softbreak':
        return this.#text('\n');
      case 'hardbreak':
        return this.#empty('br') && this.#text('\n');
      case 'code_inline':
        return this.#code(token.content, {});
      case 'code_block':
      case 'fence':
        return this.#codeBlock(token);
      case 'footnote_ref':
        return this.#footnoteMark(token);
      case 'footnote_block_open':
        return this.#openFootnotes();
      case 'footnote_open':
        return this.#start('li', { id: `fn${noteNumber(token)}`, className: ['footnote-item'] });
      case 'footnote_anchor':
        return true;
      case 'footnote_close':
        return this.#end('li') && this.#text('\n');
      case 'footnote_block_close':
        return this.#end('ol') && this.#text('\n') && this.#end('section') && this.#text('\n');
      default:
        return elementTypes.has(token.type) && this.#element(token, before, after);
    }
  }

  /** With the line feeds between blocks that `Renderer.renderToken` of markdown-it puts in. */
  #element(token: Token, before: Token | undefined, after: Token | undefined): boolean {
    const { tag, block: isBlock, nesting } = token;
    if (token.hidden) return true;
    if (nesting === -1) return this.#end(tag) && (!isBlock || this.#text('\n'));
    const properties = toProperties(token);
    if (!properties) return false;
    if (isBlock && before?.hidden && before.nesting === -1) this.#text('\n');
    if (nesting === 0) return this.#empty(tag, properties) && (!isBlock || this.#text('\n'));
    const isEmpty = after?.nesting === -1 && after.tag === tag;
    const staysOnLine = !isBlock || isEmpty || after?.type === 'inline' || after?.hidden === true;
    return this.#start(tag, properties) && (staysOnLine || this.#text('\n'));
  }

  #codeBlock({ content, info, attrs }: Token): boolean {
    // Escapes and entities in it are rare.
    if (attrs || /[\\&]/.test(info)) return false;
    const language = info.trim().split(/\s/, 1)[0];
    const properties: Properties = language ? { className: [`language-${language}`] } : {};
    return this.#start('pre', {}) && this.#code(content, properties) && this.#end('pre') && this.#text('\n');
  }

  #code(content: string, properties: Properties): boolean {
    return this.#start('code', properties) && this.#text(content) && this.#end('code');
  }

  #footnoteMark(token: Token): boolean {
    const note = noteNumber(token);
    const subId = Number(token.meta?.subId ?? 0);
    const mark = subId > 0 ? `${note}:${subId}` : note;
    return (
      this.#start('sup', { className: ['footnote-ref'] }) &&
      this.#start('a', { href: `#fn${note}`, id: `fnref${mark}` }) &&
      this.#text(`[${mark}]`) &&
      this.#end('a') &&
      this.#end('sup')
    );
  }

  #openFootnotes(): boolean {
    return (
      this.#empty('hr', { className: ['footnotes-sep'] }) &&
      this.#text('\n') &&
      this.#start('section', { className: ['footnotes'] }) &&
      this.#text('\n') &&
      this.#start('ol', { className: ['footnotes-list'] }) &&
      this.#text('\n')
    );
  }

  #text(value: string): boolean {
    const last = this.#children.at(-1);
    if (last?.type === 'text') last.value += value;
    else if (value !== '') this.#children.push({ type: 'text', value });
    return isPlain(value);
  }

  #empty(tagName: string, properties: Properties = {}): boolean {
    this.#children.push({ type: 'element', tagName, properties, children: [] });
    return true;
  }

  #start(tagName: string, properties: Properties): boolean {
    const isLink = tagName === 'a';
    if ((isLink && this.#isInLink) || this.#open.length === MAX_DEPTH) return false;
    if (isLink) this.#isInLink = true;
    const element: Element = { type: 'element', tagName, properties, children: [] };
    this.#children.push(element);
    this.#open.push(element);
    this.#children = element.children;
    return true;
  }

  #end(tagName: string): boolean {
    if (this.#open.pop()?.tagName !== tagName) return false;
    if (tagName === 'a') this.#isInLink = false;
    this.#children = (this.#open.at(-1) ?? this.root).children;
    return true;
  }
}

function noteNumber(token: Token): string {
  return String(Number(token.meta?.id) + 1);
}

/** A carriage return, which an entity can make, becomes a line feed in HTML, or a part of one. */
function isPlain(value: string): boolean {
  return !value.includes('\r');
}

/** Null where an attribute is not known. */
function toProperties({ attrs, children }: Token): Properties | null {
  const properties: Properties = {};
  for (const [name, written] of attrs ?? []) {
    const value = name === 'alt' ? shownText(children ?? []) : String(written);
    if (!isPlain(value)) return null;
    if (/^(?:href|title|src|alt|style|type)$/.test(name)) properties[name] = value;
    else if (/^(?:disabled|checked)$/.test(name)) properties[name] = true;
    else if (name === 'start') properties[name] = Number(value);
    else return null;
  }
  return properties;
}

/** As `Renderer.renderInlineAsText` of markdown-it. */
function shownText(tokens: readonly Token[]): string {
  const texts = tokens.map(({ type, content, children }) => {
    if (type === 'softbreak' || type === 'hardbreak') return '\n';
    if (type === 'image') return shownText(children ?? []);
    return type === 'text' || type === 'code_inline' || type === 'html_inline' ? content : '';
  });
  return texts.join('');
}
