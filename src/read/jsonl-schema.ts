import { z } from 'zod';
import { languageLimit, listLimit, nameLimit, summaryLimit, titleLimit } from './check-facts.ts';
import { kindOf } from './stated-value.ts';

const name = z.string().max(nameLimit);
const list = <Item extends z.ZodType>(item: Item) => z.array(item).max(listLimit);

/** One piece. Null stands for a field that is left out; fields that are not named here are kept and exported again. */
export const DocumentLine = z
  .looseObject({
    type: z.literal('document').nullish(),
    title: z
      .string()
      .max(titleLimit)
      .nullish()
      .describe('Without one, the first heading of the text or its first sentence'),
    url: z.string().nullish().describe('Where the original is read: an http(s) address'),
    permalink: z.string().nullish().describe("The take's own address, http(s)"),
    otherUrls: list(z.string()).nullish().describe('More addresses of the piece'),
    headline: z.string().max(titleLimit).nullish().describe("The take's own headline"),
    publisher: name.nullish(),
    authors: list(z.union([name, z.looseObject({ name, url: z.string().nullish() })])).nullish(),
    date: z.string().nullish().describe('2018-07-03 or 2018-07-03T10:00:00Z'),
    topics: list(name).nullish(),
    summary: z.string().max(summaryLimit).nullish(),
    language: z.string().max(languageLimit).nullish().describe('A BCP 47 tag'),
    image: z.string().nullish().describe('The address of a picture'),
    aliases: list(z.string().max(titleLimit)).nullish().describe('Alternative titles'),
    draft: z.boolean().nullish().describe('true: the line is passed over'),
    markdown: z.string().nullish().describe('The text; only one of markdown, html and text'),
    html: z.string().nullish().describe('The text; only one of markdown, html and text'),
    text: z.string().nullish().describe('The text; only one of markdown, html and text'),
  })
  .describe('A piece: the words of the Markdown front matter, and its text');

export const TopicLine = z
  .strictObject({
    type: z.literal('topic'),
    name,
    aliases: list(name).nullish().describe('Other names by which it is known'),
    description: z.string().max(summaryLimit).nullish(),
    broader: name.nullish().describe('The name of the topic above it'),
  })
  .describe('A topic of the taxonomy');

export type DocumentLine = z.infer<typeof DocumentLine>;
export type TopicLine = z.infer<typeof TopicLine>;

/** What docs/jsonl.schema.json holds. */
export function jsonSchemaOfLine(): object {
  const schema = z.toJSONSchema(z.union([DocumentLine, TopicLine]), { io: 'input' });
  return { title: "A line of Ibid's JSON Lines", ...schema };
}

const allowed: Readonly<Record<string, string>> = {
  string: 'a text',
  array: 'a list',
  boolean: 'true or false',
  object: 'an object',
};

/** What is wrong first: the field, what it is, and what is allowed. */
export function describeFault({ issues }: z.ZodError, line: unknown): string {
  const [issue] = issues;
  if (!issue) return 'The line is not as it should be';
  const field = issue.path
    .map((step, i) => (typeof step === 'number' ? `[${step}]` : `${i ? '.' : ''}${String(step)}`))
    .join('');
  const value = issue.path.reduce<unknown>(
    (at, step) => (at as Readonly<Record<PropertyKey, unknown>> | undefined)?.[step],
    line,
  );
  switch (issue.code) {
    case 'unrecognized_keys':
      return `${issue.keys.map((key) => JSON.stringify(key)).join(', ')} is no field of a topic`;
    case 'too_big': {
      const isList = Array.isArray(value);
      const size = typeof value === 'string' || isList ? value.length : 0;
      return `${field} has ${size} ${isList ? 'entries' : 'characters'}; at most ${issue.maximum}`;
    }
    case 'invalid_union':
      return `${field} is ${kindOf(value)}; allowed is a name of at most ${nameLimit} characters, or an object with name and url`;
    case 'invalid_type':
      if (value === undefined) return `${field} is missing`;
      return `${field} is ${kindOf(value)}; allowed is ${allowed[issue.expected] ?? issue.expected}`;
    default:
      return `${field}: ${issue.message}`;
  }
}
