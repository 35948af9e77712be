import {
  getNamedType,
  type GraphQLField,
  type GraphQLObjectType,
  isObjectType,
  isRequiredArgument,
} from 'graphql';
import { describe, expect, it } from 'vitest';
import { schema } from '../../src/schema.ts';
import { markdown } from '../ingest/documents.ts';
import { createTestApp, type TestApp } from '../support/app.ts';
import { engines } from '../support/engines.ts';
import { TypedDocumentString } from '../support/gql/graphql.ts';

const article = 'article(by: { slug: "the-piece-called-two" })';

/** Each way to an object of a type: `*` stands for what is selected of it. */
const ways: Readonly<Record<string, readonly string[]>> = {
  Article: [
    `${article} { * }`,
    'article(by: { url: "https://journal.example/two" }) { * }',
    'article(by: { id: "ARTICLE" }) { * }',
    'node(id: "ARTICLE") { ... on Article { * } }',
    'articles { nodes { * } }',
    'articles(orderBy: [{ field: TITLE }]) { edges { node { * } } }',
    `${article} { topics { nodes { articles { nodes { * } } } } }`,
    `${article} { publisher { articles { nodes { * } } } }`,
    `${article} { references { nodes { * } } }`,
    `${article} { referencedBy { edges { node { * } } } }`,
    `${article} { references { edges { reference { source { * } target { * } } } } }`,
    `${article} { take { article { * } } }`,
  ],
  Take: [
    `${article} { take { * } }`,
    `${article} { takes { nodes { * } } }`,
    'take(by: { id: "TAKE" }) { * }',
    'take(by: { url: "https://blog.example/two" }) { * }',
    'node(id: "TAKE") { ... on Take { * } }',
    'takes { nodes { * } }',
    `${article} { take { previous { * } next { * } } }`,
    `${article} { take { authors { takes { nodes { * } } } } }`,
    `${article} { referencedBy { edges { reference { take { * } targetTake { * } } } } }`,
  ],
  Topic: [
    'topic(by: { slug: "storage" }) { * }',
    'topic(by: { id: "TOPIC" }) { * }',
    'node(id: "TOPIC") { ... on Topic { * } }',
    'topics { nodes { * } }',
    `${article} { topics { nodes { * } } }`,
    'topic(by: { slug: "storage" }) { narrower { nodes { * } } }',
    'topic(by: { slug: "shelves" }) { broader { * } }',
  ],
  CrossReference: [
    `${article} { references { edges { reference { * } } } }`,
    `${article} { referencedBy { edges { reference { * } } } }`,
    `${article} { take { references { edges { reference { * } } } } }`,
    'node(id: "REFERENCE") { ... on CrossReference { * } }',
  ],
};

function takesNoArguments(field: GraphQLField<unknown, unknown>): boolean {
  return !field.args.some(isRequiredArgument);
}

/** Selections of one field each, which need nothing beside it; of a list all its parts, one by one. */
function selectionsOf(type: GraphQLObjectType): string[] {
  return Object.values(type.getFields())
    .filter(takesNoArguments)
    .flatMap(({ name, type: of }) => {
      const named = getNamedType(of);
      if (!isObjectType(named)) return [name];
      if (!named.name.endsWith('Connection')) return [`${name} { __typename }`];
      return ['totalCount', 'nodes { __typename }', 'edges { cursor }', 'pageInfo { endCursor }'].map(
        (part) => `${name} { ${part} }`,
      );
    });
}

/** What an answer holds of a field, in the order of the answer, wherever it is. */
function valuesOf(answer: unknown, name: string): unknown[] {
  if (Array.isArray(answer)) return answer.flatMap((each) => valuesOf(each, name));
  if (typeof answer !== 'object' || answer === null) return [];
  return Object.entries(answer).flatMap(([key, value]: [string, unknown]) =>
    key === name ? [value] : valuesOf(value, name),
  );
}

async function ask(app: TestApp, text: string): Promise<unknown> {
  return app.execute(new TypedDocumentString<unknown, Record<string, never>>(text));
}

const documents = {
  'topics.jsonl': [
    { type: 'topic', name: 'Storage', description: 'Where things are kept.' },
    { type: 'topic', name: 'Shelves', broader: 'Storage' },
  ]
    .map((line) => JSON.stringify(line))
    .join('\n'),
  ...Object.fromEntries(
    ['one', 'two', 'three'].map((name, i, names) => [
      `${name}.md`,
      markdown(
        {
          title: `The piece called ${name}`,
          url: `https://journal.example/${name}`,
          permalink: `https://blog.example/${name}`,
          headline: `On ${name}`,
          publisher: 'The Journal',
          language: 'en',
          summary: `About ${name}.`,
          image: `https://journal.example/${name}.png`,
          authors: ['Ada Muster'],
          date: `2020-01-0${i + 1}`,
          topics: ['Storage', 'Shelves'],
        },
        names.map((other) => `See [it](https://blog.example/${other}).`).join(' '),
      ),
    ]),
  ),
};

interface Ids {
  article: { id: string; take: { id: string; references: { edges: { reference: { id: string } }[] } } };
  topic: { id: string };
}

/** The ids that ways name. */
async function idsOf(app: TestApp): Promise<Record<string, string>> {
  const { article: two, topic } = (await ask(
    app,
    `{ ${article} { id take { id references { edges { reference { id } } } } } topic(by: { slug: "storage" }) { id } }`,
  )) as Ids;
  const [edge] = two.take.references.edges;
  return { ARTICLE: two.id, TAKE: two.take.id, TOPIC: topic.id, REFERENCE: edge!.reference.id };
}

describe.each(engines)('what is read for a field alone on %s', (engine) => {
  it('is what it needs: it answers as it does among all others', async () => {
    await using app = await createTestApp({ engine });
    await app.publish(documents);
    const ids = await idsOf(app);
    for (const [typeName, paths] of Object.entries(ways)) {
      const type = schema.getType(typeName) as GraphQLObjectType;
      for (const way of paths) {
        const fill = (selection: string) =>
          `{ ${way.replaceAll('*', selection)} }`.replaceAll(/\b[A-Z]+\b/g, (name) => ids[name] ?? name);
        const selections = selectionsOf(type);
        const all = await ask(app, fill(selections.join(' ')));
        for (const selection of selections) {
          const [name = ''] = selection.split(' ');
          const alone = valuesOf(await ask(app, fill(selection)), name);
          expect({ way, selection, values: valuesOf(all, name) }).toMatchObject({ values: alone });
          expect({ way, selection, alone }).not.toEqual({ way, selection, alone: [] });
        }
      }
    }
  });
});
