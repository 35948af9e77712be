import { getDomain } from 'tldts';

/** Longer addresses are refused: no site serves them, and an index entry must hold one. */
export const urlLimit = 2000;

const trackers = new Set([
  'fbclid', 'gclid', 'gclsrc', 'dclid', 'gbraid', 'wbraid', 'msclkid', 'yclid', 'twclid', 'ttclid', 'igshid', 'igsh',
  'mc_cid', 'mc_eid', '_hsenc', '_hsmi', 'mkt_tok', 'vero_id', 'oly_anon_id', 'oly_enc_id', 'ref_src', 's_cid',
]); // prettier-ignore
const ampParameters = new Set(['amp', 'outputtype=amp']);
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
 * percent-encoding. Path case, order of parameters and all other parameters stay.
 */
export function urlKeys(url: URL): UrlKeys {
  const port = url.port === '80' || url.port === '443' ? '' : url.port;
  const host = foldHost(url.hostname) + (port ? `:${port}` : '');
  const path = decodeUnreserved(url.pathname).replace(/\/+$/, '').replace(/\/amp$/i, '').replace(/\.amp(\.html?)?$/i, '$1');
  const query = url.search
    .slice(1)
    .split('&')
    .filter((pair) => pair && !isNoise(pair))
    .map(decodeUnreserved)
    .join('&');
  const page = host + path + (query ? `?${query}` : '');
  const fragment = url.hash.length > 1 ? decodeUnreserved(url.hash) : '';
  return { exact: page + fragment, page };
}

/** Drops the labels www, m and amp, as long as they stand before the registrable domain. */
function foldHost(hostname: string): string {
  const host = hostname.replace(/\.$/, '');
  const domain = getDomain(host, { allowPrivateDomains: true });
  if (!domain || domain === host) return host;
  const labels = host.slice(0, -domain.length - 1).split('.');
  return [...labels.filter((label) => label !== 'www' && label !== 'm' && label !== 'amp'), domain].join('.');
}

function isNoise(pair: string): boolean {
  const name = pair.split('=', 1)[0]?.toLowerCase() ?? '';
  return name.startsWith('utm_') || trackers.has(name) || ampParameters.has(name) || ampParameters.has(pair.toLowerCase());
}

/** `%7E` and `~` are the same address; `%2F` and `/` are not. */
function decodeUnreserved(text: string): string {
  return text.replace(/%[0-9a-f]{2}/gi, (escape) => {
    const char = String.fromCharCode(parseInt(escape.slice(1), 16));
    return /[A-Za-z0-9\-._~]/.test(char) ? char : escape.toUpperCase();
  });
}

/** The registrable domain (example.co.uk), or the host itself where there is none. */
export function siteOf(url: URL): string {
  return getDomain(url.hostname) ?? url.hostname;
}
