import { describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../support/app.ts';
import { engines } from '../support/engines.ts';
import { findIds, getIds, listGraph, markdown, none, relativeTo } from './documents.ts';

const at = (name: string) => `https://journal.example/${name}`;
const body = `Compare [bells](${at('bells')}) with [gongs](${at('gongs')}), as A Study of Watches does.`;
const facts = {
  title: 'On the subject of clocks',
  url: at('clocks'),
  publisher: 'The Journal',
  authors: ['Ada', 'Bob'],
  topics: ['Time', 'Clocks'],
};
const others = {
  'bells.md': markdown(
    { title: 'Bells', url: at('bells'), topics: ['Time'] },
    `Unlike [clocks](${at('clocks')}).`,
  ),
  'gongs.md': markdown({ title: 'Gongs', url: at('gongs'), authors: ['Bob'], publisher: 'The Journal' }),
  'watches.md': markdown({ title: 'A Study of Watches', url: at('watches') }),
};

async function createLibrary(engine: (typeof engines)[number]): Promise<TestApp> {
  const app = await createTestApp({ engine });
  expect(await app.publish({ 'clocks.md': markdown(facts, body), ...others })).toMatchObject({
    created: 4,
    references: 4,
  });
  return app;
}

/** Referring and referred, in numbers kept and in numbers counted. */
async function countersOf(app: TestApp): Promise<Record<string, number[]>> {
  const { articles } = await listGraph(app);
  for (const { referenceCount, references, referencedByCount, referencedBy } of articles) {
    expect([referenceCount, referencedByCount]).toEqual([references.totalCount, referencedBy.totalCount]);
  }
  return Object.fromEntries(
    articles.map(({ title, takeCount, referenceCount, referencedByCount }) => [
      title,
      [takeCount, referenceCount, referencedByCount],
    ]),
  );
}

const edit = (app: TestApp, change: object, text = body) =>
  app.publish({ 'clocks.md': markdown({ ...facts, ...change }, text) });

describe.each(engines)('an edit on %s', (engine) => {
  it('of the text is a revision: what it does not touch keeps its id', async () => {
    await using app = await createLibrary(engine);
    const before = await getIds(app, { url: at('clocks') });
    const bells = await getIds(app, { url: at('bells') });
    expect(
      await edit(app, {}, `First of all, ${body.replace(/ with.*,/, ',')} And [more](${at('gongs')}#x).`),
    ).toEqual({ ...none, updated: 1 });
    const after = await getIds(app, { url: at('clocks') });
    expect(after).toMatchObject({
      ...before,
      takes: { nodes: [{ ...before.takes.nodes[0], revision: 2, references: expect.anything() as unknown }] },
    });
    const byTitle = ({ takes }: typeof after) =>
      Object.fromEntries(
        takes.nodes[0]!.references.edges.map(({ node, reference }) => [node.title, reference.id]),
      );
    expect(byTitle(after)).toEqual(byTitle(before));
    expect(await getIds(app, { url: at('bells') })).toEqual(bells);
    const { takes } = (await listGraph(app)).articles.find(({ title }) => title === facts.title)!;
    for (const { reference } of takes.nodes[0]!.references.edges) {
      const { start, end, exact } = reference.anchors[0]!;
      expect(takes.nodes[0]!.body.text.slice(start, end)).toBe(exact);
    }
    expect(await edit(app, {}, `Nothing but [watches](${at('watches')}).`)).toEqual({ ...none, updated: 1 });
    expect(await countersOf(app)).toEqual({
      'A Study of Watches': [0, 0, 1],
      Bells: [1, 1, 0],
      Gongs: [0, 0, 0],
      [facts.title]: [1, 1, 1],
    });
    expect(await edit(app, {}, body)).toEqual({ ...none, updated: 1, references: 2 });
  });

  it('that leaves no text takes the take away, with its references', async () => {
    await using app = await createLibrary(engine);
    const { id, updatedAt } = await getIds(app, { url: at('clocks') });
    expect(await edit(app, {}, '')).toEqual({ ...none, updated: 1 });
    expect(await countersOf(app)).toEqual({
      'A Study of Watches': [0, 0, 0],
      Bells: [1, 1, 0],
      Gongs: [0, 0, 0],
      [facts.title]: [0, 0, 1],
    });
    expect((await listGraph(app)).stats).toMatchObject({ takes: 1, crossReferences: 1, people: 2 });
    expect(await getIds(app, { url: at('clocks') })).toMatchObject({ id, updatedAt, takes: { nodes: [] } });
  });

  it('of the title moves the references that named it', async () => {
    await using app = await createLibrary(engine);
    const { slug } = await getIds(app, { url: at('watches') });
    expect(
      await app.publish({ 'watches.md': markdown({ title: 'A Study of Dials', url: at('watches') }) }),
    ).toEqual({ ...none, updated: 1 });
    expect(await getIds(app, { url: at('watches') })).toMatchObject({ slug, title: 'A Study of Dials' });
    expect(await countersOf(app)).toMatchObject({ 'A Study of Dials': [0, 0, 0], [facts.title]: [1, 2, 1] });
    expect(
      await app.publish({
        'watches.md': markdown({ title: 'A Study', aliases: ['A study of watches'], url: at('watches') }),
      }),
    ).toEqual({ ...none, updated: 1, references: 1 });
    expect(await countersOf(app)).toMatchObject({ 'A Study': [0, 0, 1], [facts.title]: [1, 3, 1] });
  });

  it('of the address keeps a piece that nothing else speaks of', async () => {
    await using app = await createLibrary(engine);
    const before = await getIds(app, { url: at('clocks') });
    expect(await edit(app, { url: at('new-clocks') })).toEqual({ ...none, updated: 1 });
    expect(await findIds(app, at('clocks'))).toBeNull();
    const after = await getIds(app, { url: at('new-clocks') });
    expect(after).toMatchObject({ id: before.id, slug: before.slug, url: at('new-clocks') });
    expect(after.takes.nodes[0]).toMatchObject({ id: before.takes.nodes[0]!.id, revision: 2 });
    expect(await countersOf(app)).toMatchObject({ Bells: [1, 0, 1], [facts.title]: [1, 3, 0] });
  });

  it('of the address gives slugs that are free, also where those of the old key are taken', async () => {
    await using app = await createTestApp({ engine });
    const piece = (name: string) => markdown({ title: 'Weekly links', url: at(name) });
    await app.publish({ 'a.md': piece('a'), 'b.md': piece('b') });
    await app.publish({ 'b.md': piece('c') });
    expect(await app.publish({ 'd.md': piece('b') })).toEqual({ ...none, created: 1 });
    const slugs = await Promise.all(
      ['a', 'b', 'c'].map(async (name) => (await getIds(app, { url: at(name) })).slug),
    );
    const withHash = expect.stringMatching(/^weekly-links-\w{6}$/) as unknown;
    expect(slugs).toEqual(['weekly-links', withHash, withHash]);
  });

  it('of the address leaves a piece to the others that speak of it', async () => {
    await using app = await createLibrary(engine);
    const before = await getIds(app, { url: at('clocks') });
    await app.publish({ 'stub.md': markdown({ title: 'Clocks', url: at('clocks') }) });
    expect(await edit(app, { url: at('new-clocks') })).toEqual({ ...none, updated: 1 });
    expect(await getIds(app, { url: at('clocks') })).toMatchObject({
      id: before.id,
      title: 'Clocks',
      takes: { nodes: [] },
    });
    const after = await getIds(app, { url: at('new-clocks') });
    expect(after.id).not.toBe(before.id);
    expect(after.takes.nodes[0]!.id).toBe(before.takes.nodes[0]!.id);
    expect(await countersOf(app)).toEqual({
      'A Study of Watches': [0, 0, 1],
      Bells: [1, 1, 1],
      Clocks: [0, 0, 1],
      Gongs: [0, 0, 1],
      [facts.title]: [1, 3, 0],
    });
  });

  it('of the address to that of another piece joins it, and the old one goes', async () => {
    await using app = await createLibrary(engine);
    const before = await getIds(app, { url: at('clocks') });
    const { id } = await getIds(app, { url: at('gongs') });
    expect(relativeTo(app, await edit(app, { url: at('gongs') }))).toMatchObject({
      updated: 1,
      failed: 0,
      problems: [],
    });
    expect(await findIds(app, at('clocks'))).toBeNull();
    const after = await getIds(app, { url: at('gongs') });
    expect(after).toMatchObject({ id, takes: { nodes: [{ id: before.takes.nodes[0]!.id }] } });
    const { stats, articles } = await listGraph(app);
    expect(stats).toEqual({ articles: 3, takes: 2, topics: 2, people: 2, publishers: 2, crossReferences: 2 });
    expect(articles.map(({ title }) => title)).toEqual(['A Study of Watches', 'Bells', after.title]);
  });

  it('of the permalink keeps the take', async () => {
    await using app = await createLibrary(engine);
    const before = await getIds(app, { url: at('clocks') });
    for (const permalink of ['https://blog.example/1', 'https://blog.example/2', undefined]) {
      expect(await edit(app, { permalink })).toMatchObject({ updated: 1 });
      const after = await getIds(app, { url: at('clocks') });
      expect(after).toMatchObject({
        id: before.id,
        takes: { nodes: [{ id: before.takes.nodes[0]!.id, url: permalink ?? null }] },
      });
      expect((await findIds(app, 'https://blog.example/1'))?.id).toBe(
        permalink?.endsWith('1') ? before.id : undefined,
      );
    }
  });

  it('of the topics moves their counters, and what is used no more goes', async () => {
    await using app = await createLibrary(engine);
    const topics = async () =>
      Object.fromEntries(
        (await listGraph(app)).articles.flatMap((article) =>
          article.topics.edges.map(({ node }) => [node.name, node.articleCount] as const),
        ),
      );
    expect(await topics()).toEqual({ Time: 2, Clocks: 1 });
    const { topics: before, updatedAt } = await getIds(app, { url: at('clocks') });
    expect(await edit(app, { topics: ['TIME', 'Bells'] })).toEqual({ ...none, updated: 1 });
    expect(await topics()).toEqual({ TIME: 2, Bells: 1 });
    expect((await listGraph(app)).stats.topics).toBe(2);
    const after = await getIds(app, { url: at('clocks') });
    expect(after.topics.nodes.find(({ name }) => name === 'TIME')!.id).toBe(
      before.nodes.find(({ name }) => name === 'Time')!.id,
    );
    expect(after.updatedAt > updatedAt).toBe(true);

    // The smallest spelling goes with its document, then the topic with its last.
    expect(await edit(app, { topics: [] })).toEqual({ ...none, updated: 1 });
    expect(await topics()).toEqual({ Time: 1 });
    await app.publish({ 'bells.md': markdown({ title: 'Bells', url: at('bells') }) });
    expect((await listGraph(app)).stats.topics).toBe(0);
  });

  it('of authors and publisher changes who they are, and whom nothing names any more goes', async () => {
    await using app = await createLibrary(engine);
    const people = async () =>
      (await listGraph(app)).articles.flatMap(({ authors }) =>
        authors.map(({ name, articleCount }) => [name, articleCount]),
      );
    expect(await people()).toEqual([['Bob', 2], ['Ada', 1], ['Bob', 2]]); // prettier-ignore
    await edit(app, { authors: ['BOB', 'Cy'], publisher: 'THE JOURNAL' });
    expect(await people()).toEqual([['BOB', 2], ['BOB', 2], ['Cy', 1]]); // prettier-ignore
    await edit(app, { authors: ['Cy', 'Bob'], publisher: 'The Journal' });
    expect(await people()).toEqual([['Bob', 2], ['Cy', 1], ['Bob', 2]]); // prettier-ignore
    const publishers = async () => {
      const { articles, stats } = await listGraph(app);
      expect(stats.publishers).toBe(new Set(articles.map(({ publisher }) => publisher?.slug)).size);
      return articles.map(({ publisher }) => `${publisher?.name} ${publisher?.articleCount}`);
    };
    expect(await publishers()).toEqual([
      'journal.example 2',
      'journal.example 2',
      'The Journal 2',
      'The Journal 2',
    ]);
    await edit(app, { publisher: 'Another', authors: [] });
    expect(await publishers()).toEqual([
      'journal.example 2',
      'journal.example 2',
      'The Journal 1',
      'Another 1',
    ]);
    await edit(app, { publisher: undefined });
    expect(await publishers()).toEqual([
      'journal.example 3',
      'journal.example 3',
      'The Journal 1',
      'journal.example 3',
    ]);
    expect((await listGraph(app)).stats.people).toBe(2);
  });

  it('that makes a document unusable leaves what was stored', async () => {
    await using app = await createLibrary(engine);
    const before = await listGraph(app);
    expect(await app.publish({ 'clocks.md': 'No title.' })).toMatchObject({ failed: 1 });
    expect(await listGraph(app)).toEqual(before);
  });
});
