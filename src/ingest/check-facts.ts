import { parseWebUrl } from '../identity/url-key.ts';
import { parseDate } from '../identity/date.ts';
import { DocumentError, type SourceDocument } from './document.ts';
import type { Facts } from './facts.ts';

/** Limits of what one document may state, in UTF-16 code units. Titles and names must fit an index. */
const titleLimit = 500;
const nameLimit = 200;
const summaryLimit = 10_000;
const listLimit = 500;

/** What a format found, as text: nothing of it is checked yet. */
export type StatedFacts = Partial<
  Record<
    'title' | 'url' | 'permalink' | 'headline' | 'publisher' | 'date' | 'summary' | 'language' | 'image',
    string
  >
> &
  Partial<Record<'authors' | 'topics' | 'aliases', string[]>> & { extra?: Record<string, unknown> };

/**
 * Checks what a document states. What identifies it must be right, or the document is refused; of the rest a wrong
 * date or address is left out with a warning.
 *
 * @throws DocumentError
 */
export function checkFacts(stated: StatedFacts): Pick<SourceDocument, 'facts' | 'warnings'> {
  const warnings: SourceDocument['warnings'] = [];
  const text = (item: keyof StatedFacts & keyof Facts, limit: number): string | null => {
    const value = stated[item];
    const clean = typeof value === 'string' ? tidy(value) : '';
    return clean === '' ? null : within(item, clean, limit);
  };
  const list = (item: 'authors' | 'topics' | 'aliases', limit: number): string[] => {
    const values = [...new Set((stated[item] ?? []).map(tidy).filter((value) => value !== ''))];
    if (values.length > listLimit)
      throw new DocumentError('FIELD_TOO_LONG', `${item} has ${values.length} entries; at most ${listLimit}`);
    return values.map((value) => within(item, value, limit));
  };
  const title = text('title', titleLimit);
  if (title === null) throw new DocumentError('TITLE_MISSING', 'No title, neither stated nor as a heading');

  const date = text('date', nameLimit);
  const parsedDate = date === null ? null : parseDate(date);
  if (date !== null && parsedDate === null) {
    warnings.push({
      item: 'date',
      code: 'DATE_INVALID',
      message: `${quote(date)} is no date; write 2018-07-03 or 2018-07-03T10:00:00Z`,
    });
  }
  const image = stated.image?.trim() ? parseWebUrl(stated.image) : null;
  if (stated.image?.trim() && !image) {
    warnings.push({
      item: 'image',
      code: 'URL_INVALID',
      message: `${quote(stated.image)} is no http(s) address`,
    });
  }
  return {
    facts: {
      title,
      url: address('url', stated.url),
      permalink: address('permalink', stated.permalink),
      headline: text('headline', titleLimit),
      publisher: text('publisher', nameLimit),
      authors: list('authors', nameLimit),
      date: parsedDate,
      topics: list('topics', nameLimit),
      summary: text('summary', summaryLimit),
      language: text('language', nameLimit),
      image: image?.href ?? null,
      aliases: list('aliases', titleLimit),
      extra: stated.extra ?? {},
    },
    warnings,
  };
}

/** The address in the spelling it came in. */
function address(item: string, value: string | undefined): string | null {
  const text = value?.trim() ?? '';
  if (text === '') return null;
  if (!parseWebUrl(text)) {
    throw new DocumentError(
      'URL_INVALID',
      `${item} is ${quote(text)}, which is no http(s) address of at most 2,000 characters`,
    );
  }
  return text;
}

function within(item: string, value: string, limit: number): string {
  if (value.length <= limit) return value;
  throw new DocumentError('FIELD_TOO_LONG', `${item} has ${value.length} characters; at most ${limit}`);
}

function tidy(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

function quote(text: string): string {
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}…` : text);
}
