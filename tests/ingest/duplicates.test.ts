import { createHash } from 'node:crypto';
import { renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../support/app.ts';
import { engines } from '../support/engines.ts';
import { getIds, listGraph, markdown, none, ordersOn, permutations, relativeTo } from './documents.ts';

const url = 'https://journal.example/clocks';
const permalink = 'https://blog.example/clocks';
const hashOf = (text: string) => createHash('sha256').update(text).digest('hex');

/** Two takes of one key: the one that is kept and the other. */
const candidates = ['One.', 'Two.'].map((text) => markdown({ title: 'Clocks', url, topics: [text] }, text));
const [kept, other] = candidates.sort((a, b) => (hashOf(a) < hashOf(b) ? -1 : 1)) as [string, string];
const textOf = (document: string) => /(\w+\.)\n$/.exec(document)![1]!;

async function takesIn(app: TestApp): Promise<string[]> {
  return (await listGraph(app)).articles.flatMap(({ takes }) => takes.nodes.map((take) => take.body.text));
}

const duplicate = {
  source: 'other.md',
  item: null,
  code: 'DUPLICATE_TAKE',
  message:
    'The same take is in kept.md, which is kept: both are takes on the same piece without an address of their own',
};

describe.each(engines)('two documents of one take on %s', (engine) => {
  it('are one take and one report, in any order, in one run or two', async () => {
    for (const order of permutations(['kept.md', 'other.md'])) {
      for (const runs of [[order], order.map((name) => [name])]) {
        await using app = await createTestApp({ engine });
        await app.write({ 'kept.md': kept, 'other.md': other });
        const reports = [];
        for (const names of runs) reports.push(relativeTo(app, await app.ingest(names)));
        expect(await takesIn(app)).toEqual([textOf(kept)]);
        expect((await listGraph(app)).stats).toMatchObject({ articles: 1, takes: 1, topics: 2 });
        expect(reports.flatMap(({ problems }) => problems)).toEqual([duplicate]);

        // Again: what is kept stays, and the other is still said to be one too many.
        expect(relativeTo(app, await app.ingest(order))).toEqual({
          ...none,
          unchanged: 1,
          failed: 1,
          problems: [duplicate],
        });
      }
    }
  });

  it('are reported once where the other comes again in the run', async () => {
    await using app = await createTestApp({ engine });
    await app.publish({ 'other.md': other });
    await app.write({ 'kept.md': kept });
    const report = relativeTo(app, await app.ingest(['kept.md', 'other.md']));
    expect(report).toEqual({ ...none, created: 1, failed: 1, problems: [duplicate] });
  });

  it('count as one stored and one failed, whichever comes first', async () => {
    for (const order of permutations(['kept.md', 'other.md'])) {
      await using app = await createTestApp({ engine });
      await app.write({ 'kept.md': kept, 'other.md': other });
      expect(relativeTo(app, await app.ingest(order))).toEqual({
        ...none,
        created: 1,
        failed: 1,
        problems: [duplicate],
      });
    }
  });

  it('may be about different pieces', async () => {
    const documents = {
      'a.md': markdown({ title: 'Near', permalink }, 'As there, [here](https://else.example/).'),
      'b.md': markdown({ title: 'Look', permalink, url }, 'As here, [there](https://else.example/).'),
      'target.md': markdown({ title: 'Else', url: 'https://else.example/' }),
      'link.md': markdown({ title: 'Linking' }, `See [it](${permalink}).`),
    };
    const listings = [];
    for (const names of ordersOn(engine, Object.keys(documents))) {
      await using app = await createTestApp({ engine });
      await app.write(documents);
      expect(await app.ingest(names)).toMatchObject({ created: 3, failed: 1 });
      const listing = await listGraph(app);
      expect(listing.stats).toMatchObject({ articles: 4, takes: 2, crossReferences: 2 });
      listings.push(listing);
    }
    for (const listing of listings) expect(listing).toEqual(listings[0]);
  });

  it('are not a piece’s own text and a take on it', async () => {
    await using app = await createTestApp({ engine });
    const report = await app.publish({
      'own.md': markdown({ title: 'Clocks', permalink }, 'Own text.'),
      'take.md': markdown({ title: 'Clocks', url: permalink }, 'On that.'),
    });
    expect(report).toEqual({ ...none, created: 2 });
    expect((await takesIn(app)).sort()).toEqual(['On that.', 'Own text.']);
  });

  it('may become so by an edit: the earlier version of the other goes', async () => {
    await using app = await createTestApp({ engine });
    const elsewhere = markdown({ title: 'Bells', url: 'https://journal.example/bells' }, 'Bells.');
    await app.publish({ 'kept.md': kept, 'other.md': elsewhere });
    expect((await listGraph(app)).stats).toMatchObject({ articles: 2, takes: 2 });
    expect(relativeTo(app, await app.publish({ 'other.md': other }))).toEqual({
      ...none,
      failed: 1,
      problems: [duplicate],
    });
    expect(await takesIn(app)).toEqual([textOf(kept)]);
    expect((await listGraph(app)).stats).toMatchObject({ articles: 1, takes: 1 });

    // And the other way round: the one that is edited is the one that is kept.
    await app.publish({
      'other.md': elsewhere,
      'kept.md': markdown({ title: 'Gongs', url: 'https://g.example/' }, 'Gong.'),
    });
    await app.publish({ 'other.md': other });
    expect(relativeTo(app, await app.publish({ 'kept.md': kept }))).toMatchObject({
      updated: 1,
      failed: 0,
      problems: [duplicate],
    });
    expect(await takesIn(app)).toEqual([textOf(kept)]);
    expect((await listGraph(app)).stats).toMatchObject({ articles: 1, takes: 1 });
  });

  it('are unchanged where their content is the same', async () => {
    await using app = await createTestApp({ engine });
    const stub = markdown({ title: 'A stub', url: 'https://journal.example/stub' });
    await app.write({ 'a.md': kept, 'b.md': kept, 'c.md': stub, 'd.md': stub });
    expect(await app.ingest()).toEqual({ ...none, created: 2, unchanged: 2 });
    expect(await app.ingest()).toEqual({ ...none, unchanged: 4 });

    // An edit back to the copy's content takes its own earlier version away.
    await app.publish({
      'b.md': markdown({ title: 'Bells', url: 'https://journal.example/bells' }, 'Bells.'),
    });
    expect((await listGraph(app)).stats).toMatchObject({ articles: 3, takes: 2 });
    expect(await app.publish({ 'b.md': kept })).toEqual({ ...none, updated: 1 });
    expect((await listGraph(app)).stats).toMatchObject({ articles: 2, takes: 1 });
  });
});

describe.each(engines)('a moved file on %s', (engine) => {
  const move = (app: TestApp, from: string, to: string) =>
    renameSync(path.join(app.folder, from), path.join(app.folder, to));

  it.each([
    ['with text', kept],
    ['without text', markdown({ title: 'Clocks', url })],
  ])('%s is the same document', async (_, document) => {
    await using app = await createTestApp({ engine });
    await app.publish({ 'old.md': document });
    const before = await getIds(app, { url });
    move(app, 'old.md', 'new.md');
    expect(await app.ingest()).toEqual({ ...none, unchanged: 1 });
    expect(await getIds(app, { url })).toEqual(before);
    expect(await app.publish({ 'new.md': document.replace('Clocks', 'New clocks') })).toEqual({
      ...none,
      updated: 1,
    });
    expect((await listGraph(app)).articles).toMatchObject([{ title: 'New clocks' }]);
    expect((await getIds(app, { url })).id).toBe(before.id);
  });

  it('that was edited goes on as the same take', async () => {
    await using app = await createTestApp({ engine });
    for (const [first, second] of permutations([kept, other])) {
      await app.publish({ 'old.md': first! });
      const before = await getIds(app, { url });
      rmSync(path.join(app.folder, 'old.md'));
      expect(await app.publish({ 'new.md': second! })).toEqual({ ...none, updated: 1 });
      expect(await takesIn(app)).toEqual([textOf(second!)]);
      expect((await getIds(app, { url })).takes.nodes[0]!.id).toBe(before.takes.nodes[0]!.id);
      move(app, 'new.md', 'old.md');
      expect(await app.ingest()).toEqual({ ...none, unchanged: 1 });
    }
  });

  it('may leave its place to another', async () => {
    const bells = markdown({ title: 'Bells', url: 'https://journal.example/bells' }, 'Bells.');
    for (const names of permutations(['1.md', '2.md'])) {
      await using app = await createTestApp({ engine });
      await app.publish({ '1.md': kept });
      move(app, '1.md', '2.md');
      await app.write({ '1.md': bells });
      await app.ingest(names);
      expect((await takesIn(app)).sort()).toEqual(['Bells.', textOf(kept)].sort());
      expect(await app.ingest()).toEqual({ ...none, unchanged: 2 });
    }
  });

  it('takes its entries with it where a feed says no address: another may come to its old place', async () => {
    await using app = await createTestApp({ engine });
    const feedOf = (text: string) =>
      JSON.stringify({ items: [{ title: 'A link', external_url: url, content_text: text }] });
    await app.publish({ 'one.json': feedOf('First.') });
    const { takes } = await getIds(app, { url });
    renameSync(path.join(app.folder, 'one.json'), path.join(app.folder, 'two.json'));
    expect(await app.ingest()).toEqual({ ...none, unchanged: 1 });
    expect((await getIds(app, { url })).takes).toEqual(takes);
    expect(await app.publish({ 'one.json': feedOf('Second.') })).toEqual({ ...none, created: 1 });
    expect((await takesIn(app)).sort()).toEqual(['First.', 'Second.']);
  });
});

describe.each(engines)('a feed that says another address of itself on %s', (engine) => {
  const entries = (text: string) => [
    { id: '1', url: permalink, title: 'Clocks', content_text: text },
    { id: '2', external_url: url, title: 'A link', content_text: text },
  ];

  it('goes on with its entries', async () => {
    await using app = await createTestApp({ engine });
    const feedAt = (feed_url?: string) =>
      JSON.stringify({ home_page_url: 'https://blog.example/', feed_url, items: entries('Text.') });
    await app.publish({ 'feed.json': feedAt() });
    const before = [await getIds(app, { url: permalink }), await getIds(app, { url })];
    for (const feed_url of ['https://blog.example/feed', 'https://blog.example/feed.json']) {
      expect(await app.publish({ 'feed.json': feedAt(feed_url) })).toEqual({ ...none, unchanged: 2 });
      expect([await getIds(app, { url: permalink }), await getIds(app, { url })]).toEqual(before);
    }
  });

  it('and edits them takes their later text', async () => {
    await using app = await createTestApp({ engine });
    for (const [i, text] of ['One.', 'Two.', 'Three.', 'Four.'].entries()) {
      const feed = { feed_url: `https://blog.example/${i}`, items: entries(text).slice(0, 1) };
      const report = await app.publish({ 'feed.json': JSON.stringify(feed) });
      expect(report).toEqual({ ...none, ...(i === 0 ? { created: 1 } : { updated: 1 }) });
      expect(await takesIn(app)).toEqual([text]);
    }
  });
});
