import { describe, expect, it } from 'vitest';
import { createTestApp } from '../support/app.ts';
import { engines } from '../support/engines.ts';
import { ArticleCardsDocument, FilteredReferencesDocument } from '../support/gql/graphql.ts';

/** 24 pieces in a ring of references, each with a take, authors and topics. */
const documents = Object.fromEntries(
  Array.from({ length: 24 }, (_, i) => [
    `${i}.md`,
    `---
title: Card number ${String(i).padStart(2, '0')}
permalink: https://cards.example/${i}
authors: [Author ${i % 3}, Author ${i % 5}]
topics: [Topic ${i % 4}, Cards]
---
After [one](https://cards.example/${(i + 1) % 24}) comes [another](https://cards.example/${(i + 2) % 24}).
`,
  ]),
);

/**
 * Articles, their publishers, authors, takes and topics, references and backlinks with the articles at their far
 * ends, the takes' authors and texts.
 */
const statements = { sqlite: 9, postgres: 9 };

describe.each(engines)('a page of articles on %s', (engine) => {
  it('takes as many statements for 20 as for 2', async () => {
    await using app = await createTestApp({ engine });
    await app.publish(documents);
    const two = await app.send(ArticleCardsDocument, { first: 2 });
    const twenty = await app.send(ArticleCardsDocument, { first: 20 });
    expect(two.errors).toEqual([]);
    expect(two.statements).toBe(statements[engine]);
    expect(twenty.statements).toBe(statements[engine]);
    const { nodes } = twenty.data!.articles;
    expect(nodes).toHaveLength(20);
    expect(nodes[7]).toMatchObject({
      title: 'Card number 07',
      authors: [{ name: 'Author 1' }, { name: 'Author 2' }],
      take: {
        authors: [{ name: 'Author 1' }, { name: 'Author 2' }],
        body: { excerpt: 'After one comes another.' },
      },
      topics: { nodes: [{ name: 'Cards' }, { name: 'Topic 3' }] },
      references: { nodes: [{ title: 'Card number 08' }, { title: 'Card number 09' }] },
      referencedBy: { nodes: [{ title: 'Card number 05' }, { title: 'Card number 06' }] },
    });
  });

  /** Articles and their count; references, backlinks and the takes' references, a page and a count of each; takes. */
  const filtered = 9;

  it('takes as many statements for 20 as for 2 with filters on its lists too', async () => {
    await using app = await createTestApp({ engine });
    await app.publish(documents);
    const variables = {
      where: { detectedBy: ['LINK' as const], confidence: { gte: 0.5 }, kind: ['MENTION' as const] },
      articles: { hasTake: true, title: { startsWith: 'card' }, or: [{ isOwn: true }, { isOwn: false }] },
    };
    const two = await app.send(FilteredReferencesDocument, { first: 2, ...variables });
    const twenty = await app.send(FilteredReferencesDocument, { first: 20, ...variables });
    expect(two.errors).toEqual([]);
    expect([two.statements, twenty.statements]).toEqual([filtered, filtered]);
    expect(twenty.data!.articles.totalCount).toBe(24);
    expect(twenty.data!.articles.nodes[7]).toEqual({
      title: 'Card number 07',
      references: { totalCount: 2, nodes: [{ title: 'Card number 08' }, { title: 'Card number 09' }] },
      referencedBy: { totalCount: 2, nodes: [{ title: 'Card number 05' }, { title: 'Card number 06' }] },
      take: {
        references: { totalCount: 2, nodes: [{ title: 'Card number 08' }, { title: 'Card number 09' }] },
      },
    });
    // Without a filter an article's counts are kept; only the takes' are counted.
    const unfiltered = await app.send(FilteredReferencesDocument, { first: 20 });
    expect(unfiltered.statements).toBe(filtered - 2);
    expect(unfiltered.data!.articles.nodes[7]!.references.totalCount).toBe(2);
    const none = await app.send(FilteredReferencesDocument, {
      first: 20,
      where: { takePublishedAt: { isNull: false } },
    });
    expect(none.data!.articles.nodes[7]!.references).toEqual({ totalCount: 0, nodes: [] });
  });
});
