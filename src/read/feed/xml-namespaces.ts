import { DocumentError } from '../document.ts';
import { canonicalName } from './xml-element.ts';

/** Of declarations in elements that are open. */
const declarationLimit = 10_000;

/** The prefix of names in a namespace that is none of the feed's and not known. */
const foreign = 'foreign';

interface NamespaceScope {
  /** Those that the element declares. */
  prefixes: string[];
  /** The default namespace of the feed itself: some dialects have one of their own. */
  ofFeed: string | undefined;
}

/** The namespaces of an XML document as its elements open and close. */
export class XmlNamespaces {
  /** By prefix, the innermost last; '' is the prefix of the default namespace. */
  readonly #addresses = new Map<string, string[]>();
  /** Of each open element. */
  readonly #scopes: NamespaceScope[] = [];
  #count = 0;

  /** @throws DocumentError where there are too many */
  enter(attributes: ReadonlyMap<string, string>): void {
    const prefixes: string[] = [];
    for (const [name, address] of attributes) {
      if (!name.startsWith('xmlns')) continue;
      const prefix = name === 'xmlns' ? '' : /^xmlns:(.*)$/.exec(name)?.[1];
      if (prefix === undefined) continue;
      const addresses = this.#addresses.get(prefix);
      if (addresses) addresses.push(address);
      else this.#addresses.set(prefix, [address]);
      prefixes.push(prefix);
    }
    this.#scopes.push({ prefixes, ofFeed: this.#scopes.at(-1)?.ofFeed });
    this.#count += prefixes.length;
    if (this.#count <= declarationLimit) return;
    throw new DocumentError(
      'XML_INVALID',
      `More than ${declarationLimit} namespaces are declared at one place`,
    );
  }

  leave(): void {
    for (const prefix of this.#scopes.pop()?.prefixes ?? []) {
      this.#addresses.get(prefix)!.pop();
      this.#count--;
    }
  }

  /** The default namespace of the innermost element is the feed's own, whatever it is. */
  adopt(): void {
    this.#scopes.at(-1)!.ofFeed = this.#addressOf('');
  }

  /** @param isRss RSS has no namespace of its own, whatever some say of theirs */
  elementName(written: string, isRss: boolean): string {
    const { prefix, local } = divided(written);
    const address = this.#addressOf(prefix);
    if (prefix !== '') return canonicalName(local, prefix, address);
    const isOfFeed = !address?.trim() || address === this.#scopes.at(-1)?.ofFeed;
    if (isOfFeed) return canonicalName(local, '', isRss ? undefined : address);
    return canonicalName(local, foreign, address);
  }

  /** With the usual prefixes of known namespaces, as elements. */
  attributesNamed(written: Map<string, string>): Map<string, string> {
    const isPlain = [...written.keys()].every((name) => !name.includes(':') || /^xml(?:ns)?:/.test(name));
    if (isPlain) return written;
    const named = [...written].map(([name, value]) => {
      const { prefix, local } = divided(name);
      const address = this.#addressOf(prefix);
      return [
        prefix === '' || prefix === 'xmlns' ? name : canonicalName(local, prefix, address),
        value,
      ] as const;
    });
    return new Map(named);
  }

  #addressOf(prefix: string): string | undefined {
    return this.#addresses.get(prefix.toLowerCase())?.at(-1);
  }
}

function divided(name: string): { prefix: string; local: string } {
  const [, prefix = '', local = name] = /^(?:([^:]*):)?([^:].*)$/.exec(name) ?? [];
  return { prefix, local };
}
