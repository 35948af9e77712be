import { describe, expect, it } from 'vitest';
import { createTestApp } from '../support/app.ts';
import { engines } from '../support/engines.ts';
import { ArticleDocument } from '../support/gql/graphql.ts';

const target = '---\ntitle: A piece\nurl: https://bare.example/piece\n---\n';

describe.each(engines)('a bare address on %s', (engine) => {
  it.each([
    ['Markdown', 'take.md', '---\ntitle: Taking\n---\nVisit https://bare.example/piece, or example.com.'],
    ['a text page', 'take.txt', 'Taking\nOur take\n\nVisit https://bare.example/piece, or example.com.'],
  ])('is a link in %s', async (_format, name, document) => {
    await using app = await createTestApp({ engine });
    expect(await app.publish({ 'piece.md': target, [name]: document })).toMatchObject({
      created: 2,
      references: 1,
    });
    const { article } = await app.execute(ArticleDocument, { by: { slug: 'taking' } });
    expect(article!.take!.body.text).toBe('Visit https://bare.example/piece, or example.com.');
    expect(article!.take!.links).toEqual([
      {
        url: 'https://bare.example/piece',
        text: 'https://bare.example/piece',
        article: { title: 'A piece' },
      },
    ]);
  });
});

describe.each(engines)('a page without address on %s', (engine) => {
  it.each(['Short.', 'Longer.', 'Some other words.', 'And more of them.'])(
    'never takes the address from the article of its title: %s',
    async (text) => {
      await using app = await createTestApp({ engine });
      const documents = {
        'addressed.md': '---\ntitle: A plain headline\nurl: https://bare.example/plain\n---\nOne.',
        'page.txt': `A plain headline\nOur take\n\n${text}`,
      };
      for (const names of [Object.keys(documents), Object.keys(documents).toReversed()]) {
        await app.write(documents);
        const { problems } = await app.ingest(names);
        expect(problems).toMatchObject([{ code: 'DUPLICATE_TAKE' }]);
        const { article } = await app.execute(ArticleDocument, { by: { url: 'https://bare.example/plain' } });
        expect(article).toMatchObject({ slug: 'a-plain-headline', take: { body: { text: 'One.' } } });
      }
    },
  );
});
