import { readDate } from '../identity/date-spellings.ts';
import { plainText } from './plain-text.ts';

/** `By` before names, and what they did. */
const surelyBy =
  /^(?:(?:written|posted|published|reported|story|text|words|article|opinion|analysis|edited|compiled|reviewed)\s+)?by(?:[\s:]+|$)/i;
/** The same in other languages, and what else stands before names: surely so before a colon. */
const label = /^(?:von|par|por|di|door|av|af|от|authors?|autor(?:en|in|es)?|auteurs?|autore|авторы?)\s*:\s*/i;
/** These begin names too ("Von Neumann", "Di Wang", "Par Lagerkvist"): they are `by` only before a whole name. */
const maybeBy =
  /^(?:[Vv]on|[Pp]ar|[Pp]or|[Dd]i|[Dd]oor|[Aa]v|[Aa]f|[Оо]т)\s+(?=\p{Lu}[^\s,;&]*\s+([^\s,;&]+))/u;
/** On a line of its own. */
const byAlone = /^(\s*(?:by|von|par|por|di|door|av|af|от):?)\s*\n\s*/i;
/** What divides names anywhere. */
const divider = /\s*[;；•·\n\r\t、，]\s*/u;
/** Names before and behind it. `y` and `e` stand within surnames too: before two words only. */
const conjunction =
  /\s+(?:[Aa]nd|AND|und|UND|et|ET|en|och|OCH|og|OG|with|и)\s+|\s+&\s*|&\s+|\s\/\s|\s+(?:y|e)\s+(?=\p{Lu}[^\s,]*\s+(?!(?:y|e)\s)\p{L})/u;
const conjunctionWord = /^(?:and|und|et|y|e|en|och|og|with|и)$/i;
/** "Simon and Schuster": two single words, which are one name unless `By` stands before. */
const pairOfWords = /^[^\s,;]+\s+(?:(?:and|und|et|y|e|en|och|og|и)|&)\s+[^\s,;]+$/i;
/** What follows a name behind a comma and is none: degrees, generations, the form of a company. */
const suffix =
  /^(?:jr|sr|ii|iii|iv|ph\.?\s?d|m\.?d|m\.?a|m\.?sc|b\.?a|mba|esq|dds|rn|jd|cpa|frs|obe|cbe|mbe|inc|llc|ltd|corp|co|gmbh|plc)\.?$/i;
const role =
  '(?:reporter|editor|correspondent|writer|contributor|columnist|journalist|producer|photographer|critic|analyst|staff|editor[- ]in[- ]chief|editor[- ]at[- ]large|bureau chief)s?';
/** Job titles, which name nobody wherever they stand … */
const jobTitle = new RegExp(
  `^(?:the\\s+)?(?:(?:senior|junior|chief|deputy|assistant|associate|managing|executive|contributing|guest|special|foreign|political|news|features?|staff|freelance)\\s+){0,4}${role}$`,
  'i',
);
/** … and with another word before, behind a name: "Ann Lee, Health Reporter". */
const jobBehindName = new RegExp(`^(?:[\\p{L}&’'-]+\\s+){0,4}${role}$`, 'iu');
const month = '(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\\.?';
/** "Ann Lee on March 3, 2020 at 10:21 am", and all that follows. */
const dateBehind = new RegExp(
  '(?:\\s+(?:published|posted|updated))?(?:\\s+on|\\s*[,–—-])?\\s+(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\\s+)?' +
    `(?:${month}\\s+\\d{1,2}(?:st|nd|rd|th)?\\b|\\d{1,2}(?:st|nd|rd|th)?\\s+${month}(?=[\\s,]|$)|\\d{4}-\\d\\d-\\d\\d|\\d{1,2}[./]\\d{1,2}[./]\\d{2,4}\\b)[^]*$`,
  'i',
);
/** Of a byline, in UTF-16 code units: what is longer is text. */
const bylineLimit = 1000;

/**
 * The people of a byline: "By A and B", "A, B & C", `mail@site.example (A)`, "A <mail@site.example>". Names with a comma of their
 * own stay whole where it can be told ("Doe, Jane", "Jane Doe, PhD"), and so do names that hold what divides others ("José Ortega y
 * Gasset", "Simon and Schuster"). Dates, numbers and job titles are none.
 */
export function namesOf(byline: string): string[] {
  const text = withoutMail(decoded(byline).slice(0, bylineLimit)).replace(byAlone, '$1 ');
  const parts = text.split(/[\n\r]+/).flatMap((line) => dividedLine(line.trim()));
  const names = parts
    .filter((part, i) => !jobTitle.test(part) && !(i > 0 && jobBehindName.test(part)))
    .map((part) => bareName(part.replace(surelyBy, '')))
    .filter((name) => name !== '' && !(isNumbered(name) && (parts.length > 1 || isCountOrDate(name))));
  return [...new Set(names)];
}

/** As `namesOf`, of what somebody wrote for Ibid: where it is nobody that can be told, all of it is the name. */
export function statedNames(author: string): string[] {
  const names = namesOf(author);
  return names.length > 0 ? names : [author];
}

/** One name, without `By` and what else is around it; '' where there is none. */
export function personOf(name: string): string {
  return bareName(withoutMail(decoded(name)).trim().replace(surelyBy, ''));
}

/** A name that is stated as one, as that of a Person in JSON-LD: all its words are of it. '' where it names nobody. */
export function personName(text: string): string {
  return bareName(withoutMail(decoded(text)));
}

/** Addresses name nobody, nor does what holds no letter. */
function bareName(text: string): string {
  const line = text
    .replace(/^[\s,;:–—-]+|[\s,;:–—-]+$/g, '')
    .replace(/\s+/g, ' ')
    .trim();
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
  const named = text.replace(
    /(?:mailto:)?[\w.+-]{1,64}@[\w.-]{0,64}\s{0,9}\(([^()]*(?:\([^()]*\)[^()]*)?)\)/gi,
    '$1',
  );
  return named.replace(/[<(]?(?:mailto:)?\b[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}\b[>)]?/gi, ' ');
}

function dividedLine(line: string): string[] {
  const byline = beforeBar(line).replace(dateBehind, '');
  if (pairOfWords.test(byline)) return [byline];
  return withoutIntroduction(byline)
    .split(divider)
    .flatMap((part) => part.split(conjunction))
    .flatMap(dividedAtCommas);
}

/** Behind a bar stand the site, the date, the number of comments. */
function beforeBar(line: string): string {
  const parts = line.split('|').map((part) => part.trim());
  return parts.find((part) => part !== '' && readDate(part) === null) ?? '';
}

function withoutIntroduction(byline: string): string {
  const [sure] = surelyBy.exec(byline) ?? label.exec(byline) ?? [];
  if (sure !== undefined) return byline.slice(sure.length);
  const [by, second] = maybeBy.exec(byline) ?? [];
  return by === undefined || conjunctionWord.test(second!) ? byline : byline.slice(by.length);
}

/** Whether a word of it is a number, as in "3 Comments". */
function isNumbered(name: string): boolean {
  return /(?<![\p{L}\d])\d+(?![\p{L}\d])/u.test(name);
}

function isCountOrDate(name: string): boolean {
  return /^\d+\s/.test(name) || readDate(name) !== null;
}

function dividedAtCommas(part: string): string[] {
  const joined: string[] = [];
  for (const piece of part.split(',').map((one) => one.trim())) {
    if (joined.length > 0 && suffix.test(piece)) joined[joined.length - 1] += `, ${piece}`;
    else joined.push(piece);
  }
  const [family = '', given = ''] = joined;
  const isInverted =
    joined.length === 2 &&
    ((familyName.test(family) && givenNames.test(given)) || initialled.test(given)) &&
    !jobBehindName.test(given);
  return isInverted ? [part] : joined;
}

/** "Doe, Jane", "van Rossum, Guido": a family name and given ones. */
const familyName = /^(?:(?:von|van|de|di|da|del|della|du|der|den|af|av|le|la)\s+){0,3}\S+$/i;
const givenNames = /^[\p{Lu}][\p{L}.'’-]*(?:\s[\p{Lu}][\p{L}.]*)?$/u;
/** At most one name, and initials: "Ursula K.", "J. R. R." */
const initialled = /^(?:\p{Lu}[\p{L}'’-]+\s)?\p{Lu}\.(?:\s?\p{Lu}\.)*$/u;
