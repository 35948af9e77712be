import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { describe, expect, inject, test } from 'vitest';
import type { IngestReport } from '../../src/ingest/report.ts';
import { createDatabase, engines } from '../support/engines.ts';
import { run } from './captured-io.ts';

function writeFiles(files: Record<string, string | Buffer>): string {
  const folder = mkdtempSync(path.join(inject('runDirectory'), 'formats-'));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), content);
  }
  return folder;
}

const text = 'Tables stand on four legs, as a rule, and that has held for long. '.repeat(8);
const page = (name: string) =>
  `<!doctype html><title>${name}</title><link rel=canonical href="https://pub.example/${name}"><article><p>${text}</p></article>`;
const rss = (name: string) =>
  `<rss><channel><title>B</title><link>https://b.example/</link><item><title>${name}</title><link>https://b.example/${name}</link></item></channel></rss>`;

describe.each(engines)('ibid ingest of many formats, on %s', (engine) => {
  test('tells each by its content, in one folder, and reports each source with what gave the fields of a page', async () => {
    await using database = await createDatabase(engine);
    const mixed = writeFiles({
      'a.md': '# A piece in Markdown',
      'page.txt': page('one'),
      'feed.html': rss('two'),
      'deep/no-name': rss('three'),
      'deep/packed.md.gz': gzipSync('# A packed piece'),
      'take.data': 'A headline\nOur take\n\nText.\n',
      'latin.md': Buffer.from('# Caf\xe9 au lait', 'latin1'),
      'latin.xml': Buffer.from(rss('caf\xe9'), 'latin1'),
      'package.json': '{"name": "x", "items": 3}',
      'code.js': 'const a = 1;',
      'picture.gif': Buffer.from('GIF89a\0\0\0'),
    });
    const { status, stdout } = await run([
      'ingest',
      mixed,
      writeFiles({ 'b.md': '# B piece' }),
      '--json',
      '--database',
      database.url,
      '--publication-url',
      'https://pub.example/',
    ]);
    const report = JSON.parse(stdout) as IngestReport;
    expect(report.problems.map(({ source, item, code }) => [path.basename(source), item, code])).toEqual([
      ['latin.md', 'encoding', 'ENCODING_GUESSED'],
      ['latin.xml', 'encoding', 'ENCODING_GUESSED'],
    ]);
    expect([status, report.created]).toEqual([0, 9]);
    expect(report.sources.map(({ source, created }) => [source === mixed, created])).toEqual([
      [true, 8],
      [false, 1],
    ]);
    expect(report.pages).toEqual([
      {
        source: path.join(mixed, 'page.txt'),
        fields: { title: 'readability', url: 'html', summary: 'readability' },
      },
    ]);
  });

  test('reads standard input: the same again is unchanged, another is another', async () => {
    await using database = await createDatabase(engine);
    const ingest = async (content: string | Buffer) => {
      const { stdout } = await run(['ingest', '-', '--json', '--database', database.url], {
        stdin: Readable.from([Buffer.from(content)]),
      });
      const { created, unchanged, problems } = JSON.parse(stdout) as IngestReport;
      return [created, unchanged, problems.length];
    };
    expect(await ingest('---\ntitle: From a pipe\n---\nText.')).toEqual([1, 0, 0]);
    expect(await ingest('---\ntitle: From a pipe\n---\nText.')).toEqual([0, 1, 0]);
    expect(await ingest(gzipSync(rss('x')))).toEqual([1, 0, 0]);
    expect(await ingest('who knows')).toEqual([0, 0, 1]);
  });

  test('reads the feeds of a list that are files below it, and tells its addresses', async () => {
    await using database = await createDatabase(engine);
    const folder = writeFiles({
      'lists/subscriptions.xml': `<opml version="2.0"><body><outline text="Folder"><outline text="One" xmlUrl="feeds/one.xml"/></outline>
        <outline text="Two" xmlUrl="https://two.example/feed"/><outline xmlUrl="../outside.xml"/><outline xmlUrl="gone.xml"/><outline xmlUrl="text.md"/></body></opml>`,
      'lists/feeds/one.xml': rss('one'),
      'lists/text.md': '# No feed',
      'outside.xml': rss('outside'),
    });
    const list = path.join(folder, 'lists/subscriptions.xml');
    const { status, stdout } = await run(['ingest', list, '--json', '--database', database.url]);
    const report = JSON.parse(stdout) as IngestReport;
    expect([status, report.created, report.failed, report.sources[0]!.skipped]).toEqual([1, 1, 3, 1]);
    expect(
      report.problems.map(({ source, item, code }) => [path.relative(folder, source), item, code]),
    ).toEqual([
      ['lists/subscriptions.xml', 'https://two.example/feed', 'ADDRESS_SKIPPED'],
      ['outside.xml', null, 'LIST_INVALID'],
      ['lists/gone.xml', null, 'NOT_FOUND'],
      ['lists/text.md', null, 'LIST_INVALID'],
    ]);
  });
});
