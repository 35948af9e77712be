import { plainText } from './plain-text.ts';

/** `By`, and the like of it in other languages, before names; what follows in brackets says what they did. */
const introduction =
  /^(?:(?:written|posted|published|reported|story|text|words|article|opinion|analysis|edited|compiled|reviewed)\s+)?(?:by|von|par|por|di|door|av|af)\b[\s:]*/i;
/** What divides names. */
const conjunction = /\s*(?:[;|•·\n\r\t]|\s(?:and|und|et|y|e|en|och|og|with)\s|\s?&\s?|\s\/\s)\s*/i;
/** What follows a name behind a comma and is none: degrees, generations. */
const suffix =
  /^(?:jr|sr|ii|iii|iv|ph\.?\s?d|m\.?d|m\.?a|m\.?sc|b\.?a|mba|esq|dds|rn|jd|cpa|frs|obe|cbe|mbe)\.?$/i;
/** Of a byline, in UTF-16 code units: what is longer is text. */
const bylineLimit = 1000;

/**
 * The people of a byline: "By A and B", "A, B & C", `mail@site.example (A)`, "A <mail@site.example>". Names with a comma of their
 * own stay whole where it can be told ("Doe, Jane", "Jane Doe, PhD").
 */
export function namesOf(byline: string): string[] {
  const line = withoutMail(decoded(byline).slice(0, bylineLimit));
  const names = line
    .split(/[\n\r]+/)
    .flatMap((part) => part.trim().replace(introduction, '').split(conjunction))
    .flatMap(dividedAtCommas)
    .map(personOf);
  return [...new Set(names)].filter((name) => name !== '');
}

/** One name, without what is around it; '' where there is none. */
export function personOf(name: string): string {
  const bare = withoutMail(decoded(name))
    .replace(introduction, '')
    .replace(/^[\s,;:–—-]+|[\s,;:–—-]+$/g, '');
  const line = bare.replace(/\s+/g, ' ').trim();
  // Addresses name nobody, nor does what holds no letter.
  return /^(?:https?:\/\/|www\.|@?[\w.+-]+@[\w.-]+$)/i.test(line) || !/\p{L}/u.test(line) ? '' : line;
}

function decoded(text: string): string {
  return text.includes('<') || text.includes('&') ? text.split('\n').map(markupAway).join('\n') : text;
}

function markupAway(line: string): string {
  return plainText(line.replace(/<(?=[^<>\s]*@)/g, ' ('));
}

/** `mail@site.example (Name)` is how RSS writes a person. */
function withoutMail(text: string): string {
  const mail = /^\s*(?:mailto:)?[\w.+-]+@[\w.-]*\s*\((.*)\)\s*$/s.exec(text);
  return (mail ? mail[1]! : text).replace(
    /[<(]?(?:mailto:)?\b[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}\b[>)]?/gi,
    ' ',
  );
}

function dividedAtCommas(part: string): string[] {
  const pieces = part.split(',').map((piece) => piece.trim());
  if (pieces.length === 1) return pieces;
  const joined: string[] = [];
  for (const piece of pieces) {
    if (joined.length > 0 && suffix.test(piece)) joined[joined.length - 1] += `, ${piece}`;
    else joined.push(piece);
  }
  // "Doe, Jane": a family name and given ones.
  const isInverted =
    joined.length === 2 &&
    !/\s/.test(joined[0]!) &&
    /^[\p{Lu}][\p{L}.'’-]*(?:\s[\p{Lu}][\p{L}.]*)?$/u.test(joined[1]!);
  return isInverted ? [part] : joined;
}
