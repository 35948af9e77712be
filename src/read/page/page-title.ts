import { foldName } from '../../identity/fold.ts';
import { parseWebUrl, siteOf } from '../../identity/url-key.ts';
import { plainText } from '../plain-text.ts';
import type { JsonLdArticle } from './json-ld.ts';
import type { PageStatements } from './page-statements.ts';

/** What stands between a headline and the name of its site, also folded, which makes quotes of angles. */
const separators = `[|–—·•:»«›‹/>"'-]`;
const behind = new RegExp(`^\\s*${separators}\\s|^:\\s`, 'u');
const before = new RegExp(`\\s${separators}\\s*$|:\\s+$`, 'u');
/** Titles that templates begin with. */
const generic = new Set([
  'untitled',
  'untitled document',
  'untitled page',
  'document',
  'home',
  'index',
  'title',
]);
/** Further headings that may be the headline where the first is the site's name. */
const fewHeadings = 3;

type Called = Pick<PageStatements, 'title' | 'headings' | 'subheadings'>;

/** The names under which the site may stand in a title, folded. */
export function siteNames(publisher: string | undefined, url: string | undefined): Set<string> {
  const address = url === undefined ? null : parseWebUrl(url);
  const site = address && siteOf(address);
  return new Set([publisher, site, site?.split('.')[0]].flatMap((name) => (name ? [bare(name)] : [])));
}

function bare(name: string): string {
  return foldName(name).replace(/[^\p{L}\p{N}]/gu, '');
}

/** The headline where a heading tells which part of `<title>` it is, or that it is all of it. Undefined where none does. */
export function headlineOf(page: Called, sites: ReadonlySet<string>): string | undefined {
  const whole = page.title === null ? '' : plainText(page.title);
  const headings = headingsOf(page, sites);
  if (whole === '' || generic.has(foldName(whole)) || sites.has(bare(whole))) return headings[0];
  if (headings.some((heading) => foldName(heading) === foldName(whole))) return whole;
  const headline = endingHeading(whole, page, sites);
  if (headline === undefined) return undefined;
  const { text, isBehind } = restOf(whole, headline)!;
  return isSiteLike(text, isBehind ? 4 : 3, sites) ? headline : whole;
}

/** Headings that are not the name of the site. */
function headingsOf({ headings, subheadings }: Called, sites: ReadonlySet<string>): string[] {
  return [...headings, ...subheadings.slice(0, fewHeadings)].filter((heading) => !sites.has(bare(heading)));
}

/** The heading that a title begins or ends with; of two that stand at its ends the lesser, as the other one is the site's. */
function endingHeading(title: string, page: Called, sites: ReadonlySet<string>): string | undefined {
  const ends = headingsOf(page, sites).filter((heading) => restOf(title, heading) !== null);
  const [first] = ends;
  const other = ends.find((heading) => restOf(title, heading)!.isBehind !== restOf(title, first!)!.isBehind);
  return other ?? first;
}

/** Shorter forms of a title: without the site's name, and what a heading says of it. */
export function shorterTitles(title: string, page: Called, sites: ReadonlySet<string>): string[] {
  const parts = title.split(new RegExp(`(\\s${separators}\\s|:\\s)`, 'u'));
  const withoutSite =
    parts.length < 3
      ? undefined
      : sites.has(bare(parts.at(-1)!))
        ? parts.slice(0, -2).join('')
        : sites.has(bare(parts[0]!))
          ? parts.slice(2).join('')
          : undefined;
  const heading = endingHeading(title, page, sites);
  return [...new Set([withoutSite, heading].flatMap((one) => one ?? []))];
}

/** What a title says behind or before the heading that it begins or ends with; null where it does neither. */
function restOf(title: string, heading: string): { text: string; isBehind: boolean } | null {
  const [whole, part] = [foldName(title), foldName(heading)];
  if (part === '' || part === whole) return null;
  const [next, former] = [whole.slice(part.length), whole.slice(0, -part.length)];
  if (whole.startsWith(part) && behind.test(next)) return { text: next, isBehind: true };
  return whole.endsWith(part) && before.test(former) ? { text: former, isBehind: false } : null;
}

/** Names of sites are short; a subtitle may be as well, but seldom is the whole of a heading that the title goes on from. */
function isSiteLike(text: string, mostWords: number, sites: ReadonlySet<string>): boolean {
  return text
    .split(/\s[|·•/>"'-]\s/)
    .every((part) => sites.has(bare(part)) || (part.match(/[\p{L}\p{N}'’]+/gu)?.length ?? 0) <= mostWords);
}

/**
 * Some headlines are subtitles, some names those of the page, and some have the site's name behind them: which is the title tells what
 * the page is called otherwise.
 */
export function titleOfJsonLd(
  { title, otherTitles }: JsonLdArticle,
  called: readonly string[],
): string | undefined {
  if (title === undefined) return undefined;
  const names = called.map((name) => foldName(plainText(name)));
  const isCalled = (one: string) => names.some((name) => name.includes(foldName(plainText(one))));
  const chosen = isCalled(title) ? title : (otherTitles.find(isCalled) ?? title);
  return called.find((name) => restOf(plainText(chosen), plainText(name)) !== null) ?? chosen;
}

/** Readability cuts titles at a colon; most of those with one are whole. */
export function wholeTitle(readable: string | null | undefined, title: string | null): string | undefined {
  const isCut = readable && title?.endsWith(readable) && /:\s*$/.test(title.slice(0, -readable.length));
  return (isCut ? title : readable) ?? undefined;
}
