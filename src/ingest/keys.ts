import { addressesOf, type Facts } from './facts.ts';

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

/** A take is identified by its own address, else as the take on its article that has none. */
export function takeKeyOf(facts: Pick<Facts, 'url' | 'permalink'>, articleKey: string): string {
  return addressesOf(facts).take?.keys.exact ?? keyOfTakeWithoutAddress(articleKey);
}

export function keyOfTakeWithoutAddress(articleKey: string): string {
  return `${articleKey} (take)`;
}
