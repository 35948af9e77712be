import { decodeHTMLStrict } from 'entities';
import { Parser } from 'htmlparser2';
import { DocumentError } from '../document.ts';
import type { XmlElement } from './xml-element.ts';
import { XmlNamespaces } from './xml-namespaces.ts';

/**
 * A part of an XML feed, in the order of the file: its outermost element, what it says of itself (a child of the feed),
 * an entry.
 */
export type XmlPart =
  /** The name without prefix, in lower case. */
  | { kind: 'root'; name: string }
  | { kind: 'member'; element: XmlElement; scope: Scope }
  /** `fault` says why it cannot be used. */
  | { kind: 'entry'; element: XmlElement; scope: Scope; fault: DocumentError | null };

/** What holds for an element by those around it. */
export interface Scope {
  /** xml:base, resolved as far as it can be; null where there is none. */
  base: string | null;
  /** xml:lang. */
  language: string | null;
}

/** Of an entry, in UTF-16 code units of names, values and text; of its elements; of their depth. */
const entryLimit = { length: 5_000_000, elements: 100_000, depth: 100 };
/** Attributes of an element that are kept. */
const attributeLimit = 200;
/** What stands outside entries is short. */
const memberLimit = 100_000;
/** A tag or comment of more than that does not end, in UTF-16 code units. */
const markupLimit = 20_000_000;
/** Entities that the document declares for itself: plain texts only, so that none is made of others. */
const entityLimit = { count: 200, length: 1000 };

/** Of elements that are open. */
const depthLimit = 20_000;

/** Elements that hold entries. */
const containers = new Set(['rss', 'rdf:rdf', 'rdf', 'feed', 'channel', 'items', 'entries']);

interface Open {
  scope: Scope;
  isContainer: boolean;
  isBuilt: boolean;
}

/**
 * Divides an XML feed of any dialect into its parts as its text comes, and bears with what is no XML: entities of HTML, unclosed
 * and misplaced tags, `&` and `<` in text. Entities are never expanded from others, and nothing is fetched.
 */
export class XmlDivider {
  readonly #parser: Parser;
  readonly #open: Open[] = [];
  readonly #namespaces = new XmlNamespaces();
  readonly #entities = new Map<string, string>();
  /** The member or entry that is built, and its open elements, the innermost last. */
  #building: XmlElement[] = [];
  /** How many containers are open. */
  #containers = 0;
  #parts: XmlPart[] = [];
  #text: { value: string; isLiteral: boolean }[] = [];
  #isLiteral = false;
  /** The elements of `#open` from which on a member or an entry is built. */
  #from = -1;
  #size = { length: 0, elements: 0 };
  #written = 0;
  #hasRoot = false;
  #isRss = false;
  #isEnding = false;

  constructor() {
    this.#parser = new Parser(
      {
        onopentag: (name, attributes) => this.#enter(name, attributes),
        onclosetag: () => this.#leave(),
        ontext: (value) => this.#addText(value),
        oncdatastart: () => (this.#isLiteral = true),
        oncdataend: () => (this.#isLiteral = false),
        onprocessinginstruction: (_, data) => this.#declare(data),
      },
      { xmlMode: true, decodeEntities: false },
    );
  }

  /** @throws DocumentError where mark-up does not end */
  push(text: string): XmlPart[] {
    this.#written += text.length;
    this.#parser.write(text);
    if (this.#written - this.#parser.endIndex > markupLimit)
      throw new DocumentError('XML_INVALID', `A tag or comment has more than ${markupLimit} characters`);
    return this.#taken();
  }

  end(): XmlPart[] {
    this.#isEnding = true;
    this.#parser.end();
    return this.#taken();
  }

  #taken(): XmlPart[] {
    const parts = this.#parts;
    this.#parts = [];
    return parts;
  }

  #enter(written: string, writtenAttributes: Readonly<Record<string, string>>): void {
    this.#flushText();
    const around = this.#open.at(-1);
    const read = this.#readAttributes(writtenAttributes);
    this.#namespaces.enter(read);
    const attributes = this.#namespaces.attributesNamed(read);
    if (this.#isOfFeedItself(written)) this.#namespaces.adopt();
    let name = this.#namespaces.elementName(written, this.#isRss);
    // The outermost element of Atom tells that it is, with or without its namespace.
    if (name === 'atom:feed') name = 'feed';
    if (!this.#hasRoot) {
      this.#hasRoot = true;
      this.#isRss = /(?:^|:)rss$/.test(name);
      if (this.#isRss) name = 'rss';
      this.#parts.push({ kind: 'root', name: name.replace(/^.*:/, '') });
    }
    const scope = scopeOf(attributes, around?.scope);
    const isEntry = name === 'item' || name === 'entry' || name === 'atom:entry';
    // An entry that begins within another: that was not closed.
    if (isEntry && this.#from !== -1) this.#endBuilding();
    const element = { name, attributes, children: [] };
    const isBuilt = this.#place(element, scope);
    if (isBuilt) this.#building.push(element);
    const isContainer = !isBuilt && containers.has(name);
    if (isContainer) this.#containers++;
    this.#open.push({ scope, isBuilt, isContainer });
    if (this.#open.length > depthLimit)
      throw new DocumentError('XML_INVALID', `Elements stand in each other more than ${depthLimit} deep`);
  }

  /** Whether an element is one that a feed is made of, or around it: its default namespace is the feed's. */
  #isOfFeedItself(written: string): boolean {
    if (this.#from !== -1) return false;
    const local = written.toLowerCase().replace(/^.*:/, '');
    return this.#containers === 0 || containers.has(local) || local === 'item' || local === 'entry';
  }

  /** Puts an element where it belongs; false for what is no part of a member or an entry. */
  #place(element: XmlElement, scope: Scope): boolean {
    if (this.#from !== -1) {
      this.#size.elements++;
      this.#size.length += element.name.length;
      if (this.#isTooLarge() || this.#open.length - this.#from > entryLimit.depth) return false;
      this.#building.at(-1)?.children.push(element);
      return true;
    }
    if (containers.has(element.name)) {
      // What a container says of itself is said as a member.
      if (element.attributes.size > 0) this.#parts.push({ kind: 'member', element, scope });
      return false;
    }
    if (this.#containers === 0) return false;
    this.#from = this.#open.length;
    this.#size = { length: 0, elements: 0 };
    return true;
  }

  #leave(): void {
    this.#flushText();
    if (this.#open.length - 1 === this.#from) this.#endBuilding();
    this.#namespaces.leave();
    const left = this.#open.pop();
    if (left?.isContainer) this.#containers--;
    if (left?.isBuilt) this.#building.pop();
  }

  /** Gives the member or entry that is built. */
  #endBuilding(): void {
    this.#flushText();
    const { scope } = this.#open[this.#from]!;
    const [element] = this.#building as [XmlElement];
    const isTooLarge = this.#isTooLarge();
    // Elements of it that are still open are closed without it.
    for (const one of this.#open.slice(this.#from)) one.isBuilt = false;
    this.#building = [];
    this.#from = -1;
    const isEntry = /^(?:item|(?:atom:)?entry)$/.test(element.name);
    if (!isEntry) this.#parts.push({ kind: 'member', element, scope });
    else this.#parts.push({ kind: 'entry', element, scope, fault: this.#faultOf(element, isTooLarge) });
  }

  #faultOf(element: XmlElement, isTooLarge: boolean): DocumentError | null {
    if (isTooLarge) {
      element.children = element.children.filter(
        (child) => typeof child !== 'string' && sizeOf(child) < 10_000,
      );
      const reason = `Longer than ${entryLimit.length} characters, or more than ${entryLimit.elements} elements`;
      return new DocumentError('ITEM_TOO_LARGE', reason);
    }
    return this.#isEnding
      ? new DocumentError('ENTRY_INVALID', 'The file ends within the entry; what there is of it is not taken')
      : null;
  }

  #isTooLarge(): boolean {
    const isEntry = /(?:^|:)(?:item|entry)$/.test(this.#building[0]?.name ?? 'item');
    return (
      this.#size.length > (isEntry ? entryLimit.length : memberLimit) ||
      this.#size.elements > entryLimit.elements
    );
  }

  #addText(value: string): void {
    if (this.#from === -1) return;
    this.#size.length += value.length;
    if (this.#isTooLarge()) return;
    const last = this.#text.at(-1);
    if (last?.isLiteral === this.#isLiteral) last.value += value;
    else this.#text.push({ value, isLiteral: this.#isLiteral });
  }

  #flushText(): void {
    if (this.#text.length === 0) return;
    const text = this.#text.map(({ value, isLiteral }) => (isLiteral ? value : this.#decode(value))).join('');
    this.#text = [];
    this.#building.at(-1)?.children.push(text);
  }

  #decode(text: string): string {
    if (!text.includes('&')) return text;
    const own =
      this.#entities.size === 0
        ? text
        : text.replace(/&([\w.-]+);/g, (whole, name: string) => this.#entities.get(name) ?? whole);
    return decodeHTMLStrict(own);
  }

  #readAttributes(written: Readonly<Record<string, string>>): Map<string, string> {
    const attributes = new Map<string, string>();
    for (const name in written) {
      if (attributes.size >= attributeLimit) break;
      const value = written[name]!;
      this.#size.length += name.length + value.length;
      if (value.length <= memberLimit) attributes.set(name.toLowerCase(), this.#decode(value));
    }
    return attributes;
  }

  #declare(data: string): void {
    const entity = /!ENTITY\s+([\w.-]+)\s+(?:"([^"]*)"|'([^']*)')/.exec(data);
    const value = entity?.[2] ?? entity?.[3];
    const isPlain = value !== undefined && value.length <= entityLimit.length && !/[<%]|&(?!#)/.test(value);
    if (isPlain && this.#entities.size < entityLimit.count) this.#entities.set(entity![1]!, value);
  }
}

function sizeOf(element: XmlElement): number {
  return element.children.reduce(
    (sum, child) => sum + (typeof child === 'string' ? child.length : sizeOf(child)),
    0,
  );
}

function scopeOf(
  attributes: ReadonlyMap<string, string>,
  around: Scope = { base: null, language: null },
): Scope {
  const base = attributes.get('xml:base');
  const language = attributes.get('xml:lang');
  return {
    base: base === undefined ? around.base : (URL.parse(base, around.base ?? undefined)?.href ?? around.base),
    language: language === undefined ? around.language : language.trim() || null,
  };
}
