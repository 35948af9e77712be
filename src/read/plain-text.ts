import { decodeHTMLStrict } from 'entities';

/** Elements that stand within a line: what looks like others may be meant, as in `Vec<T>`. */
const inLines =
  'a|abbr|acronym|b|bdi|bdo|big|br|center|cite|code|del|div|em|font|h[1-6]|i|img|ins|kbd|mark|nobr|p|q|s|samp|script|small|span|strike|strong|style|sub|sup|time|tt|u|var|wbr';
/** Elements that texts of several lines consist of, too. */
const around =
  'article|aside|audio|blockquote|caption|col|colgroup|dd|details|dl|dt|figcaption|figure|footer|header|hr|iframe|li|main|nav|ol|picture|pre|rp|rt|ruby|section|source|summary|table|tbody|td|tfoot|th|thead|tr|ul|video';
const tagsOf = (names: string) => new RegExp(`</?(?:${names})(?:\\s[^<>]*)?/?>`, 'gi');
const tags = { line: tagsOf(inLines), text: tagsOf(`${inLines}|${around}`) };
const standsInWords =
  /^<\/?(?:a|abbr|acronym|b|bd[io]|big|cite|code|del|em|font|i|img|ins|kbd|mark|nobr|q|r[pt]|ruby|s|samp|small|span|strike|strong|su[bp]|time|tt|u|var|wbr)\b/i;

/** What is read of a text, in UTF-16 code units: longer ones are no lines. */
const lengthLimit = 20_000;

/**
 * A line of text out of one that may be HTML, as titles in feeds and pages are: mark-up of text goes, entities are decoded once,
 * white space is collapsed.
 *
 * @param kind `text` for what may have paragraphs, lists and tables, as a summary
 */
export function plainText(whole: string, kind: 'line' | 'text' = 'line'): string {
  const text = whole.slice(0, lengthLimit);
  const withoutMarkup = text.includes('<')
    ? withoutScripts(text.includes('-->') ? text.replace(/<!--[^]*?-->/g, ' ') : text).replace(
        tags[kind],
        (tag) => (standsInWords.test(tag) ? '' : ' '),
      )
    : text;
  return decodeHTMLStrict(withoutMarkup).replace(/\s+/g, ' ').trim();
}

/** What is not closed stays, so that nothing is looked for twice. */
function withoutScripts(text: string): string {
  const opening = /<(script|style)\b[^<>]*>/gi;
  let kept = '';
  let from = 0;
  for (let found = opening.exec(text); found; found = opening.exec(text)) {
    const closing = new RegExp(`</${found[1]}\\s*>`, 'gi');
    closing.lastIndex = opening.lastIndex;
    if (!closing.test(text)) break;
    kept += `${text.slice(from, found.index)} `;
    from = opening.lastIndex = closing.lastIndex;
  }
  return kept + text.slice(from);
}
