import { describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../support/app.ts';
import { engines } from '../support/engines.ts';
import {
  DetectReferencesDocument,
  type DetectReferencesQuery,
  type TextFormat,
  WantedDocument,
} from '../support/gql/graphql.ts';
import { piece, referenceLines } from './found-references.ts';

const pieces = {
  'tables.md': piece('A History of Tables', { url: 'https://a.example/tables', aliases: ['Tables, Told'] }),
  'chairs.md': piece('On the Making of Chairs', { url: 'https://a.example/chairs' }),
  'lamp.md': piece('Lamp Oils', { url: 'https://a.example/lamp' }),
  'one.md': piece('Twice the Same Title', { url: 'https://a.example/one' }),
  'two.md': piece('Twice the Same Title', { url: 'https://a.example/two' }),
};

function lineOf(found: DetectReferencesQuery['detectReferences'][number]): string {
  const { article, anchor, isReference, confidence, reason, matched } = found;
  const kind = isReference ? 'refers to' : 'may refer to';
  return `${kind} ${article.title} at ${anchor.start} “${anchor.exact}” ${confidence} ${reason}: ${matched}`;
}

async function detected(app: TestApp, text: string, format?: TextFormat): Promise<string[]> {
  const { detectReferences } = await app.execute(DetectReferencesDocument, {
    text,
    ...(format && { format }),
  });
  return detectReferences.map(lineOf);
}

describe.each(engines)('asking what a text would refer to, on %s', (engine) => {
  it('says what is sure, what is not and why, once for each article, in reading order', async () => {
    await using app = await createTestApp({ engine });
    await app.publish(pieces);
    const text =
      'Of [chairs](https://www.a.example/chairs/#legs), Twice the Same Title, and a history of tables; ' +
      'On the Making of Chairs once more. They burn lamp oils.';
    expect(await detected(app, text)).toEqual([
      'refers to On the Making of Chairs at 3 “chairs” 1 ADDRESS: https://www.a.example/chairs/#legs',
      'refers to A History of Tables at 37 “a history of tables” 0.9 LONG_TITLE: A History of Tables',
      'may refer to Lamp Oils at 103 “lamp oils” 0.2 SHORT_TITLE_IN_PASSING: Lamp Oils',
    ]);
    expect(await referenceLines(app)).toEqual([]);
  });

  it.each([
    ['They burn lamp oils, and “Lamp Oils” says why.', '“Lamp Oils” 0.85 TITLE_SET_OFF: Lamp Oils'],
    ['They burn lamp oils, and *Lamp Oils* says why.', '“Lamp Oils” 0.85 TITLE_SET_OFF: Lamp Oils'],
    ['They burn lamp oils, and Lamp Oils says why.', '“Lamp Oils” 0.75 TITLE_IN_CAPITALS: Lamp Oils'],
  ])('takes the first place that is sure: %s', async (text, place) => {
    await using app = await createTestApp({ engine });
    await app.publish(pieces);
    const [line, ...others] = await detected(app, text);
    expect(others).toEqual([]);
    expect(line).toMatch(/^refers to Lamp Oils at 2[567] /);
    expect(line).toContain(place);
  });

  it('reads text, Markdown and HTML, and shows the title as the article has it', async () => {
    await using app = await createTestApp({ engine });
    await app.publish(pieces);
    const found = (start: number, exact: string) => [
      `refers to A History of Tables at ${start} “${exact}” 0.85 TITLE_SET_OFF: Tables, Told`,
    ];
    expect(await detected(app, 'See *tables, told*.')).toEqual(found(4, 'tables, told'));
    expect(await detected(app, 'See *tables, told*.', 'TEXT')).toEqual([
      'may refer to A History of Tables at 5 “tables, told” 0.2 SHORT_TITLE_IN_PASSING: Tables, Told',
    ]);
    expect(await detected(app, '<p>See <i>tables, told</i>.<pre>On the Making of Chairs', 'HTML')).toEqual(
      found(4, 'tables, told'),
    );
  });

  it.each([
    '',
    ' \n',
    '```\nA History of Tables\n```',
    '> A History of Tables',
    '[A History of Tables](https://else.example)',
  ])('finds nothing in %j', async (text) => {
    await using app = await createTestApp({ engine });
    await app.publish(pieces);
    expect(await detected(app, text)).toEqual([]);
  });

  it('agrees with what is stored', async () => {
    await using app = await createTestApp({ engine });
    const body =
      'A History of Tables, *Lamp Oils*, lamp oils, [x](https://a.example/two), and On the Making of Chairs.';
    await app.publish({ ...pieces, 'take.md': piece('Take', { body }) });
    const { detectReferences } = await app.execute(DetectReferencesDocument, { text: body });
    const lines = detectReferences.map(
      ({ article, detectedBy, anchor }) =>
        `Take → ${article.title} ${detectedBy} ${anchor.start} “${anchor.exact}”`,
    );
    expect(lines).toHaveLength(4);
    expect(await referenceLines(app)).toEqual(lines);
  });

  it('refuses a text that is too long', async () => {
    await using app = await createTestApp({ engine });
    const { status, errors } = await app.send(DetectReferencesDocument, { text: 'x'.repeat(100_001) });
    expect([status, errors.map(({ message, extensions }) => [message, extensions?.['code']])]).toEqual([
      400,
      [['`text` has 100001 UTF-16 code units; at most 100000 are allowed', 'BAD_USER_INPUT']],
    ]);
  });
});

describe.each(engines)('what is wanted, on %s', (engine) => {
  const take = (name: string, body: string) => ({ [`${name}.md`]: piece(name, { body }) });
  const wantedOf = async (app: TestApp, page: { first?: number; after?: string; last?: number } = {}) => {
    const { wanted } = await app.execute(WantedDocument, page);
    return {
      ...wanted,
      nodes: wanted.nodes.map(({ url, text, takeCount }) => `${takeCount} ${url} “${text}”`),
    };
  };

  it('are the pages that takes link to and the graph does not hold, most linked first', async () => {
    await using app = await createTestApp({ engine });
    await app.publish({
      ...pieces,
      ...take(
        'One',
        '[tables](https://a.example/tables#x) [b](https://b.example/) [c](https://c.example/#1)',
      ),
      ...take('Two', '[![x](https://i.example/a)](http://b.example) [c too](https://c.example/#2)'),
      ...take(
        'Three',
        '[the c](http://www.c.example/) [c again](https://c.example/) [d](https://d.example/?q=1)',
      ),
    });
    expect(await wantedOf(app)).toMatchObject({
      totalCount: 3,
      nodes: ['3 http://www.c.example/ “c”', '2 http://b.example/ “b”', '1 https://d.example/?q=1 “d”'],
    });
    await app.publish({ 'c.md': piece('The Page C', { url: 'https://c.example/' }) });
    expect((await wantedOf(app)).nodes).toEqual(['2 http://b.example/ “b”', '1 https://d.example/?q=1 “d”']);
  });

  it('come in pages that neither miss nor repeat one, with as many statements for each', async () => {
    await using app = await createTestApp({ engine });
    const links = Array.from({ length: 25 }, (_, i) => `[page ${i}](https://w.example/${i % 10}/${i})`);
    await app.publish({ ...take('One', links.join(' ')), ...take('Two', links.slice(3, 9).join(' ')) });
    const all = (await wantedOf(app, { first: 100 })).nodes;
    expect(all).toHaveLength(25);
    expect(all.slice(0, 6).every((line) => line.startsWith('2 '))).toBe(true);
    const seen: string[] = [];
    for (let after: string | undefined; ;) {
      const { nodes, pageInfo } = await wantedOf(app, { first: 4, ...(after && { after }) });
      seen.push(...nodes);
      if (!pageInfo.hasNextPage) break;
      after = pageInfo.endCursor!;
    }
    expect(seen).toEqual(all);
    expect((await wantedOf(app, { last: 3 })).nodes).toEqual(all.slice(-3));
    const statements = async (first: number) => (await app.send(WantedDocument, { first })).statements;
    expect(await statements(20)).toBe(await statements(2));
  });
});
