import { parseDate } from '../identity/date.ts';
import { foldName, normalTitle } from '../identity/fold.ts';
import { parseWebUrl } from '../identity/url-key.ts';
import { DocumentError, type SourceDocument } from './document.ts';
import type { Facts } from './facts.ts';

/** Limits of what one document may state, in UTF-16 code units; of lists, in entries. */
export const titleLimit = 500;
export const nameLimit = 200;
export const summaryLimit = 10_000;
export const languageLimit = 50;
export const listLimit = 500;
/** Each is looked up on its own. */
export const otherUrlsLimit = 50;
/** Titles and names must fit an index in their normal forms too, which can be longer. In bytes. */
const normalFormLimit = 2000;

type TextField =
  'title' | 'url' | 'permalink' | 'headline' | 'publisher' | 'date' | 'summary' | 'language' | 'image';
type ListField = 'topics' | 'aliases';

/** What a format found, as text: nothing of it is checked yet. */
export type StatedFacts = Partial<Record<TextField, string> & Record<ListField, string[]>> & {
  authors?: { name: string; url?: string }[];
  otherUrls?: string[];
} & Partial<Pick<Facts, 'isTitleGuessed' | 'isTitleOriginal' | 'guessed' | 'isLinkPost' | 'feed' | 'extra'>>;

type Warning = SourceDocument['warnings'][number];

/**
 * Checks what a document states. What identifies it must be right, or the document is refused; anything else that
 * cannot be used is left out with a warning.
 *
 * @throws DocumentError
 */
export function checkFacts(stated: StatedFacts): { facts: Facts; warnings: Warning[] } {
  const title = tidy(stated.title ?? '');
  if (normalTitle(title) === '')
    throw new DocumentError('TITLE_MISSING', 'No title, neither stated nor as a heading');
  const titleFault = faultOf('title', title, titleLimit);
  if (titleFault) throw new DocumentError(titleFault.code, titleFault.message);
  const url = address('url', stated.url);
  const permalink = address('permalink', stated.permalink);

  const warnings: Warning[] = [];
  const isUsable = (item: string, value: string, limit: number): boolean => {
    const fault = faultOf(item, value, limit);
    if (fault) warnings.push({ item, ...fault });
    return !fault;
  };
  const text = (item: TextField, limit: number): string | null => {
    const value = tidy(stated[item] ?? '');
    return value !== '' && isUsable(item, value, limit) ? value : null;
  };
  const list = (item: ListField, limit: number): string[] => {
    const values = [...new Set((stated[item] ?? []).map(tidy))].filter((value) => foldName(value) !== '');
    return firstOf(item, values, warnings).filter((value) => isUsable(item, value, limit));
  };
  const authors = (stated.authors ?? [])
    .map(({ name, url }) => ({ name: tidy(name), url: parseWebUrl(url ?? '')?.href ?? null }))
    .filter(({ name }, i, all) => foldName(name) !== '' && all.findIndex((one) => one.name === name) === i);
  return {
    facts: {
      title,
      isTitleGuessed: stated.isTitleGuessed ?? false,
      url,
      permalink,
      otherUrls: otherUrls(stated.otherUrls ?? [], warnings),
      isLinkPost: stated.isLinkPost ?? null,
      feed: stated.feed ?? null,
      headline: text('headline', titleLimit),
      // Like authors and topics: what is invisible names nobody.
      publisher: foldName(stated.publisher ?? '') === '' ? null : text('publisher', nameLimit),
      authors: firstOf('authors', authors, warnings).filter(({ name }) =>
        isUsable('authors', name, nameLimit),
      ),
      date: date(stated.date, warnings),
      topics: list('topics', nameLimit),
      summary: text('summary', summaryLimit),
      language: text('language', languageLimit),
      image: image(stated.image, permalink ?? url, warnings),
      aliases: list('aliases', titleLimit),
      extra: stated.extra ?? {},
      ...(stated.isTitleOriginal && { isTitleOriginal: true }),
      ...(stated.guessed && stated.guessed.length > 0 && { guessed: stated.guessed }),
    },
    warnings,
  };
}

/** The address in the spelling it came in. */
function address(item: string, value: string | undefined): string | null {
  const text = value?.trim() ?? '';
  if (text === '' || parseWebUrl(text)) return text || null;
  const message = `${item} is ${quote(text)}, which is no http(s) address of at most 2,000 characters`;
  throw new DocumentError('URL_INVALID', message);
}

/** A list of sensible length. */
function firstOf<T>(item: string, values: readonly T[], warnings: Warning[], limit = listLimit): T[] {
  if (values.length > limit) {
    const message = `${item} has ${values.length} entries; the first ${limit} are kept`;
    warnings.push({ item, code: 'FIELD_TOO_LONG', message });
  }
  return values.slice(0, limit);
}

function otherUrls(values: readonly string[], warnings: Warning[]): string[] {
  const usable = values.filter((value) => {
    if (parseWebUrl(value)) return true;
    const message = `${quote(value)} is no http(s) address of at most 2,000 characters`;
    warnings.push({ item: 'otherUrls', code: 'URL_INVALID', message });
    return false;
  });
  return firstOf('otherUrls', [...new Set(usable.map((value) => value.trim()))], warnings, otherUrlsLimit);
}

function date(value: string | undefined, warnings: Warning[]): string | null {
  const text = tidy(value ?? '');
  const parsed = parseDate(text);
  if (text !== '' && parsed === null) {
    const message = `${quote(text)} is no date and is left out; write 2018-07-03 or 2018-07-03T10:00:00Z`;
    warnings.push({ item: 'date', code: 'DATE_INVALID', message });
  }
  return parsed;
}

/** @param base where the document is read: a relative address starts from there */
function image(value: string | undefined, base: string | null, warnings: Warning[]): string | null {
  const text = value?.trim() ?? '';
  if (text === '') return null;
  const url = parseWebUrl(text, base ?? undefined);
  if (!url)
    warnings.push({ item: 'image', code: 'URL_INVALID', message: `${quote(text)} is no http(s) address` });
  return url?.href ?? null;
}

/** Why a text cannot be stored as it is. */
export function faultOf(
  item: string,
  value: string,
  limit: number,
): { code: string; message: string } | null {
  if (value.includes('\0'))
    return { code: 'NUL_CHARACTER', message: `${item} holds a NUL character; text has none` };
  const length = value.length;
  if (length > limit)
    return { code: 'FIELD_TOO_LONG', message: `${item} has ${length} characters; at most ${limit}` };
  const bytes = limit <= titleLimit ? Buffer.byteLength(foldName(value)) : 0;
  if (bytes <= normalFormLimit) return null;
  const message = `${item} has ${bytes} bytes in its normal form; at most ${normalFormLimit}`;
  return { code: 'FIELD_TOO_LONG', message };
}

/** One line of text that every engine can store: half a surrogate pair becomes a replacement character. */
export function tidy(text: string): string {
  return text.toWellFormed().replace(/\s+/g, ' ').trim();
}

function quote(text: string): string {
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}…` : text);
}
