import { describe, expect, it } from 'vitest';
import { createTestApp } from '../support/app.ts';
import { engines } from '../support/engines.ts';
import { ArticleDocument, ReferencesDocument } from '../support/gql/graphql.ts';

const essay = `---
title: On the Shape of Tables
url: https://journal.example/tables
publisher: The Journal
authors: [Ada Muster, Émile Beispiel]
date: 2020-02-03
topics: [Data Modelling, Storage]
summary: Why tables are square.
language: en
image: https://journal.example/tables.png
---

Tables are square because **shelves** are. See [an earlier piece](https://www.journal.example/shelves/?utm_source=x#top).
`;
const shelves = `---
title: A History of Shelves
url: https://journal.example/shelves
---
`;

describe.each(engines)('an article on %s', (engine) => {
  it('is found by each of its addresses and shows what its document states', async () => {
    await using app = await createTestApp({ engine });
    const report = await app.publish({ 'tables.md': essay, 'shelves.md': shelves });
    expect(report).toEqual({ created: 2, updated: 0, unchanged: 0, failed: 0, references: 1, problems: [] });

    const bySlug = await app.execute(ArticleDocument, { by: { slug: 'on-the-shape-of-tables' } });
    expect(bySlug.article).toMatchObject({
      slug: 'on-the-shape-of-tables',
      title: 'On the Shape of Tables',
      url: 'https://journal.example/tables',
      summary: 'Why tables are square.',
      language: 'en',
      image: 'https://journal.example/tables.png',
      publishedAt: '2020-02-03T00:00:00.000Z',
      latestTakeAt: '2020-02-03T00:00:00.000Z',
      takeCount: 1,
      publisher: { name: 'The Journal', slug: 'the-journal', domain: null, articleCount: 1 },
      authors: [
        { name: 'Ada Muster', slug: 'ada-muster', articleCount: 1 },
        { name: 'Émile Beispiel', slug: 'emile-beispiel', articleCount: 1 },
      ],
      topics: {
        totalCount: 2,
        edges: [
          {
            assignedBy: 'SOURCE',
            confidence: 1,
            node: { name: 'Data Modelling', slug: 'data-modelling', articleCount: 1 },
          },
          {
            assignedBy: 'SOURCE',
            confidence: 1,
            node: { name: 'Storage', slug: 'storage', articleCount: 1 },
          },
        ],
      },
      take: { headline: null, title: 'On the Shape of Tables', url: null, revision: 1, authors: [] },
    });
    const { id } = bySlug.article!;
    for (const url of [
      'http://journal.example/tables/',
      'https://www.journal.example:443/tables?utm_medium=mail#end',
    ]) {
      expect((await app.execute(ArticleDocument, { by: { url } })).article?.id).toBe(id);
    }
    expect((await app.execute(ArticleDocument, { by: { id } })).article?.id).toBe(id);
    expect(
      (await app.execute(ArticleDocument, { by: { url: 'https://journal.example/Tables' } })).article,
    ).toBeNull();
    expect((await app.execute(ArticleDocument, { by: { slug: 'none' } })).article).toBeNull();
  });

  it('has a take whose text comes in every form, each reference marked in the HTML', async () => {
    await using app = await createTestApp({ engine });
    await app.publish({ 'tables.md': essay, 'shelves.md': shelves });
    const { article } = await app.execute(ArticleDocument, { by: { slug: 'on-the-shape-of-tables' } });
    const body = article!.take!.body;
    expect(body.text).toBe('Tables are square because shelves are. See an earlier piece.');
    expect(body.markdown).toBe(
      'Tables are square because **shelves** are. See [an earlier piece](https://www.journal.example/shelves/?utm_source=x#top).',
    );
    expect(body.excerpt).toBe('Tables are square because shelves are. See an earlier piece.');
    expect(body.wordCount).toBe(10);
    const reference = article!.take!.references.edges[0]!.reference.id;
    expect(body.html).toContain(`data-reference="${reference}"`);
    expect(body.html).toContain('href="https://www.journal.example/shelves/?utm_source=x#top"');
    expect(article!.take!.links).toEqual([
      {
        url: 'https://www.journal.example/shelves/?utm_source=x#top',
        text: 'an earlier piece',
        article: { title: 'A History of Shelves' },
      },
    ]);
  });

  it('shows where it refers to others and who refers to it', async () => {
    await using app = await createTestApp({ engine });
    await app.publish({ 'tables.md': essay, 'shelves.md': shelves });
    const { articles } = await app.execute(ReferencesDocument, {});
    expect(articles.nodes.map((node) => [node.title, node.referenceCount, node.referencedByCount])).toEqual([
      ['A History of Shelves', 0, 1],
      ['On the Shape of Tables', 1, 0],
    ]);
    expect(articles.nodes[0]!.referencedBy).toEqual({
      totalCount: 1,
      nodes: [{ title: 'On the Shape of Tables' }],
    });
    expect(articles.nodes[1]!.references.edges[0]!.reference).toMatchObject({
      kind: 'MENTION',
      detectedBy: 'LINK',
      confidence: 1,
      position: 1,
      targetTake: null,
      anchors: [
        {
          exact: 'an earlier piece',
          prefix: 'square because shelves are. See ',
          suffix: '.',
          sentence: 'See an earlier piece.',
          start: 43,
          end: 59,
          url: 'https://www.journal.example/shelves/?utm_source=x#top',
        },
      ],
    });
  });
});
