import { mkdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../support/app.ts';
import { engines } from '../support/engines.ts';
import { listGraph, markdown, none } from './documents.ts';

const documents = {
  'posts/a.md': markdown(
    { title: 'A piece on clocks', url: 'https://a.example/', authors: ['Ada'] },
    'See [b](https://b.example/).',
  ),
  'posts/b.md': markdown({ title: 'B', url: 'https://b.example/', topics: ['Time'] }, 'B.'),
  'posts2/c.md': markdown({ title: 'C', url: 'https://c.example/' }, 'C. As A Piece on Clocks says.'),
};
const remove = (app: TestApp, name: string) => rmSync(path.join(app.folder, name), { recursive: true });
const titlesIn = async (app: TestApp) => (await listGraph(app)).articles.map(({ title }) => title);

describe.each(engines)('a file that is gone on %s', (engine) => {
  it('takes nothing away', async () => {
    await using app = await createTestApp({ engine });
    await app.publish(documents);
    remove(app, 'posts/b.md');
    expect(await app.ingest()).toEqual({ ...none, unchanged: 2 });
    expect(await titlesIn(app)).toEqual(['A piece on clocks', 'B', 'C']);
  });

  it('is removed by --prune, with all that followed from it; what is elsewhere stays', async () => {
    await using app = await createTestApp({ engine });
    await app.publish({ 'posts/a.md': documents['posts/a.md'], 'posts2/c.md': documents['posts2/c.md'] });
    const before = await listGraph(app);
    await app.publish({ 'posts/b.md': documents['posts/b.md'] });
    remove(app, 'posts/b.md');
    remove(app, 'posts2/c.md');
    expect(await app.ingest(['posts'], { prune: true, dryRun: true })).toMatchObject({ removed: 1 });
    expect((await listGraph(app)).stats).toMatchObject({ articles: 3, crossReferences: 2, topics: 1 });
    expect(await app.ingest(['posts'], { prune: true })).toEqual({ ...none, unchanged: 1, removed: 1 });
    expect(await listGraph(app)).toEqual(before);
    expect(await app.ingest(['posts'], { prune: true })).toEqual({ ...none, unchanged: 1, removed: 0 });
  });

  it('is not removed where it was only moved, or its folder is empty or gone', async () => {
    await using app = await createTestApp({ engine });
    await app.publish(documents);
    mkdirSync(path.join(app.folder, 'posts/deeper'));
    renameSync(path.join(app.folder, 'posts/b.md'), path.join(app.folder, 'posts/deeper/b.md'));
    expect(await app.ingest(['posts'], { prune: true })).toEqual({ ...none, unchanged: 2, removed: 0 });
    remove(app, 'posts/deeper');
    remove(app, 'posts/a.md');
    remove(app, 'posts2');
    const report = await app.ingest(['posts', 'posts2'], { prune: true });
    expect(report).toMatchObject({ failed: 2, removed: 0 });
    expect(report.problems.map(({ code }) => code)).toEqual(['EMPTY_FOLDER', 'NOT_FOUND']);
    expect(await titlesIn(app)).toHaveLength(3);
  });

  it('goes by lines in a file of lines, unless a line is broken', async () => {
    await using app = await createTestApp({ engine });
    const line = (title: string) => JSON.stringify({ title, text: title });
    const topic = JSON.stringify({ type: 'topic', name: 'Time', description: 'What passes.' });
    await app.publish({ 'all.jsonl': [line('One'), line('Two'), line('Three'), topic].join('\n') });
    await app.write({ 'all.jsonl': [line('One'), '{', line('Three')].join('\n') });
    expect(await app.ingest(undefined, { prune: true })).toMatchObject({
      failed: 1,
      removed: 0,
      problems: [{ code: 'JSON_INVALID' }, { item: null, code: 'PRUNE_SKIPPED' }],
    });
    await app.write({ 'all.jsonl': [line('One'), line('Three')].join('\n') });
    expect(await app.ingest(undefined, { prune: true })).toEqual({ ...none, unchanged: 2, removed: 2 });
    expect((await listGraph(app)).stats).toMatchObject({ articles: 2, topics: 0 });
  });

  it('goes by lines also where one is there twice', async () => {
    await using app = await createTestApp({ engine });
    const line = (title: string, text: string) => JSON.stringify({ title, text });
    await app.publish({ 'all.jsonl': [line('One', 'A.'), line('One', 'B.'), line('Two', 'C.')].join('\n') });
    await app.write({ 'all.jsonl': [line('One', 'A.'), line('One', 'B.')].join('\n') });
    expect(await app.ingest(undefined, { prune: true })).toMatchObject({ failed: 1, removed: 1 });
    expect(await titlesIn(app)).toEqual(['One']);
  });

  it('is removed also where a line is a draft, whose document stays, and where a link leads nowhere', async () => {
    await using app = await createTestApp({ engine });
    const line = (title: string, draft?: true) => JSON.stringify({ title, text: title, draft });
    await app.publish({ 'all.jsonl': ['One', 'Two', 'Three'].map((title) => line(title)).join('\n') });
    await app.write({ 'all.jsonl': [line('One', true), line('Three')].join('\n') });
    symlinkSync('/nowhere', path.join(app.folder, 'dangling.md'));
    expect(await app.ingest(undefined, { prune: true })).toMatchObject({
      unchanged: 1,
      failed: 1,
      removed: 1,
      problems: [{ code: 'DRAFT_SKIPPED' }, { code: 'NOT_FOUND' }],
    });
    expect(await titlesIn(app)).toEqual(['One', 'Three']);
  });
});
