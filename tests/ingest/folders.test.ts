import { spawnSync } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { createTestApp } from '../support/app.ts';
import { engines } from '../support/engines.ts';
import { factsOf } from './fingerprint.ts';
import { listGraph, markdown, none, relativeTo } from './documents.ts';

const titled = (title: string) => markdown({ title }, 'Text.');

describe.each(engines)('a folder on %s', (engine) => {
  it('is searched for files of known kinds, at every depth, but for hidden ones and node_modules', async () => {
    await using app = await createTestApp({ engine });
    await app.write({
      'b.md': titled('B'),
      'A.MARKDOWN': titled('A'),
      'deep/er/c.mdown': titled('C'),
      'deep/d.txt': 'D\n\nText.',
      'deep/e.text': 'E\n\nText.',
      'picture.png': '\x89PNG\r\n\x1a\n\0',
      'settings.yml': '---\nname: x\n---\n',
      'data.json': '{"a": [1]}',
      'style.css': 'p { color: red }',
      README: 'Read me',
      '.hidden.md': titled('Hidden'),
      '.git/x.md': titled('Git'),
      'node_modules/y/z.md': titled('Module'),
      'deep/node_modules/z.md': titled('Module'),
    });
    mkdirSync(path.join(app.folder, 'empty.md'));
    expect(await app.ingest()).toEqual({ ...none, created: 5 });
    expect(Object.keys(await factsOf(app)).sort()).toEqual([
      'A.MARKDOWN',
      'b.md',
      'deep/d.txt',
      'deep/e.text',
      'deep/er/c.mdown',
    ]);
    expect(await app.ingest(['.hidden.md', '.git', 'node_modules/y'])).toEqual({ ...none, created: 3 });
  });

  it('is read in the order of its names, and each file once', async () => {
    await using app = await createTestApp({ engine });
    await app.write({ 'b.md': '-', 'a/z.md': '-', 'a.md': '-', 'c.md': '-' });
    const seen: [number, number][] = [];
    const report = await app.ingest(['b.md', '.', 'a', './a/../b.md'], {
      onProgress: ({ files: { done, total } }) => seen.push([done, total]),
    });
    expect(relativeTo(app, report).problems.map(({ source }) => source)).toEqual([
      'b.md',
      'a/z.md',
      'a.md',
      'c.md',
    ]);
    expect(report.failed).toBe(4);
    expect(seen).toEqual([
      [1, 4],
      [2, 4],
      [3, 4],
      [4, 4],
    ]);
  });

  it('may hold links: to files they are followed, to folders not', async () => {
    await using app = await createTestApp({ engine });
    await app.write({ 'in/a.md': titled('A'), 'out/b.md': titled('B'), 'out/c.data': titled('C') });
    const link = (target: string, name: string) => symlinkSync(target, path.join(app.folder, 'in', name));
    link('a.md', 'same.md');
    link('../out/b.md', 'b.md');
    link('../out/c.data', 'c.md');
    link('../out', 'folder');
    link('../out', 'folder.md');
    link('.', 'round');
    link('nowhere.md', 'broken.md');
    const report = relativeTo(app, await app.ingest(['in']));
    expect(report).toMatchObject({ created: 3, failed: 1 });
    expect(report.problems).toEqual([
      { source: 'in/broken.md', item: null, code: 'NOT_FOUND', message: 'There is no such file or folder' },
    ]);
    expect(Object.keys(await factsOf(app)).sort()).toEqual(['in/a.md', 'out/b.md', 'out/c.data']);
    expect(await app.ingest(['in/same.md', 'out/b.md'])).toEqual({ ...none, unchanged: 2 });
    expect(await app.ingest(['in/folder', 'in/same.md'])).toMatchObject({ unchanged: 3, failed: 0 });
  });

  it('may hold what is no file', async () => {
    await using app = await createTestApp({ engine });
    await app.write({ 'a.md': titled('A') });
    expect(spawnSync('mkfifo', [path.join(app.folder, 'pipe.md')]).status).toBe(0);
    const report = relativeTo(app, await app.ingest());
    expect(report).toMatchObject({ created: 1, failed: 1 });
    expect(report.problems).toMatchObject([{ source: 'pipe.md', code: 'UNREADABLE' }]);
  });

  it('is read in the format that was said, whatever its files are called', async () => {
    await using app = await createTestApp({ engine });
    await app.write({
      'a.md': 'A title\n\n*Text*.',
      'b.txt': 'B title\n\n*Text*.',
      'picture.png': 'C title',
    });
    expect(await app.ingest(undefined, { format: 'text' })).toEqual({ ...none, created: 2 });
    const { articles } = await listGraph(app);
    expect(articles.map(({ title, takes }) => [title, takes.nodes[0]!.body.text])).toEqual([
      ['A title', '*Text*.'],
      ['B title', '*Text*.'],
    ]);
  });
});
