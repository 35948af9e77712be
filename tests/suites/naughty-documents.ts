import { isLongForm } from './long-form.ts';
import { naughtyStrings } from './naughty-strings.ts';

/** What a name may have. */
const nameLimit = 200;

/** A document takes fifty statements: in the short form, four strings share one, and its fields. */
const perDocument = isLongForm ? 1 : 4;
/** Strings of one list. */
const perList = 20;

const forms = ['markdown', 'html', 'text'] as const;

/** As text is stored that has to be one line. */
export function oneLine(text: string): string {
  return text.toWellFormed().replace(/\s+/g, ' ').trim();
}

const storable = naughtyStrings.filter((text) => !text.includes('\0'));

function inGroups<Line>(size: number, make: (texts: readonly string[], i: number) => Line): Line[] {
  return Array.from({ length: Math.ceil(storable.length / size) }, (_, i) =>
    make(storable.slice(i * size, (i + 1) * size), i),
  );
}

/** What a document has one of; its text links the next one's piece, and what is no piece. */
function documentOf(texts: readonly string[], i: number) {
  const at = (n: number) => texts[n % texts.length] ?? '';
  const address = (text: string, n: number) =>
    n === 0 ? `https://journal.example/${i + 1}` : `https://elsewhere.example/${text}`;
  const bodies = {
    markdown: texts.map((text, n) => `${text}\n\nSee [${text}](<${address(text, n)}>), *${text}*.`),
    html: texts.map(
      (text, n) => `${text}<p>See <a href="${address(text, n)}">${text}</a>, <em>${text}</em>.`,
    ),
    text: texts.map((text, n) => `${text}\n\nSee ${address(text, n)}, ${text}.`),
  };
  const form = forms[i % forms.length]!;
  return {
    ...Object.fromEntries(texts.map((text) => [`own ${text}`, text])),
    own: Object.fromEntries(texts.map((text) => [text, [text]])),
    title: at(0),
    url: `https://journal.example/${i}`,
    headline: at(1),
    publisher: at(2).slice(0, nameLimit),
    summary: at(3),
    language: at(4).slice(0, 50),
    [form]: bodies[form].join('\n\n'),
  };
}

/** Each list's share of the strings: all of them in the long form, else each string is in one list. */
const share = (texts: readonly string[], n: number) =>
  isLongForm ? texts : texts.filter((_, j) => j % 4 === n);

/** What there are lists of. */
function listsOf(texts: readonly string[], i: number) {
  const limited = (n: number) => share(texts, n).map((text) => text.slice(0, nameLimit));
  return {
    title: `Lists ${i}`,
    url: `https://lists.example/${i}`,
    authors: limited(0).map((name, j) => (j % 2 ? name : { name, url: name })),
    topics: limited(1),
    aliases: share(texts, 2).map((text) => `Also ${text}`),
    otherUrls: share(texts, 3).map((text) => `https://lists.example/${i}/${text}`),
  };
}

function topicOf(texts: readonly string[], i: number) {
  return {
    type: 'topic',
    name: `Topic ${i}`,
    aliases: share(texts, 0).map((text) => `Alias ${text}`.slice(0, nameLimit)),
    description: texts.join('\n'),
  };
}

export const documents = inGroups(perDocument, documentOf);

const asLines = (values: readonly object[]) => values.map((value) => JSON.stringify(value)).join('\n');

/** Every naughty string that can be stored, through every field; and those that cannot. */
export const naughtyFiles: Record<string, string> = {
  'documents.jsonl': asLines(documents),
  'lists.jsonl': asLines(inGroups(perList, listsOf)),
  'topics.jsonl': asLines(inGroups(perList, topicOf)),
  'refused.jsonl': asLines(
    naughtyStrings
      .filter((text) => text.includes('\0'))
      .map((text) => ({ title: `Of ${text}`, markdown: text })),
  ),
};
