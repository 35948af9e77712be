import { describe, expect, it } from 'vitest';
import { many, post } from '../limits/ask.ts';
import { createTestApp } from '../support/app.ts';

/** What each of the fields that work for their answer counts, by a document that asks for little else. */
const prices: [document: string, nodes: number][] = [
  // The articles, what finding costs for each, and three of each.
  [`{ articles(first: 20) { nodes { related(first: 3) { nodes { slug } } } } }`, 20 + 20 * (50 + 3)],
  [`{ articles(first: 20) { nodes { related(first: 0) { totalCount } } } }`, 20 + 20 * 50],
  [`{ path(from: "a", to: "b") { length } }`, 1000],
  // Unpaged lists are taken for five.
  [`{ path(from: "a", to: "b") { articles { slug } references { kind } } }`, 1000 + 5 + 5],
  // By its limit, however many of them are asked for what.
  [`{ neighborhood(of: "a", limit: 40) { truncated } }`, 200 + 40],
  [`{ neighborhood(of: "a", limit: 40) { articles { authors { name } } } }`, 200 + 40 * (1 + 5)],
  [
    `{ topics(first: 10) { nodes { mostReferenced(first: 3) { count } adjacent(first: 2) { similarity } } } }`,
    10 + 10 * (200 + 3 + 200 + 2),
  ],
];

describe('the price of what works for its answer', () => {
  it.each(prices)('%s', async (document, nodes) => {
    await using app = await createTestApp({ engine: 'sqlite' });
    const { text } = await post(app, { query: document });
    expect(JSON.parse(text)).toMatchObject({ extensions: { cost: { estimatedNodes: nodes } } });
  });

  it('keeps many paths of one request out', async () => {
    await using app = await createTestApp({ engine: 'sqlite', settings: { NODE_LIMIT: '10000' } });
    const paths = (count: number) =>
      `{ ${many(count, (i) => `p${i}: path(from: "a", to: "b") { length }`)} }`;
    expect((await post(app, { query: paths(10) })).data).toMatchObject({ p0: null, p9: null });
    const refused = await post(app, { query: paths(11) });
    expect(refused).toMatchObject({ status: 400, codes: ['QUERY_TOO_COMPLEX'] });
    expect(refused.messages[0]).toContain('11,000 nodes');
  });
});
