import { describe, expect, it } from 'vitest';
import { parseWebUrl, siteOf, urlKeys, urlLimit } from '../../src/identity/url-key.ts';

function keyOf(text: string): string {
  return urlKeys(parseWebUrl(text)!).exact;
}

/** Each group is one page: the key, and the addresses that have it. */
describe('addresses of one page have one key', () => {
  it.each([
    [
      'scheme',
      'site.example/a',
      ['https://site.example/a', 'http://site.example/a', 'HTTP://SITE.example/a'],
    ],
    ['www', 'site.example/a', ['https://www.site.example/a', 'https://WWW.site.example/a']],
    ['www of a public suffix', 'gov.uk/a', ['https://www.gov.uk/a', 'https://gov.uk/a']],
    [
      'mobile',
      'en.wikipedia.org/wiki/A',
      ['https://en.m.wikipedia.org/wiki/A', 'https://en.wikipedia.org/wiki/A'],
    ],
    ['m.', 'site.example/a', ['https://m.site.example/a', 'https://www.m.site.example/a']],
    ['AMP host', 'site.example/a', ['https://amp.site.example/a']],
    [
      'AMP path',
      'site.example/a',
      ['https://site.example/a/amp', 'https://site.example/a/amp/', 'https://site.example/a/AMP'],
    ],
    [
      'AMP extension',
      'site.example/a.html',
      ['https://site.example/a.amp.html', 'https://site.example/a.html'],
    ],
    ['bare AMP extension', 'site.example/a', ['https://site.example/a.amp']],
    [
      'AMP parameter',
      'site.example/a',
      ['https://site.example/a?amp', 'https://site.example/a?amp=1', 'https://site.example/a?outputType=amp'],
    ],
    [
      'default ports',
      'site.example/a',
      ['https://site.example:443/a', 'http://site.example:80/a', 'http://site.example:443/a'],
    ],
    ['trailing slash', 'site.example/a', ['https://site.example/a/', 'https://site.example/a//']],
    [
      'root',
      'site.example',
      ['https://site.example', 'https://site.example/', 'https://site.example/?', 'https://site.example/#'],
    ],
    ['trailing dot', 'site.example/a', ['https://site.example./a', 'https://www.site.example./a']],
    ['user', 'site.example/a', ['https://me:secret@site.example/a']],
    ['white space around', 'site.example/a', ['  https://site.example/a\n']],
    ['dot segments', 'site.example/a', ['https://site.example/b/../a', 'https://site.example/./%2e/a']],
    [
      'trackers',
      'site.example/a?id=7&page=2',
      [
        'https://site.example/a?utm_source=x&id=7&page=2&utm_medium=y',
        'https://site.example/a?id=7&fbclid=1&page=2&gclid=2&mc_cid=3&mc_eid=4&mc_any=5',
        'https://site.example/a?UTM_Campaign=x&&id=7&page=2&',
        'https://site.example/a?utm%5Fsource=x&id=7&page=2',
        'https://site.example/a/?id=7&page=2&_ga=1&msclkid=2',
      ],
    ],
    [
      'trackers only',
      'site.example/a',
      ['https://site.example/a?utm_source=x&mc_cid=1', 'https://site.example/a?utm_source'],
    ],
    ['trackers in the fragment', 'site.example/a', ['https://site.example/a#utm_source=rss&utm_medium=feed']],
    ['text fragment', 'site.example/a', ['https://site.example/a#:~:text=some%20words']],
    [
      'text fragment after a fragment',
      'site.example/a#b',
      ['https://site.example/a#b:~:text=x', 'https://site.example/a#b'],
    ],
    [
      'needless percent-encoding',
      'site.example/~a_(b)',
      ['https://site.example/%7Ea%5f%28b%29', 'https://site.example/~a_(b)'],
    ],
    [
      'lower-case escapes',
      'site.example/%C3%A9?q=%C3%A9',
      ['https://site.example/%c3%a9?q=%c3%a9', 'https://site.example/é?q=é'],
    ],
    [
      'international names',
      'xn--bcher-kva.example/a',
      ['https://Bücher.example/a', 'https://www.xn--bcher-kva.example/a'],
    ],
    ['IPv4', '127.0.0.1/a', ['http://127.0.0.1/a', 'http://0x7f.1/a/']],
    ['IPv6', '[::1]:8080/a', ['http://[::1]:8080/a', 'http://[0:0:0:0:0:0:0:1]:8080/a']],
  ])('%s', (_name, key, addresses) => {
    expect(addresses.map(keyOf)).toEqual(addresses.map(() => key));
  });
});

describe('what is significant stays', () => {
  it.each([
    ['path case', 'https://site.example/A', 'site.example/A'],
    ['order of parameters', 'https://site.example/a?b=1&a=2', 'site.example/a?b=1&a=2'],
    ['other parameters', 'https://site.example/a?ref=b&source=c', 'site.example/a?ref=b&source=c'],
    ['a value that is no flag', 'https://shop.example/tubes?amp=120', 'shop.example/tubes?amp=120'],
    ['other ports', 'https://site.example:8443/a', 'site.example:8443/a'],
    ['other subdomains', 'https://mobile.site.example/a', 'mobile.site.example/a'],
    ['a site called www', 'https://www.com/a', 'www.com/a'],
    ['a site called amp', 'https://amp.dev/a', 'amp.dev/a'],
    ['a blog called m', 'https://m.blogspot.com/a', 'm.blogspot.com/a'],
    ['a page called amp', 'https://site.example/amp', 'site.example/amp'],
    ['amp in the middle', 'https://site.example/amp/a', 'site.example/amp/a'],
    ['amp as a part of a word', 'https://site.example/a/lamp', 'site.example/a/lamp'],
    ['escaped delimiters', 'https://site.example/a%2Fb%3Fc', 'site.example/a%2Fb%3Fc'],
    ['plus signs', 'https://site.example/a+b?q=a+b', 'site.example/a+b?q=a+b'],
    ['double slashes inside', 'https://site.example/a//b', 'site.example/a//b'],
    ['a single label', 'http://localhost:4000/a', 'localhost:4000/a'],
  ])('%s', (_name, address, key) => {
    expect(keyOf(address)).toBe(key);
  });
});

it('a fragment is in the exact key and not in that of the page', () => {
  expect(urlKeys(new URL('https://site.example/a/?id=7&utm_source=x#%7Ep1'))).toEqual({
    exact: 'site.example/a?id=7#~p1',
    page: 'site.example/a?id=7',
  });
  expect(urlKeys(new URL('https://site.example/a'))).toEqual({
    exact: 'site.example/a',
    page: 'site.example/a',
  });
});

describe('an address that readers can open', () => {
  it.each([
    ['another scheme', 'ftp://site.example/a'],
    ['a script', 'javascript:alert(1)'],
    ['mail', 'mailto:me@site.example'],
    ['no scheme', 'site.example/a'],
    ['no host', 'https://'],
    ['a port that is none', 'https://site.example:99999/'],
    ['words', 'see the other page'],
    ['nothing', ''],
    ['too long', `https://site.example/${'a'.repeat(urlLimit)}`],
    ['too long once escaped', `https://site.example/${'é'.repeat(urlLimit / 6)}`],
  ])('is not %s', (_name, text) => {
    expect(parseWebUrl(text)).toBeNull();
  });

  it('may be as long as the limit, and relative to a base', () => {
    const longest = `https://site.example/${'a'.repeat(urlLimit - 'https://site.example/'.length)}`;
    expect(parseWebUrl(longest)?.href).toBe(longest);
    expect(parseWebUrl('../b', 'https://site.example/a/c')?.href).toBe('https://site.example/b');
  });
});

it.each([
  ['https://blog.site.co.uk/a', 'site.co.uk'],
  ['https://www.site.example', 'site.example'],
  ['http://127.0.0.1:80/', '127.0.0.1'],
  ['http://localhost/', 'localhost'],
])('the site of %s is %s', (address, site) => {
  expect(siteOf(new URL(address))).toBe(site);
});
