import { normalTitle } from '../identity/fold.ts';
import { addressesOf, type Facts } from '../read/facts.ts';

/*
 * What articles and takes are identified by. An address's match key holds no white space, so that no key of one kind
 * is ever one of another.
 */

/** The key of an article without address, by its normal title. */
export function titleKey(normal: string): string {
  return `title: ${normal}`;
}

/** The key of an article without address whose title is others' too, by its document's content as well. */
export function ambiguousTitleKey(normal: string, contentHash: string): string {
  return `title ${contentHash}: ${normal}`;
}

export function isAmbiguousTitleKey(key: string): boolean {
  return key.startsWith('title ');
}

export function isAddressKey(key: string): boolean {
  return !key.includes(' ');
}

/** A take is identified by its own address, else by its article and feed; for a file, by its article alone. */
export function takeKeyOf(facts: Facts, articleKey: string): string {
  const { take } = addressesOf(facts);
  return take?.key ?? (facts.feed ? `${articleKey} (take in ${facts.feed.key})` : `${articleKey} (take)`);
}

/** The same as far as the document alone tells: by it documents that contradict each other are ranked. */
export function ownTakeKeyOf(facts: Facts): string {
  const { article } = addressesOf(facts);
  return takeKeyOf(facts, article?.key ?? titleKey(normalTitle(facts.title)));
}
