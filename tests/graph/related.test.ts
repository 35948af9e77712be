import { describe, expect, it } from 'vitest';
import { relatedLimits } from '../../src/graph/related-evidence.queries.ts';
import { createTestApp, type TestApp } from '../support/app.ts';
import { engines } from '../support/engines.ts';
import {
  RelatedArticlesDocument,
  type RelatedArticlesQuery,
  type RelatedArticlesQueryVariables,
  RelatedInListsDocument,
  TopicGraphDocument,
} from '../support/gql/graphql.ts';

interface Line {
  title: string;
  date?: string;
  topics?: string[];
  summary?: string;
  /** Titles of what it refers to. */
  to?: string[];
  markdown?: string;
}

const urlOf = (title: string) => `https://related.example/${title.toLowerCase().replaceAll(' ', '-')}`;

/** Pieces by JSON Lines; one that says nothing has no take. */
function lines(...all: Line[]): string {
  return all
    .map(({ to = [], markdown, ...stated }) => {
      const links = to.map((title) => `[it](${urlOf(title)})`).join(' ');
      const text = markdown ?? (to.length > 0 ? links : undefined);
      return `${JSON.stringify({ ...stated, url: urlOf(stated.title), ...(text && { markdown: text }) })}\n`;
    })
    .join('');
}

type Variables = Omit<RelatedArticlesQueryVariables, 'slug'>;

/** What is related, as `slug: SIGNAL SIGNAL`. */
async function related(app: TestApp, slug: string, variables: Variables = {}): Promise<string[]> {
  const { article } = await app.execute(RelatedArticlesDocument, { slug, ...variables });
  return article!.related.edges.map(
    ({ node, reasons }) => `${node.slug}: ${reasons.map(({ signal }) => signal).join(' ')}`,
  );
}

describe.each(engines)('related articles on %s', (engine) => {
  it('are shown with the references, topics and words that relate them', async () => {
    await using app = await createTestApp({ engine });
    await app.publish({
      'pieces.jsonl': lines(
        { title: 'Escapement', topics: ['Clocks'], markdown: `The [pendulum](${urlOf('Pendulum')})` },
        { title: 'Pendulum', topics: ['Clocks', 'Physics'] },
        { title: 'Survey', to: ['Escapement', 'Pendulum', 'Balance'] },
        { title: 'Balance' },
        { title: 'Reprise', to: ['Pendulum'] },
        { title: 'Essay', summary: 'The pendulum escapement.', markdown: 'An escapement, a pendulum.' },
        { title: 'Nothing', markdown: 'Quite another matter.' },
      ),
    });
    const { article } = await app.execute(RelatedArticlesDocument, { slug: 'escapement' });
    const found = article!.related.edges.map(({ node, reasons }) => ({
      slug: node.slug,
      reasons: reasons.map(({ signal, references, topics, terms }) => ({
        signal,
        references: references.map(({ source, target }) => `${source.slug} → ${target.slug}`),
        topics: topics.map(({ slug }) => slug),
        terms,
      })),
    }));
    const none = { references: [], topics: [], terms: [] };
    expect(found).toEqual([
      {
        slug: 'pendulum',
        reasons: expect.arrayContaining([
          { ...none, signal: 'DIRECT_REFERENCE', references: ['escapement → pendulum'] },
          { ...none, signal: 'CO_REFERENCE', references: ['survey → escapement', 'survey → pendulum'] },
          { ...none, signal: 'SHARED_TOPIC', topics: ['clocks'] },
        ]) as unknown,
      },
      {
        slug: 'essay',
        reasons: [{ ...none, signal: 'TEXT_SIMILARITY', terms: ['escapement', 'pendulum'] }],
      },
      {
        slug: 'balance',
        reasons: [
          { ...none, signal: 'CO_REFERENCE', references: ['survey → escapement', 'survey → balance'] },
        ],
      },
      {
        slug: 'survey',
        reasons: expect.arrayContaining([
          { ...none, signal: 'DIRECT_REFERENCE', references: ['survey → escapement'] },
          {
            ...none,
            signal: 'SHARED_REFERENCE',
            references: ['escapement → pendulum', 'survey → pendulum'],
          },
        ]) as unknown,
      },
      {
        slug: 'reprise',
        reasons: [
          {
            ...none,
            signal: 'SHARED_REFERENCE',
            references: ['escapement → pendulum', 'reprise → pendulum'],
          },
        ],
      },
    ]);
    expect(await related(app, 'nothing')).toEqual([]);
  });

  it('are filtered before the best are taken, and paged through', async () => {
    await using app = await createTestApp({ engine });
    const many = Array.from({ length: 30 }, (_, i) => ({
      title: `Piece ${i}`,
      to: ['Hub'],
      ...(i % 10 === 0 && { topics: ['Tens'] }),
    }));
    await app.publish({ 'pieces.jsonl': lines({ title: 'Hub' }, ...many) });
    const all = await related(app, 'hub', { first: 100 });
    expect(all).toHaveLength(30);
    expect(
      await related(app, 'hub', { first: 2, where: { topic: { anyOf: [await topicId(app)] } } }),
    ).toEqual(['piece-0: DIRECT_REFERENCE', 'piece-10: DIRECT_REFERENCE']);
    expect(await related(app, 'hub', { where: { hasTake: false } })).toEqual([]);

    const paged: string[] = [];
    let after: string | null = null;
    for (;;) {
      const page: RelatedArticlesQuery = await app.execute(RelatedArticlesDocument, {
        slug: 'hub',
        first: 7,
        after,
      });
      const { article } = page;
      const { edges, pageInfo, totalCount, nodes } = article!.related;
      expect(totalCount).toBe(30);
      expect(nodes.map(({ slug }) => slug)).toEqual(edges.map(({ node }) => node.slug));
      expect(pageInfo.hasPreviousPage).toBe(after !== null);
      expect(pageInfo.endCursor).toBe(edges.at(-1)!.cursor);
      paged.push(...edges.map(({ node }) => node.slug));
      after = pageInfo.endCursor ?? null;
      if (!pageInfo.hasNextPage) break;
    }
    expect(paged).toEqual(all.map((line) => line.split(':')[0]));
    expect(paged).toEqual(paged.toSorted());
  });

  it('refuse pages and cursors that are none', async () => {
    await using app = await createTestApp({ engine });
    await app.publish({ 'pieces.jsonl': lines({ title: 'One' }) });
    const ask = async (variables: Variables) =>
      (await app.send(RelatedArticlesDocument, { slug: 'one', ...variables })).errors.map(
        ({ message }) => message,
      );
    expect(await ask({ first: 101 })).toEqual(['`related`: `first` is 101; allowed are 0 to 100']);
    expect(await ask({ first: -1 })).toEqual(['`related`: `first` is -1; allowed are 0 to 100']);
    expect(await ask({ after: 'WyJyZWxhdGVkIiwxXQ' })).toEqual([
      '`related`: `after` is no cursor of this list in this order; take one from its edges or pageInfo',
    ]);
    expect(await related(app, 'one', { first: null })).toEqual([]);
    expect(await related(app, 'one', { first: 0 })).toEqual([]);
  });

  it('beside hubs are those of the newest references', async () => {
    await using app = await createTestApp({ engine });
    const { references } = relatedLimits;
    // The oldest first: they are the last to be looked at.
    const sources = Array.from({ length: references + 20 }, (_, i) => ({
      title: `Source ${String(i).padStart(3, '0')}`,
      date: new Date(Date.UTC(2020, 0, 1 + i)).toISOString(),
      to: ['Hub', `Beside ${i}`],
    }));
    const beside = sources.map((_, i) => ({ title: `Beside ${i}` }));
    await app.publish({ 'pieces.jsonl': lines({ title: 'Hub' }, ...sources, ...beside) });
    const where = { title: { startsWith: 'beside' } };
    const found = await related(app, 'hub', { first: 100, where });
    expect(found).toHaveLength(references);
    expect(found).toContain('beside-20: CO_REFERENCE');
    expect(found).not.toContain('beside-19: CO_REFERENCE');
    // Seen from the other side the hub is one of two.
    expect(await related(app, 'beside-0', { where: { title: { eq: 'Hub' } } })).toEqual([
      'hub: CO_REFERENCE',
    ]);
  });

  it('are not related by a single word, unless hardly any have it', async () => {
    await using app = await createTestApp({ engine });
    await app.publish({
      'pieces.jsonl': lines(
        { title: 'One', markdown: 'zyzzyva acorn' },
        { title: 'Two', markdown: 'zyzzyva birch' },
        { title: 'Three', markdown: 'cedar' },
      ),
    });
    expect(await related(app, 'one')).toEqual([]);
    const others = Array.from({ length: 97 }, (_, i) => ({
      title: `Other${i}`,
      markdown: `noun${i} verb${i}`,
    }));
    await app.publish({ 'others.jsonl': lines(...others) });
    expect(await related(app, 'one')).toEqual(['two: TEXT_SIMILARITY']);
    // Three of a hundred.
    await app.publish({ 'another.jsonl': lines({ title: 'Another', markdown: 'zyzzyva dogwood' }) });
    expect(await related(app, 'one')).toEqual([]);
  });

  it('are shown with the newest references first, whichever way they go, at most ten', async () => {
    await using app = await createTestApp({ engine });
    const take = (from: string, to: string, year: number) =>
      JSON.stringify({
        title: from,
        url: urlOf(from),
        permalink: `https://takes.example/${from}-${year}`,
        date: `${year}-01-01`,
        markdown: `[it](${urlOf(to)})`,
      });
    const old = Array.from({ length: 11 }, (_, i) => take('Left', 'Right', 2000 + i));
    await app.publish({ 'takes.jsonl': `${[...old, take('Right', 'Left', 2020)].join('\n')}\n` });
    const { article } = await app.execute(RelatedArticlesDocument, { slug: 'left' });
    const direct = article!.related.edges[0]!.reasons.find(({ signal }) => signal === 'DIRECT_REFERENCE')!;
    expect(direct.references).toHaveLength(10);
    expect(direct.references.slice(0, 2).map(({ source }) => source.slug)).toEqual(['right', 'left']);
  });

  it('follow edits, merges and removals of texts', async () => {
    await using app = await createTestApp({ engine });
    await app.publish({
      'one.md': '---\ntitle: One\nurl: https://x.example/1\n---\nzyzzyva zyzzyva, a sonnet',
      'two.md': '---\ntitle: Two\nurl: https://x.example/2\n---\nA zyzzyva sonnet.',
      'three.md': '---\ntitle: Three\nurl: https://x.example/3\n---\nquokka grass',
      // What all say relates nobody.
      'four.md': '---\ntitle: Four\nurl: https://x.example/4\n---\nmarmot',
    });
    expect(await related(app, 'one')).toEqual(['two: TEXT_SIMILARITY']);
    await app.publish({ 'two.md': '---\ntitle: Two\nurl: https://x.example/2\n---\nA quokka, grass.' });
    expect(await related(app, 'one')).toEqual([]);
    expect(await related(app, 'three')).toEqual(['two: TEXT_SIMILARITY']);
    // Another document that says of the same piece more.
    await app.publish({
      'more.md':
        '---\ntitle: One\nurl: https://x.example/1\npermalink: https://y.example/1\n---\nquokka quokka grass quokka',
    });
    expect(await related(app, 'three')).toEqual(['two: TEXT_SIMILARITY', 'one: TEXT_SIMILARITY']);
    await app.write({ 'more.md': '' });
    await app.ingest(undefined, { prune: true });
    expect(await related(app, 'three')).toContain('two: TEXT_SIMILARITY');
  });

  it('take as many statements for 20 articles as for 2, with all that they are shown with', async () => {
    await using app = await createTestApp({ engine });
    const pieces = Array.from({ length: 24 }, (_, i) => ({
      title: `Card ${String(i).padStart(2, '0')}`,
      topics: [`Topic ${i % 3}`],
      markdown: `noun${i % 5} verb${i % 5} [a](${urlOf(`Card ${String((i + 1) % 24).padStart(2, '0')}`)}) [b](${urlOf(`Card ${String((i + 2) % 24).padStart(2, '0')}`)})`,
    }));
    await app.publish({ 'pieces.jsonl': lines(...pieces) });
    const two = await app.send(RelatedInListsDocument, { first: 2, related: 3 });
    const twenty = await app.send(RelatedInListsDocument, { first: 20, related: 3 });
    expect(two.errors).toEqual([]);
    // The articles; their references, backlinks, topics, titles, texts and the counts of their words; references of takes and how
    // many, references to the same, their counts, articles of topics and of words; topics, words and slugs of candidates; the
    // articles of the answer, references, topics and words.
    expect([two.statements, twenty.statements]).toEqual([statements, statements]);
    const { nodes } = twenty.data!.articles;
    expect(nodes).toHaveLength(20);
    expect(nodes.every((node) => node.related.edges.length === 3)).toBe(true);
    const filtered = { where: { hasTake: true }, related: 3 };
    const more = [
      (await app.send(RelatedInListsDocument, { first: 2, ...filtered })).statements,
      (await app.send(RelatedInListsDocument, { first: 20, ...filtered })).statements,
    ];
    expect(more).toEqual([statements + 1, statements + 1]);
  });
});

const statements = 20;

async function topicId(app: TestApp): Promise<string> {
  const { topic } = await app.execute(TopicGraphDocument, { slug: 'tens' });
  return topic!.id;
}
