import { describe, expect, it } from 'vitest';
import { createTestApp } from '../support/app.ts';
import { engines } from '../support/engines.ts';
import { StatsDocument } from '../support/gql/graphql.ts';
import { piece, referenceIds, referenceLines } from './found-references.ts';

const tables = { 'tables.md': piece('A History of Tables', { url: 'https://a.example/tables' }) };
const chairs = { 'chairs.md': piece('On the Making of Chairs', { url: 'https://a.example/chairs' }) };
const take = (body: string) => ({ 'take.md': piece('Take', { url: 'https://take.example/1', body }) });
const found = ['Take → A History of Tables TITLE 0 “A History of Tables”'];

describe.each(engines)('what comes, changes and goes, on %s', (engine) => {
  it('is found forward and back in time, and reported', async () => {
    await using app = await createTestApp({ engine });
    expect(await app.publish(take('A History of Tables. On the Making of Chairs.'))).toMatchObject({
      references: 0,
    });
    expect(await app.publish(tables)).toMatchObject({ references: 1 });
    expect(await app.publish(chairs)).toMatchObject({ references: 1 });
    expect(await app.publish({ 'later.md': piece('Later', { body: 'A History of Tables' }) })).toMatchObject({
      references: 1,
    });
    expect(await referenceLines(app)).toEqual([
      'Later → A History of Tables TITLE 0 “A History of Tables”',
      ...found,
      'Take → On the Making of Chairs TITLE 21 “On the Making of Chairs”',
    ]);
    expect(await app.ingest()).toMatchObject({ unchanged: 4, references: 0 });
  });

  it('is found among many texts, whether their words are common or rare', { timeout: 60_000 }, async () => {
    await using app = await createTestApp({ engine });
    const common = 'Here As We Said Before it is as it was. ';
    const texts = Array.from({ length: 600 }, (_, i) => {
      const own = i === 7 ? 'On the Slow Growth of Quiet Gardens it tells. ' : '';
      // Each word of the title in a row with the next, never all of them.
      const near = i === 8 ? 'The slow growth of trees. In quiet gardens. Growth of quiet. ' : '';
      return { title: `Text ${i}`, url: `https://texts.example/${i}`, markdown: common + own + near };
    });
    await app.publish({ 'texts.jsonl': texts.map((text) => JSON.stringify(text)).join('\n') });
    const later = (title: string) => ({ 'later.md': piece(title, { url: 'https://a.example/later' }) });
    expect(await app.publish(later('The Slow Growth of Quiet Gardens'))).toMatchObject({ references: 1 });
    // The text that names the piece by its former title keeps its reference.
    expect(await app.publish(later('As We Said Before'))).toMatchObject({ references: 599, commonTitles: 1 });
    expect(await app.publish(later('As We Never Said Before'))).toMatchObject({ references: 0 });
  });

  it('is looked for in the rest of the takes by the next ingest where one was stopped', async () => {
    await using app = await createTestApp({ engine });
    const texts = Array.from({ length: 450 }, (_, i) => {
      return {
        title: `Text ${i}`,
        url: `https://texts.example/${i}`,
        markdown: 'Here As We Said Before it is.',
      };
    });
    await app.publish({ 'texts.jsonl': texts.map((text) => JSON.stringify(text)).join('\n') });
    await app.write({ 'common.md': piece('As We Said Before', { url: 'https://a.example/common' }) });
    const stopped = await app.ingest(['common.md'], { signal: AbortSignal.abort() });
    expect(stopped).toMatchObject({ created: 1, references: 200, commonTitles: 1 });
    // A text that comes in between names it once.
    const between = { title: 'Between', markdown: 'As We Said Before. As We Said Before.' };
    await app.write({ 'between.jsonl': JSON.stringify(between) });
    expect(await app.ingest(['between.jsonl'])).toMatchObject({ created: 1, references: 251 });
    expect(await app.ingest()).toMatchObject({ references: 0 });
    expect((await app.execute(StatsDocument)).stats.crossReferences).toBe(451);
  });

  it('refers both ways between two takes', async () => {
    await using app = await createTestApp({ engine });
    await app.publish({
      'a.md': piece('A History of Tables', { body: 'See On the Making of Chairs.' }),
      'b.md': piece('On the Making of Chairs', { body: 'See A History of Tables.' }),
    });
    expect(await referenceLines(app)).toEqual([
      'A History of Tables → On the Making of Chairs TITLE 4 “On the Making of Chairs”',
      'On the Making of Chairs → A History of Tables TITLE 4 “A History of Tables”',
    ]);
  });

  it('a second bearer of a title withdraws its mentions until it bears another', async () => {
    await using app = await createTestApp({ engine });
    await app.publish({ ...take('A History of Tables'), ...tables });
    expect(await referenceLines(app)).toEqual(found);
    const second = (title: string) => ({ 'second.md': piece(title, { url: 'https://b.example/tables' }) });
    await app.publish(second('A history of tables.'));
    expect(await referenceLines(app)).toEqual([]);
    await app.publish(second('Another History of Tables'));
    expect(await referenceLines(app)).toEqual(found);
  });

  it('a second bearer may bear it as an alternative title, or be the take itself', async () => {
    await using app = await createTestApp({ engine });
    await app.publish({ ...take('A History of Tables'), ...tables });
    await app.publish({ 'second.md': piece('Tables Through Time', { aliases: ['A History of Tables'] }) });
    expect(await referenceLines(app)).toEqual([]);
    await app.publish({ 'second.md': piece('Tables Through Time') });
    expect(await referenceLines(app)).toEqual(found);
    await app.publish({
      'take.md': piece('A History of Tables', { url: 'https://take.example/1', body: 'A History of Tables' }),
    });
    expect(await referenceLines(app)).toEqual([]);
  });

  it('a longer title takes a mention over, and gives it back when it goes', async () => {
    await using app = await createTestApp({ engine });
    await app.publish({ ...take('A History of Tables and Chairs'), ...tables });
    expect(await referenceLines(app)).toEqual(found);
    const longer = (title: string) => ({ 'longer.md': piece(title, { url: 'https://b.example/both' }) });
    expect(await app.publish(longer('A History of Tables and Chairs'))).toMatchObject({ references: 1 });
    expect(await referenceLines(app)).toEqual([
      'Take → A History of Tables and Chairs TITLE 0 “A History of Tables and Chairs”',
    ]);
    await app.publish(longer('A History of Both'));
    expect(await referenceLines(app)).toEqual(found);
  });

  it.each<[string, Record<string, string>]>([
    [
      'of two articles',
      {
        'b.md': piece('A History of Tables and Chairs'),
        'c.md': piece('C', { aliases: ['A History of Tables and Chairs'] }),
      },
    ],
    [
      'of the take itself',
      {
        'take.md': piece('A History of Tables and Chairs', {
          url: 'https://take.example/1',
          body: 'A History of Tables and Chairs',
        }),
      },
    ],
  ])('a longer title %s covers a shorter one too', async (_name, documents) => {
    await using app = await createTestApp({ engine });
    await app.publish({ ...take('A History of Tables and Chairs'), ...tables, ...documents });
    expect(await referenceLines(app)).toEqual([]);
  });

  it('a title that an edit takes away is none', async () => {
    await using app = await createTestApp({ engine });
    await app.publish({ ...take('A History of Tables'), ...tables });
    await app.publish({ 'tables.md': piece('A History of Desks', { url: 'https://a.example/tables' }) });
    expect(await referenceLines(app)).toEqual([]);
    await app.publish({
      'tables.md': piece('A History of Desks', {
        url: 'https://a.example/tables',
        aliases: ['A History of Tables'],
      }),
    });
    expect(await referenceLines(app)).toEqual(['Take → A History of Desks TITLE 0 “A History of Tables”']);
    await app.publish(tables);
    expect(await referenceLines(app)).toEqual(found);
    await app.publish(take('A history of nothing'));
    expect(await referenceLines(app)).toEqual([]);
  });

  it('the spelling of a title tells its capitals, also after an edit', async () => {
    await using app = await createTestApp({ engine });
    const theory = (title: string) => ({ 'theory.md': piece(title, { url: 'https://a.example/theory' }) });
    await app.publish({ ...take('We like Graph Theory here.'), ...theory('Graph theory') });
    expect(await referenceLines(app)).toEqual([]);
    await app.publish(theory('Graph Theory'));
    expect(await referenceLines(app)).toEqual(['Take → Graph Theory TITLE 8 “Graph Theory”']);
    await app.publish(theory('Graph theory'));
    expect(await referenceLines(app)).toEqual([]);
  });

  it('the title that a link post gives counts, also beside the piece’s own', async () => {
    await using app = await createTestApp({ engine });
    const post = { url: 'https://a.example/tables', permalink: 'https://blog.example/7', body: 'Good.' };
    await app.publish({
      ...take('They Wrote About Old Tables. A History of Tables.'),
      'post.md': piece('They Wrote About Old Tables', post),
    });
    expect(await referenceLines(app)).toEqual([
      'Take → They Wrote About Old Tables TITLE 0 “They Wrote About Old Tables”',
    ]);
    const before = await referenceIds(app);
    await app.publish(tables);
    expect(await referenceLines(app)).toEqual([
      'Take → A History of Tables TITLE 0 “They Wrote About Old Tables”',
    ]);
    expect(Object.values(await referenceIds(app))).toEqual(Object.values(before));
    await app.publish(take('Nothing but A History of Tables.'));
    expect(await referenceLines(app)).toEqual(['Take → A History of Tables TITLE 12 “A History of Tables”']);
  });

  it('other references keep their ids when some come and go', async () => {
    await using app = await createTestApp({ engine });
    await app.publish({
      ...take('A History of Tables. Then [chairs](https://a.example/chairs).'),
      ...tables,
      ...chairs,
    });
    const ids = await referenceIds(app);
    expect(Object.keys(ids)).toHaveLength(2);
    await app.publish(
      take('On Desks and Benches. A History of Tables. Now [these chairs](https://a.example/chairs).'),
    );
    await app.publish({ 'desks.md': piece('On Desks and Benches', { url: 'https://a.example/desks' }) });
    expect(await referenceLines(app)).toEqual([
      'Take → On Desks and Benches TITLE 0 “On Desks and Benches”',
      'Take → A History of Tables TITLE 22 “A History of Tables”',
      'Take → On the Making of Chairs LINK 47 “these chairs”',
    ]);
    expect(await referenceIds(app)).toMatchObject(ids);
    await app.publish(take('On Desks and Benches. Now [these chairs](https://a.example/chairs).'));
    const { 'Take → On the Making of Chairs': chair, 'Take → A History of Tables': gone } =
      await referenceIds(app);
    expect([chair, gone]).toEqual([ids['Take → On the Making of Chairs'], undefined]);
  });
});
