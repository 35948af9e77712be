import { getDomain } from 'tldts';

/** In characters after parsing. Longer addresses are refused: no site serves them, and an index entry must hold one. */
export const urlLimit = 2000;

const trackers = new Set([
  'fbclid', 'gclid', 'gclsrc', 'dclid', 'gbraid', 'wbraid', 'srsltid', 'msclkid', 'yclid', 'ymclid', 'twclid', 'ttclid',
  'li_fat_id', 'igshid', 'igsh', 'mibextid', '__twitter_impression', '_ga', '_gl', '_hsenc', '_hsmi', 'mkt_tok', 'vero_id',
  'oly_anon_id', 'oly_enc_id', 'ck_subscriber_id', 'ml_subscriber', 'ml_subscriber_hash', 'ref_src', 's_cid',
  '_openstat', 'guccounter', 'guce_referrer', 'guce_referrer_sig',
]); // prettier-ignore
const trackerPrefix = /^(?:utm|mc|mtm|pk)_/;
const ampParameter = /^(?:amp(?:=(?:1|true|yes)?)?|outputtype=amp)$/;
const reachable = /^https?:$/;

/** An address that a reader can open, as the URL standard writes it; null for any other text. */
export function parseWebUrl(text: string, base?: string): URL | null {
  const trimmed = text.trim();
  const url = URL.parse(trimmed, base);
  if (!url || !reachable.test(url.protocol) || !url.hostname || url.href.length > urlLimit) return null;
  return url;
}

/** The two keys of an address; they are equal where it has no fragment. */
export interface UrlKeys {
  exact: string;
  /** Without the fragment. */
  page: string;
}

/**
 * Match keys: addresses that lead to the same piece have the same key. Folded are scheme, `www.`, `m.` and
 * `amp.` hosts, default ports, trailing slashes, AMP paths and parameters, tracking parameters and needless
 * percent-encoding. Path case, order of parameters and all other parameters stay. User and password, empty
 * parameters' ampersands and text fragments (`#:~:text=…`) lead nowhere else and go.
 */
export function urlKeys(url: URL): UrlKeys {
  const port = url.port === '80' || url.port === '443' ? '' : url.port;
  const host = foldHost(url.hostname) + (port ? `:${port}` : '');
  const query = withoutTrackers(url.search.slice(1));
  const fragment = withoutTrackers(url.hash.slice(1).replace(/:~:.*$/, ''));
  const page = host + foldPath(url.pathname) + (query ? `?${query}` : '');
  return { exact: fragment ? `${page}#${fragment}` : page, page };
}

/** Of an address as `Body.links` has it. */
export function keysOfLink(address: string): UrlKeys {
  const url = parseWebUrl(address);
  if (!url) throw new TypeError(`Not an address: ${address}`);
  return urlKeys(url);
}

/**
 * Drops `www` in front, and the labels www, m and amp as far as they stand before the registrable domain:
 * `amp.dev` and `m.blogspot.com` are somebody's site.
 */
function foldHost(hostname: string): string {
  const host = hostname.replace(/\.$/, '').replace(/^www\.(?=[^.]+\.)/, '');
  const domain = getDomain(host, { allowPrivateDomains: true });
  if (!domain || domain === host) return host;
  const labels = host.slice(0, -domain.length - 1).split('.');
  return [...labels.filter((label) => label !== 'www' && label !== 'm' && label !== 'amp'), domain].join('.');
}

/** `/amp` at the root is a page of its own, below it the AMP form of the piece. */
function foldPath(pathname: string): string {
  return decodeNeedless(pathname)
    .replace(/\/+$/, '')
    .replace(/(?<=[^/])\/+amp$/i, '')
    .replace(/(?<=[^/])\.amp(\.html?)?$/i, '$1');
}

/** Parameters of a query or a fragment (some feeds track in fragments) without those that only track. */
function withoutTrackers(parameters: string): string {
  return decodeNeedless(parameters)
    .split('&')
    .filter((pair) => pair && !isNoise(pair.toLowerCase()))
    .join('&');
}

function isNoise(pair: string): boolean {
  const name = pair.split('=', 1)[0]!;
  return trackerPrefix.test(name) || trackers.has(name) || ampParameter.test(pair);
}

/**
 * `%7E` and `~`, `%28` and `(` are the same address, `%2F` and `/` are not: decoded is what RFC 2396 calls
 * unreserved. RFC 3986 reserves `!'()*`, but no site gives them a meaning, and link texts in Markdown escape them.
 */
function decodeNeedless(text: string): string {
  return text.replace(/%[0-9a-f]{2}/gi, (escape) => {
    const char = String.fromCharCode(parseInt(escape.slice(1), 16));
    return /[A-Za-z0-9\-_.~!*'()]/.test(char) ? char : escape.toUpperCase();
  });
}

/** The registrable domain (example.co.uk, me.substack.com), or the host itself where there is none. */
export function siteOf(url: URL): string {
  return getDomain(url.hostname, { allowPrivateDomains: true }) ?? url.hostname;
}

/** Whether a match key is that of an address or of one below it: `a.example/blog/x` below `https://a.example/blog/`. */
export function isBelow(key: string, address: string): boolean {
  const url = parseWebUrl(address);
  if (!url) return false;
  const { page } = urlKeys(url);
  return key.startsWith(page) && /^[/?#]?$/.test(key.charAt(page.length));
}
