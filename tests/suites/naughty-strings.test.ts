import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openStore } from '../../src/db/store.ts';
import { foldName, normalTitle } from '../../src/identity/fold.ts';
import { type Counts, createTestApp, type TestApp } from '../support/app.ts';
import { foundFaults } from '../doctor/found-faults.ts';
import { listGraph, type Listing, relativeTo } from '../ingest/documents.ts';
import { engines } from '../support/engines.ts';
import { isLongForm } from './long-form.ts';
import { documents, naughtyFiles, oneLine } from './naughty-documents.ts';
import { naughtyStrings } from './naughty-strings.ts';
import { faultsOf, readAnswer } from './sound-answer.ts';

const patience = 180_000;

/** For the requests that ask for several strings at once. */
const settings = { ALIAS_LIMIT: '1000', ROOT_FIELD_LIMIT: '1000', TOKEN_LIMIT: '20000' };

const apps: TestApp[] = [];
const reports: Counts[] = [];
const listings: Listing[] = [];
beforeAll(async () => {
  await Promise.all(
    engines.map(async (engine, i) => {
      const app = (apps[i] = await createTestApp({ engine, settings }));
      reports[i] = relativeTo(app, await app.publish(naughtyFiles));
      listings[i] = await listGraph(app);
    }),
  );
}, patience);
afterAll(async () => {
  for (const app of apps) await app[Symbol.asyncDispose]();
});

/** The same answer from both engines, with nothing in it that should not be. */
async function ask(query: string, variables: object): Promise<{ status: number; text: string }> {
  const body = JSON.stringify({ query, variables });
  const headers = { 'content-type': 'application/json', accept: 'application/graphql-response+json' };
  const [answer, other] = await Promise.all(
    apps.map(({ app }) =>
      app.fetch(new Request('http://localhost/graphql', { method: 'POST', headers, body })).then(readAnswer),
    ),
  );
  expect(faultsOf(answer!)).toEqual([]);
  expect(other).toMatchObject({ status: answer!.status, text: answer!.text });
  return answer!;
}

/** What a document states beyond the fields that are known, as the store keeps it. */
async function readExtras(app: TestApp): Promise<{ own?: object }[]> {
  await using store = openStore(app.databaseUrl, { mustExist: true });
  const rows = await store.db.selectFrom('source').select('facts').orderBy('document').execute();
  return rows.map(({ facts }) => (JSON.parse(facts) as { extra?: object }).extra ?? {});
}

/** Those that are stored whatever their text begins with. */
const titled = documents.filter(({ title }) => normalTitle(title) !== '');

test('they are all there', () => expect(naughtyStrings.length).toBeGreaterThan(500));

describe('naughty strings in documents', () => {
  test('are reported alike by the engines, and only what cannot be stored or named is refused', () => {
    expect(reports[1]).toEqual(reports[0]);
    const codes = new Set(reports[0]!.problems.map(({ code }) => code));
    expect([...codes].sort()).toEqual(['NUL_CHARACTER', 'TITLE_MISSING', 'TOPIC_ALIAS_TAKEN']);
    const refused = reports[0]!.problems.filter(({ code }) => code === 'NUL_CHARACTER');
    expect(refused).toHaveLength(naughtyStrings.filter((text) => text.includes('\0')).length);
  });

  test('make the same graph on both', () => {
    expect(listings[0]!.articles.length).toBeGreaterThan(documents.length * 0.95);
    expect(listings[0]!.stats.takes).toBeGreaterThan(documents.length * 0.95);
    expect(listings[1]).toEqual(listings[0]);
  });

  test('are stored as they were sent, on one line', () => {
    const articles = new Map(listings[0]!.articles.map((article) => [article.url, article]));
    for (const { url, title, headline, summary, publisher } of titled) {
      const article = articles.get(url);
      expect(article?.title).toBe(oneLine(title));
      expect(article?.summary ?? '').toBe(oneLine(summary));
      // A text that is nothing but a script that never ends is no take.
      for (const take of article?.takes.nodes ?? []) expect(take.headline ?? '').toBe(oneLine(headline));
      // Several spellings are one name: another document may have another one.
      expect(foldName(article?.publisher?.name ?? '')).toBe(
        foldName(oneLine(publisher)) || 'journal.example',
      );
    }
  });

  test('are kept where a document has them as fields of its own', async () => {
    const [extras, others] = await Promise.all(apps.map(readExtras));
    expect(others).toEqual(extras);
    const texts = titled.flatMap(({ own }) => Object.keys(own));
    const kept = new Map(extras!.flatMap((extra) => Object.entries(extra)));
    const named = new Map(extras!.flatMap(({ own }) => Object.entries(own ?? {})));
    for (const text of texts) {
      expect([text, kept.get(`own ${text}`), named.get(text)]).toEqual([text, text, [text]]);
    }
  });

  test('leave a store in which nothing is wrong', async () => {
    for (const app of apps) expect(await foundFaults(app.databaseUrl)).toEqual([]);
  });
});

/** How many strings one request asks for: what they have in common is one statement. */
const perRequest = 8;

/** All that takes a text, of one of these strings; in the short form those of which the others are like. */
function fieldsOf(i: number): string {
  const [text, here] = [`$text${i}`, (name: string) => `${name}${i}: `];
  const all = `
    ${here('other')} articles(where: { title: { ne: ${text} } }) { totalCount }
    ${here('listed')} articles(where: { title: { contains: ${text} } }) { nodes { title } }
    ${here('among')} articles(
      where: { or: [{ title: { in: [${text}] } }, { url: { contains: ${text} } }, { language: { eq: ${text} } }] }
    ) { totalCount }
    ${here('topics')} topics(where: { name: { contains: ${text}, startsWith: ${text}, ne: "" } }) {
      totalCount nodes { name }
    }
    ${here('author')} articles(where: { author: { eq: $id${i} }, topic: { anyOf: [$id${i}] } }) { totalCount }
    ${here('topic')} topic(by: { slug: $slug${i} }) { name }
    ${here('person')} person(by: { slug: $slug${i} }) { name }
    ${here('publisher')} publisher(by: { slug: $slug${i} }) { name }`;
  return `
    ${here('contains')} articles(where: { title: { contains: ${text} } }) { totalCount }
    ${here('startsWith')} articles(where: { title: { startsWith: ${text} } }) { totalCount }
    ${here('equal')} articles(where: { title: { eq: ${text} } }) { totalCount }
    ${here('article')} article(by: { slug: $slug${i} }) { title }
    ${here('node')} node(id: $id${i}) { __typename }
    ${here('nodes')} nodes(ids: [$id${i}]) { __typename }
    ${here('byId')} article(by: { id: $id${i} }) { title }
    ${isLongForm ? all : ''}`;
}

function askOf(texts: readonly string[]): { query: string; variables: Record<string, string> } {
  const declared = texts.map((_, i) => `$text${i}: String!, $id${i}: ID!, $slug${i}: String!`);
  const values = texts.flatMap((text, i) => ['text', 'id', 'slug'].map((name) => [`${name}${i}`, text]));
  return {
    query: `query (${declared.join(', ')}) {${texts.map((_, i) => fieldsOf(i)).join('')}\n}`,
    variables: Object.fromEntries(values) as Record<string, string>,
  };
}

const long = ['%', 'a', '\u0301', '🏳️‍🌈', '\ud800'].map((text) => text.repeat(1_000 / text.length));

describe('naughty strings as arguments', () => {
  test(
    'find the same on both engines, and what they are the title of',
    async () => {
      const titles = listings[0]!.articles.map(({ title }) => title);
      const texts = [...naughtyStrings, ...long];
      for (let start = 0; start < texts.length; start += perRequest) {
        const some = texts.slice(start, start + perRequest);
        const { query, variables } = askOf(some);
        const { status, text: answer } = await ask(query, variables);
        expect([status, status === 200 ? '' : answer]).toEqual([200, '']);
        const { data } = JSON.parse(answer) as { data: Record<string, { totalCount: number }> };
        for (const [i, text] of some.entries()) {
          const equal = titles.filter((title) => title === text).length;
          expect([text, data[`equal${i}`]?.totalCount]).toEqual([text, equal]);
          expect(data[`startsWith${i}`]?.totalCount).toBeGreaterThanOrEqual(equal);
          expect(data[`contains${i}`]?.totalCount).toBeGreaterThanOrEqual(data[`startsWith${i}`]!.totalCount);
        }
      }
    },
    patience,
  );

  test(
    'are addresses or are told that they are none',
    async () => {
      for (const text of [...naughtyStrings, ...long]) {
        const query =
          'query ($url: URL!) { article(by: { url: $url }) { title } take(by: { url: $url }) { title } }';
        const { status } = await ask(query, { url: text });
        expect(status).toBe(URL.canParse(text) && /^https?:/.test(new URL(text).protocol) ? 200 : 400);
      }
    },
    patience,
  );

  test(
    'are no cursors and no times',
    async () => {
      for (const text of [...naughtyStrings, ...long]) {
        const { text: page } = await ask(
          'query ($after: String) { articles(after: $after) { totalCount } }',
          { after: text },
        );
        expect(page).toContain('BAD_CURSOR');
        const times =
          'query ($at: DateTime) { articles(where: { publishedAt: { gt: $at } }) { totalCount } }';
        await ask(times, { at: text });
      }
    },
    patience,
  );

  test('of ten thousand characters are too long', async () => {
    const query = 'query ($text: String) { articles(where: { title: { contains: $text } }) { totalCount } }';
    expect((await ask(query, { text: 'a'.repeat(10_000) })).status).toBe(400);
  });
});
