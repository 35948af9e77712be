import { findEncoding, guessedEncoding } from '../bytes/encoding.ts';
import type { Input } from '../bytes/input.ts';
import { DocumentError } from '../document.ts';
import { firstSaid } from '../stated-value.ts';
import type { FeedPart, FeedParts } from './feed-parts.ts';
import { peopleOf, plainConstruct, relationOf, resolved, xmlEntryOf } from './xml-entry.ts';
import { textOf, type XmlElement } from './xml-element.ts';
import { type Scope, XmlDivider, type XmlPart } from './xml-parts.ts';
import { readXmlText } from './xml-text.ts';

/** What is kept between readings of a feed: longer ones are parsed anew, in UTF-16 code units. */
const keptLimit = 8_000_000;

/** RSS 0.9x to 2.0, RDF and Atom, in whatever encoding, with the faults that such files have. */
export async function xmlFeedParts(input: Input): Promise<FeedParts> {
  const encoding = await findEncoding(input.chunks());
  let kept: FeedPart[] | 'too long' | null = null;
  return {
    warnings:
      encoding.by === 'guess' ? [guessedEncoding(encoding, 'Not UTF-8, nor does it say what it is')] : [],

    async *read() {
      if (Array.isArray(kept)) {
        yield* kept;
        return;
      }
      const keeping: FeedPart[] = [];
      const progress = { length: 0 };
      for await (const part of partsOf(divided(readXmlText(input, encoding), progress))) {
        if (kept === null && progress.length <= keptLimit) keeping.push(part);
        yield part;
      }
      kept = progress.length <= keptLimit ? keeping : 'too long';
    },
  };
}

async function* divided(texts: AsyncIterable<string>, progress: { length: number }): AsyncGenerator<XmlPart> {
  const divider = new XmlDivider();
  for await (const text of texts) {
    progress.length += text.length;
    yield* divider.push(text);
  }
  yield* divider.end();
}

/** @throws DocumentError where the document is no feed */
export async function* partsOf(parts: AsyncIterable<XmlPart> | Iterable<XmlPart>): AsyncGenerator<FeedPart> {
  let index = 0;
  let root: string | null = null;
  const feed = new FeedMembers();
  for await (const part of parts) {
    if (part.kind === 'root') root = part.name;
    else if (part.kind === 'member') yield* feed.read(part.element, part.scope);
    else {
      const { fields, links, textBase } = xmlEntryOf(part.element, part.scope);
      yield { kind: 'entry', index, value: fields, fault: part.fault, links, textBase };
      index++;
    }
  }
  if (index > 0 || (root !== null && ['rss', 'feed', 'rdf', 'channel'].includes(root))) return;
  const found = root === null ? 'It holds no element' : `Its outermost element is ${root.slice(0, 80)}`;
  throw new DocumentError('FORMAT_UNKNOWN', `${found}; expected is a feed: rss, rdf:RDF or feed`);
}

/** What the feed says of itself; where it says something twice, the first counts. */
class FeedMembers {
  readonly #given = new Set<string>();
  #hasOtherForm = false;
  /** Elements that name people. */
  readonly #people: XmlElement = { name: 'feed', attributes: new Map(), children: [] };

  *read(element: XmlElement, scope: Scope): Generator<FeedPart> {
    const { name, attributes } = element;
    if (name === 'title' || name === 'atom:title') yield* this.#give('title', plainConstruct(element));
    else if (name === 'link' || name === 'atom:link') yield* this.#readLink(element, scope);
    else if (name === 'language' || name === 'dc:language') yield* this.#give('language', textOf(element));
    else if (/author$|creator$|managingeditor$/.test(name)) {
      this.#people.children.push(element);
      yield { kind: 'member', name: 'authors', value: peopleOf(this.#people) };
    } else if (attributes.has('xml:lang')) yield* this.#give('language', attributes.get('xml:lang')!.trim());
  }

  *#readLink(element: XmlElement, { base }: Scope): Generator<FeedPart> {
    const relation = relationOf(element);
    const written = firstSaid(element.attributes.get('href'), textOf(element)) ?? '';
    const address = resolved(written, base);
    if (relation === 'self') yield* this.#give('feed_url', address);
    else if (relation === 'alternate' && address !== '') {
      const isPage = /html/i.test(element.attributes.get('type') ?? 'text/html');
      if (isPage) yield* this.#give('home_page_url', address);
      else if (!this.#given.has('home_page_url') && !this.#hasOtherForm) {
        // The feed in another form is its home only where it states no page.
        this.#hasOtherForm = true;
        yield { kind: 'member', name: 'home_page_url', value: address };
      }
    }
  }

  *#give(name: string, value: string): Generator<FeedPart> {
    if (value === '' || this.#given.has(name)) return;
    this.#given.add(name);
    yield { kind: 'member', name, value };
  }
}
