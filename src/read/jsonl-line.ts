import type { z } from 'zod';
import { headingOf } from '../body/heading.ts';
import { foldName, normalTitle } from '../identity/fold.ts';
import { parseWebUrl, urlKeys } from '../identity/url-key.ts';
import { checkFacts, faultOf, nameLimit, type StatedFacts, summaryLimit, tidy } from './check-facts.ts';
import { DocumentError, type SourceDocument, type TopicFacts } from './document.ts';
import { checkExtra } from './front-matter.ts';
import { describeFault, DocumentLine, TopicLine } from './jsonl-schema.ts';
import { firstSentence, readBody, type StatedBody } from './stated-body.ts';
import { kindOf } from './stated-value.ts';

/** A line that has all its fields right. */
export type Line = { document: DocumentLine } | { topic: TopicFacts };

const textFields = ['markdown', 'html', 'text'] as const;
const statedFields = new Set(Object.keys(DocumentLine.shape));

/** @throws DocumentError LINE_INVALID */
export function checkLine(value: unknown): Line {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw invalid(`The line is ${kindOf(value)}; allowed is an object`);
  const type = 'type' in value ? value.type : undefined;
  if (type === 'topic') return { topic: checkTopic(read(TopicLine, value)) };
  if (type !== undefined && type !== null && type !== 'document') {
    const shown = typeof type === 'string' ? JSON.stringify(type.slice(0, 80)) : kindOf(type);
    throw invalid(`type is ${shown}; allowed are "document" and "topic"`);
  }
  const document = read(DocumentLine, value);
  const [first, second] = textFields.filter((field) => typeof document[field] === 'string');
  if (second)
    throw invalid(`${first} and ${second} are both there; the text is one of ${textFields.join(', ')}`);
  return { document };
}

function read<Fields>(schema: z.ZodType<Fields>, value: object): Fields {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw invalid(describeFault(parsed.error, value));
  return parsed.data;
}

function checkTopic(line: TopicLine): TopicFacts {
  const check = (field: string, value: string, limit: number): string => {
    const text = tidy(value);
    const fault = faultOf(field, text, limit);
    if (fault) throw new DocumentError(fault.code, fault.message);
    return text;
  };
  const nameOf = (field: string, value: string): string => {
    const name = check(field, value, nameLimit);
    if (foldName(name) === '') throw invalid(`${field} is ${JSON.stringify(value)}, which names nothing`);
    return name;
  };
  const name = nameOf('name', line.name);
  const broader = typeof line.broader === 'string' ? nameOf('broader', line.broader) : null;
  if (broader !== null && foldName(broader) === foldName(name))
    throw invalid(`${JSON.stringify(name)} is its own broader topic`);
  const aliases = (line.aliases ?? []).map((alias, i) => nameOf(`aliases[${i}]`, alias));
  return {
    name,
    aliases: [...new Set(aliases)],
    description: check('description', line.description ?? '', summaryLimit) || null,
    broader,
  };
}

/** What tells the line from the others of its file; undefined where it says nothing. */
export function keyOfLine(line: Line): string | undefined {
  if ('topic' in line) return `topic ${foldName(line.topic.name)}`;
  const { permalink, url } = line.document;
  for (const address of [permalink, url]) {
    const parsed = parseWebUrl(address ?? '');
    if (parsed) return urlKeys(parsed).exact;
  }
  const stated = normalTitle(line.document.title ?? '');
  const title = stated || normalTitle(titleOf(line.document, bodyOf(line.document)).title ?? '');
  return title === '' ? undefined : `title ${title}`;
}

/**
 * @returns null for a draft
 * @throws DocumentError
 */
export function readDocumentLine(line: DocumentLine): SourceDocument | null {
  if (line.draft === true) return null;
  const body = bodyOf(line);
  const { facts, warnings } = checkFacts({
    ...statedIn(line),
    ...titleOf(line, body),
    extra: checkExtra(
      Object.fromEntries(Object.entries(line).filter(([key]) => !statedFields.has(key))),
      "The line's own fields",
    ),
  });
  const misnamed = body ? undefined : otherTextFields.find((field) => field in line);
  if (misnamed !== undefined) {
    const message = `“${misnamed}” is not read as the text; it goes by markdown, html or text`;
    warnings.push({ item: misnamed, code: 'FIELD_UNKNOWN', message });
  }
  return { facts, warnings, body };
}

/** What others call the text. */
const otherTextFields = ['body', 'content', 'content_html', 'content_text'];

function statedIn(line: DocumentLine): StatedFacts {
  const { url, permalink, headline, publisher, date, summary, language, image } = line;
  const texts = { url, permalink, headline, publisher, date, summary, language, image };
  return {
    ...Object.fromEntries(Object.entries(texts).filter(([, value]) => typeof value === 'string')),
    topics: line.topics ?? [],
    aliases: line.aliases ?? [],
    otherUrls: line.otherUrls ?? [],
    authors: (line.authors ?? []).map((author) =>
      typeof author === 'string'
        ? { name: author }
        : { name: author.name, ...(author.url && { url: author.url }) },
    ),
  };
}

function bodyOf(line: DocumentLine): SourceDocument['body'] {
  const { markdown, html, text } = line;
  const stated: StatedBody | null =
    typeof markdown === 'string'
      ? { markdown }
      : typeof html === 'string'
        ? { html }
        : typeof text === 'string'
          ? { text }
          : null;
  return stated && readBody(stated, line.permalink ?? line.url);
}

/** As stated, else the first heading, else the beginning of the text. */
function titleOf(
  { title }: DocumentLine,
  body: SourceDocument['body'],
): Pick<StatedFacts, 'title' | 'isTitleGuessed'> {
  if (typeof title === 'string' && normalTitle(title) !== '') return { title };
  const heading = body ? headingOf(body.tree) : undefined;
  if (heading !== undefined) return { title: heading };
  return { title: body ? firstSentence(body.tree) : '', isTitleGuessed: true };
}

function invalid(message: string): DocumentError {
  return new DocumentError('LINE_INVALID', message);
}
