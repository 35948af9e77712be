import { rmSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../support/app.ts';
import { engines } from '../support/engines.ts';
import { NodeDocument, NodesDocument } from '../support/gql/graphql.ts';
import { getIds, listGraph, markdown, none, ordersOn, relativeTo } from './documents.ts';

const journal = 'https://journal.example/clocks';
const mirror = 'https://mirror.example/clocks';
const twoPieces = {
  'journal.md': markdown({ title: 'On clocks', url: journal, topics: ['Time'] }, 'The journal has it.'),
  'mirror.md': markdown(
    { title: 'Of Bells and Clocks', url: mirror, permalink: 'https://blog.example/bells' },
    'See [the source](https://source.example/).',
  ),
  'source.md': markdown({ title: 'The source', url: 'https://source.example/' }),
  'linking.md': markdown(
    { title: 'Linking', url: 'https://other.example/' },
    `See [one](${journal}), then [two](${mirror}).`,
  ),
  'naming.md': markdown({ title: 'Naming' }, 'As “Of Bells and Clocks” says.'),
};
const both = { 'both.md': markdown({ title: 'On clocks', url: journal, otherUrls: [mirror] }) };

/** Ids of the references of an article's first take, in reading order. */
async function referenceIds(app: TestApp, slug: string): Promise<[first: string, second: string]> {
  const { takes } = await getIds(app, { slug });
  const [first, second] = takes.nodes[0]!.references.edges.map(({ reference }) => reference.id);
  return [first!, second ?? ''];
}

describe.each(engines)('two articles that turn out to be one on %s', (engine) => {
  it('keep both addresses, takes, topics, links and references; old ids and slugs find the survivor', async () => {
    await using app = await createTestApp({ engine });
    await app.publish(twoPieces);
    const before = {
      journal: await getIds(app, { url: journal }),
      mirror: await getIds(app, { url: mirror }),
    };
    expect(before.journal.id).not.toBe(before.mirror.id);
    const linking = await getIds(app, { url: 'https://other.example/' });
    expect(linking.takes.nodes[0]!.references.edges).toHaveLength(2);

    expect(await app.publish(both)).toMatchObject({ created: 1, failed: 0, problems: [] });
    const merged = await getIds(app, { url: journal });
    expect(merged).toMatchObject({ id: before.journal.id, slug: before.journal.slug });
    for (const by of [{ url: mirror }, { id: before.mirror.id }, { slug: before.mirror.slug }])
      expect(await getIds(app, by)).toEqual(merged);
    const { articles, stats } = await listGraph(app);
    expect(stats).toMatchObject({ articles: 4, takes: 4, crossReferences: 3 });
    const article = articles.find(({ title }) => title === 'On clocks')!;
    expect(article).toMatchObject({
      url: journal,
      takeCount: 2,
      referenceCount: 1,
      referencedByCount: 2,
      // What a link post calls a piece is none of its titles, though takes may name it so.
      alternativeTitles: [],
      otherUrls: ['https://blog.example/bells', mirror],
    });
    // One edge for the pair, with the places of both addresses.
    const edges = articles.find(({ title }) => title === 'Linking')!.takes.nodes[0]!.references.edges;
    expect(edges.map(({ reference }) => reference.anchors.map((anchor) => anchor.exact))).toEqual([
      ['one', 'two'],
    ]);
  });

  it('leave references that are found by the id of what they referred to', async () => {
    await using app = await createTestApp({ engine });
    await app.publish(twoPieces);
    const [toJournal, former] = await referenceIds(app, 'linking');
    const [toMirror] = await referenceIds(app, 'naming');
    await app.publish(both);
    const ids = [former, toJournal, toMirror, former.slice(0, -8), former];
    const { nodes } = await app.execute(NodesDocument, { ids });
    const survivor = {
      __typename: 'CrossReference',
      id: toJournal,
      source: { title: 'Linking' },
      target: { title: 'On clocks' },
    };
    expect(nodes).toMatchObject([survivor, survivor, { source: { title: 'Naming' } }, null, survivor]);
    expect((await app.execute(NodeDocument, { id: former })).node).toEqual(nodes[0]);
    const statements = async (asked: string[]) => (await app.send(NodesDocument, { ids: asked })).statements;
    expect(await statements([former])).toBe((await statements([toJournal])) + 1);
  });

  it('are two again when the document that joined them says so no longer, with their former ids', async () => {
    await using app = await createTestApp({ engine });
    await app.publish(twoPieces);
    const before = await listGraph(app);
    const ids = [await getIds(app, { url: journal }), await getIds(app, { url: mirror })];
    await app.publish(both);
    await app.publish({ 'both.md': markdown({ title: 'On clocks', url: journal }) });
    expect(await listGraph(app)).toEqual(before);
    for (const { updatedAt: _, ...stay } of ids)
      expect(await getIds(app, { id: stay.id })).toMatchObject(stay);
  });

  it('are two again when the file that joined them is moved and says so no longer', async () => {
    await using app = await createTestApp({ engine });
    const other = { 'mirror.md': markdown({ title: 'Bells', url: mirror }) };
    const joining = markdown({ title: 'Clocks', url: journal, otherUrls: [mirror] }, 'Text.');
    await app.publish({ 'a.md': joining, ...other });
    expect((await listGraph(app)).stats.articles).toBe(1);
    rmSync(path.join(app.folder, 'a.md'));
    expect(
      await app.publish({ 'b.md': markdown({ title: 'Clocks', url: journal }, 'Edited.'), ...other }),
    ).toEqual({ ...none, updated: 1, unchanged: 1 });
    expect((await listGraph(app)).articles).toMatchObject([{ title: 'Bells' }, { title: 'Clocks' }]);
  });

  it('are one whatever came first', async () => {
    const listings = [];
    const documents = { 'journal.md': twoPieces['journal.md'], 'mirror.md': twoPieces['mirror.md'], ...both };
    for (const names of ordersOn(engine, Object.keys(documents))) {
      await using app = await createTestApp({ engine });
      await app.write(documents);
      await app.ingest(names);
      listings.push(JSON.stringify(await listGraph(app)).replaceAll(/"slug":"[^"]*"/g, ''));
    }
    expect(new Set(listings).size).toBe(1);
  });

  it('have one take of two files: the one of the smaller hash, until it goes', async () => {
    await using app = await createTestApp({ engine });
    await app.publish({
      'a.md': markdown({ title: 'Clocks', url: journal }, 'A.'),
      'b.md': markdown({ title: 'Clocks', url: mirror }, 'B.'),
    });
    const report = await app.publish({
      'c.md': markdown({ title: 'Clocks', url: journal, otherUrls: [mirror] }),
    });
    expect(relativeTo(app, report)).toMatchObject({ created: 1, problems: [{ code: 'DUPLICATE_TAKE' }] });
    const textsOf = async () =>
      (await listGraph(app)).articles.flatMap(({ takes }) => takes.nodes.map((take) => take.body.text));
    const [kept] = await textsOf();
    const [loser, winner] = kept === 'A.' ? (['b.md', 'a.md'] as const) : (['a.md', 'b.md'] as const);
    expect(relativeTo(app, await app.ingest())).toMatchObject({
      ...none,
      unchanged: 2,
      failed: 1,
      problems: [{ source: loser, code: 'DUPLICATE_TAKE' }],
    });
    // The winner speaks of another piece now: the other's text, which nobody reads again, takes its place.
    await app.publish({ [winner]: markdown({ title: 'Else', url: 'https://else.example/' }, 'Else.') });
    expect((await textsOf()).sort()).toEqual([loser === 'b.md' ? 'B.' : 'A.', 'Else.']);
    expect(await app.ingest()).toEqual({ ...none, unchanged: 3 });
  });

  it('keep their take where all that joined them is edited at once', async () => {
    await using app = await createTestApp({ engine });
    const memoir = 'https://journal.example/memoir';
    const documents = (text: string) => ({
      'a.md': markdown({ title: 'Clocks', url: mirror }, `A. ${text}`),
      'b.md': markdown({ title: 'Clocks', url: 'https://blog.example/p1', otherUrls: [memoir] }),
      'd.md': markdown({ title: 'Clocks', url: journal, otherUrls: [mirror] }),
      'e.md': markdown({ title: 'Clocks', url: memoir, otherUrls: [journal] }, `E. ${text}`),
    });
    await app.publish(documents('One.'));
    const { id, takes } = await getIds(app, { url: journal });
    for (const text of ['Two.', 'Three.', 'Four.', 'Five.']) {
      await app.publish(documents(text));
      const after = await getIds(app, { url: journal });
      expect([after.id, after.takes.nodes.map((take) => take.id)]).toEqual([id, [takes.nodes[0]!.id]]);
    }
  });

  it('stay two where the address that would join them is claimed for both', async () => {
    await using app = await createTestApp({ engine });
    const home = 'https://journal.example/';
    const claims = {
      'a.md': markdown({ title: 'A', url: journal, otherUrls: [home] }),
      'b.md': markdown({ title: 'B', url: mirror, otherUrls: [home] }),
    };
    const report = relativeTo(app, await app.publish(claims));
    const claimed = { item: null, code: 'URL_CLAIMED' };
    expect(report).toMatchObject({ created: 2, problems: [{ source: 'b.md', ...claimed }] });
    expect(report.problems[0]!.message).toContain(home);
    expect((await getIds(app, { url: home })).id).toBe((await getIds(app, { url: journal })).id);
    // Both hear of it, each time that they are read.
    expect(relativeTo(app, await app.ingest())).toMatchObject({
      unchanged: 2,
      problems: [
        { source: 'a.md', ...claimed },
        { source: 'b.md', ...claimed },
      ],
    });
    // A piece of its own is at that address.
    await app.publish({ 'home.md': markdown({ title: 'Home', url: home }) });
    expect((await listGraph(app)).stats.articles).toBe(3);
    expect((await getIds(app, { url: home })).slug).toBe('home');
  });
});
