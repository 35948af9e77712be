import { urlLimit } from '../identity/url-key.ts';

export interface LinkAddress {
  /** What may stand in the HTML; null where the link goes nowhere that may be linked. */
  href: string | null;
  /** Whether it was meant as an address on the web, but is none. */
  invalid: boolean;
}

const NOWHERE: LinkAddress = { href: null, invalid: false };
const INVALID: LinkAddress = { href: null, invalid: true };

/** Where an href leads. Without a base, a relative one leads nowhere. */
export function readLinkAddress(href: string, base: string | null): LinkAddress {
  const url = URL.parse(href, base ?? undefined);
  if (!url) {
    const meansWeb = /^[\0-\x20]*https?:/i.test(href) || base !== null;
    return meansWeb ? INVALID : NOWHERE;
  }
  if (url.protocol === 'http:' || url.protocol === 'https:') {
    return url.href.length > urlLimit ? INVALID : { href: url.href, invalid: false };
  }
  return url.protocol === 'mailto:' ? { href: url.href, invalid: false } : NOWHERE;
}

/** An image's address: http or https only, else null. */
export function readImageAddress(src: string, base: string | null): string | null {
  const url = URL.parse(src, base ?? undefined);
  return url && (url.protocol === 'http:' || url.protocol === 'https:') ? url.href : null;
}
