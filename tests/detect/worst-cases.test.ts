import { describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../support/app.ts';
import { engines } from '../support/engines.ts';
import { DetectReferencesDocument } from '../support/gql/graphql.ts';
import { piece } from './found-references.ts';

/** Articles of these titles without takes, in one file. */
async function publishTitles(app: TestApp, titles: readonly string[]): Promise<void> {
  const lines = titles.map((title, i) => JSON.stringify({ title, url: `https://titles.example/${i}` }));
  await app.publish({ 'titles.jsonl': lines.join('\n') });
}

async function titlesIn(app: TestApp, text: string): Promise<string[]> {
  const { detectReferences } = await app.execute(DetectReferencesDocument, { text, format: 'TEXT' });
  return detectReferences
    .filter(({ isReference }) => isReference)
    .map(({ article, anchor }) => `${anchor.start} ${article.title}`);
}

describe.each(engines)('what is found on %s', { timeout: 120_000 }, (engine) => {
  it('among thousands of titles that begin alike is the right one', async () => {
    await using app = await createTestApp({ engine });
    const long = 'The Weekly Letter on the Making, Keeping and Mending of Tables, Chairs and Lamps';
    await publishTitles(
      app,
      Array.from(
        { length: 3_000 },
        (_, i) => `${long}, Issue ${i}${i % 10 === 0 ? ' with a Supplement' : ''}`,
      ),
    );
    const text = `${long}, ${long}, Issue 1234. ${long.toUpperCase()}, ISSUE 12345. ${long}, issue 20 with a supplement.`;
    const second = `${long}, ${long}, Issue 1234. ${long.toUpperCase()}, ISSUE 12345. `.length;
    expect(await titlesIn(app, text)).toEqual([
      `${long.length + 2} ${long}, Issue 1234`,
      `${second} ${long}, Issue 20 with a Supplement`,
    ]);
  });

  it('is the longest where one title stands inside many others', async () => {
    await using app = await createTestApp({ engine });
    const inner = 'Making of Oak Tables';
    await publishTitles(app, [
      inner,
      ...Array.from({ length: 500 }, (_, i) => `On the ${inner} in Year ${i}`),
    ]);
    expect(
      await titlesIn(app, `On the ${inner} in Year 77, and on the ${inner} in year five hundred.`),
    ).toEqual([`0 On the ${inner} in Year 77`, `51 ${inner}`]);
  });

  it('is nothing for titles of common words, however often the text has them', async () => {
    await using app = await createTestApp({ engine });
    await publishTitles(app, ['In the End', 'Now and Then', 'What Was That?', 'More of the Same']);
    expect(
      await titlesIn(app, 'In the end, now and then, what was that? More of the same. '.repeat(200)),
    ).toEqual([]);
  });

  it('stands in a text of a megabyte', async () => {
    await using app = await createTestApp({ engine });
    await publishTitles(app, ['A History of Tables', 'On the Making of Chairs']);
    const words = 'It is a history of tables that nobody tells, on the making. '.replace(
      'a history of tables',
      'a history of chairs',
    );
    const many = words.repeat(Math.ceil(1_000_000 / words.length));
    const body = `${many}A History of Tables. ${many.slice(0, 1000)}. On the Making of Chairs.`;
    expect(await app.publish({ 'take.md': piece('Take', { body }) })).toMatchObject({
      created: 1,
      references: 2,
    });
  });

  it('is withdrawn once two bear the title, and a third changes nothing', async () => {
    await using app = await createTestApp({ engine });
    const bearer = (i: number) => ({
      [`${i}.md`]: piece('A History of Tables', { url: `https://a.example/${i}` }),
    });
    await app.publish({ 'take.md': piece('Take', { body: 'A History of Tables.' }) });
    expect(await app.publish(bearer(1))).toMatchObject({ references: 1 });
    expect(await titlesIn(app, 'A History of Tables.')).toEqual(['0 A History of Tables']);
    for (const i of [2, 3]) {
      expect(await app.publish(bearer(i))).toMatchObject({ references: 0 });
      expect(await titlesIn(app, 'A History of Tables.')).toEqual([]);
    }
    const renamed = (i: number) => ({
      [`${i}.md`]: piece(`Another ${i} of These`, { url: `https://a.example/${i}` }),
    });
    expect(await app.publish(renamed(1))).toMatchObject({ references: 0 });
    expect(await app.publish(renamed(3))).toMatchObject({ references: 1 });
  });
});
