import { decodeHTMLStrict } from 'entities';

/** Elements that stand within a title: what looks like others may be meant, as in `Vec<T>`. */
const markup =
  /<\/?(?:a|abbr|acronym|b|bdi|bdo|big|br|center|cite|code|del|div|em|font|h[1-6]|i|img|ins|kbd|mark|nobr|p|q|s|samp|script|small|span|strike|strong|style|sub|sup|time|tt|u|var|wbr)(?:\s[^<>]*)?\/?>/gi;

/** What is read of a text, in UTF-16 code units: longer ones are no lines. */
const lengthLimit = 20_000;

/**
 * A line of text out of one that may be HTML, as titles in feeds and pages are: mark-up of text goes, entities are decoded once,
 * white space is collapsed.
 */
export function plainText(whole: string): string {
  const text = whole.slice(0, lengthLimit);
  const withoutMarkup = text.includes('<')
    ? text
        .replace(/<(script|style)\b[^>]*>[^]*?<\/\1\s*>/gi, ' ')
        .replace(markup, (tag) => (/^<\/?(?:br|p|div|h)/i.test(tag) ? ' ' : ''))
    : text;
  return decodeHTMLStrict(withoutMarkup).replace(/\s+/g, ' ').trim();
}
