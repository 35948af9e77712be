import { describe, expect, it } from 'vitest';
import { createTestApp } from '../support/app.ts';
import { engines } from '../support/engines.ts';
import { TopicGraphDocument, TopicGraphInListsDocument } from '../support/gql/graphql.ts';

const topicCount = 24;
const urlOf = (i: number) => `https://topics.example/${i}`;

/** Topics that lie below one, each with two pieces, of which the second belongs to the next topic too. */
const documents = [
  '{"type":"topic","name":"Root"}\n',
  ...Array.from({ length: topicCount }, (_, i) => {
    const name = `Topic ${String(i).padStart(2, '0')}`;
    const next = `Topic ${String((i + 1) % topicCount).padStart(2, '0')}`;
    const piece = (number: number, topics: string[]) =>
      JSON.stringify({
        title: `Piece ${number}`,
        url: urlOf(number),
        topics,
        date: `20${10 + (number % 10)}-01-01`,
        markdown: `[one](${urlOf(0)}) [two](${urlOf(number % 7)})`,
      });
    return `${JSON.stringify({ type: 'topic', name, broader: 'Root' })}\n${piece(2 * i, [name])}\n${piece(2 * i + 1, [name, next])}\n`;
  }),
].join('');

describe.each(engines)('topics in the graph on %s', (engine) => {
  it('have the most referenced articles of all times and since a day, and adjacent topics', async () => {
    await using app = await createTestApp({ engine });
    await app.publish({ 'topics.jsonl': documents });
    const { topic } = await app.execute(TopicGraphDocument, { slug: 'topic-00', first: 3 });
    expect(topic).toMatchObject({
      articleCount: 3,
      mostReferenced: [
        { article: { slug: 'piece-0' }, count: 47 },
        { article: { slug: 'piece-1' }, count: 6 },
      ],
      adjacent: [
        { topic: { slug: 'topic-01' }, sharedArticles: 1, similarity: 0.2 },
        { topic: { slug: 'topic-23' }, sharedArticles: 1, similarity: 0.2 },
        { topic: { slug: 'root' }, sharedArticles: 3, similarity: 3 / 48 },
      ],
    });
    const since = '2018-01-01T00:00:00.000Z';
    const recent = await app.execute(TopicGraphDocument, { slug: 'topic-00', first: 3, since });
    expect(recent.topic!.mostReferenced).toEqual([
      { article: { slug: 'piece-0' }, count: 8 },
      { article: { slug: 'piece-1' }, count: 2 },
    ]);
    const root = await app.execute(TopicGraphDocument, { slug: 'root', first: 1, includeNarrower: false });
    expect(root.topic).toMatchObject({ articleCount: 0, mostReferenced: [] });
    expect(root.topic!.adjacent).toHaveLength(1);
  });

  it('take as many statements for 20 topics as for 2', async () => {
    await using app = await createTestApp({ engine });
    await app.publish({ 'topics.jsonl': documents });
    const variables = { since: '2011-01-01T00:00:00.000Z' };
    const two = await app.send(TopicGraphInListsDocument, { first: 2, ...variables });
    const twenty = await app.send(TopicGraphInListsDocument, { first: 20, ...variables });
    expect(two.errors).toEqual([]);
    // The topics, their own articles' counts, the most referenced, the adjacent; articles and topics of these.
    expect([two.statements, twenty.statements]).toEqual([6, 6]);
    expect(twenty.data!.topics.nodes).toHaveLength(20);
    expect(twenty.data!.topics.nodes[7]!.adjacent).toHaveLength(3);
  });

  it('refuse sizes beyond the limits', async () => {
    await using app = await createTestApp({ engine });
    await app.publish({ 'topics.jsonl': documents });
    const { errors } = await app.send(TopicGraphDocument, { slug: 'root', first: 101 });
    expect(errors.map(({ message }) => message)).toEqual([
      '`mostReferenced`: `first` is 101; allowed are 0 to 100',
      '`adjacent`: `first` is 101; allowed are 0 to 100',
    ]);
  });
});
