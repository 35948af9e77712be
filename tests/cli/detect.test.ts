import { mkdtempSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, inject, test } from 'vitest';
import { openStore } from '../../src/db/store.ts';
import { createDatabase, createMigratedDatabase, engines } from '../support/engines.ts';
import { run } from './captured-io.ts';

function writeFile(name: string, text: string): string {
  const file = path.join(mkdtempSync(path.join(inject('runDirectory'), 'documents-')), name);
  writeFileSync(file, text);
  return file;
}

const pieces = [
  { title: 'A History of Tables', url: 'https://a.example/tables' },
  { title: 'Lamp Oils', url: 'https://a.example/lamp' },
  { title: 'The Draft About Itself', url: 'https://a.example/draft' },
];
const draft = `---
title: The Draft About Itself
url: https://a.example/draft
---

The Draft About Itself names a history of tables. They burn
lamp oils.`;

describe.each(engines)('ibid detect on %s', (engine) => {
  test('says what a document would refer to and why, and stores nothing', async () => {
    await using database = await createMigratedDatabase(engine);
    const env = { DATABASE_URL: database.url };
    await run(['ingest', writeFile('pieces.jsonl', pieces.map((one) => JSON.stringify(one)).join('\n'))], {
      env,
    });
    const file = writeFile('draft.md', draft);
    expect(await run(['detect', file], { env })).toEqual({
      status: 0,
      stdout: `${file}: 1 reference, 1 suggestion
  0.90 A History of Tables <https://a.example/tables>
       reference: its title, word for word
       The Draft About Itself names a history of tables.
  0.20 Lamp Oils <https://a.example/lamp>
       suggestion: words that are also its title: perhaps by chance
       They burn lamp oils.
`,
      stderr: '',
    });
    const text = 'The page names a history of tables, and goes on with words of no interest. '.repeat(5);
    const page = writeFile('page.html', `<!doctype html><title>A page</title><p>${text}</p>`);
    expect((await run(['detect', page], { env })).stdout).toContain('1 reference, 0 suggestions');
    const { stdout, status } = await run(['detect', file, '--json'], { env });
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      documents: [
        {
          source: file,
          item: null,
          problems: [],
          references: [
            {
              article: {
                id: expect.any(String) as unknown,
                slug: 'a-history-of-tables',
                title: 'A History of Tables',
                url: 'https://a.example/tables',
              },
              anchor: { exact: 'a history of tables', start: 29, end: 48, url: null },
              detectedBy: 'TITLE',
              confidence: 0.9,
              isReference: true,
              reason: 'LONG_TITLE',
              matched: 'A History of Tables',
            },
            { article: { title: 'Lamp Oils' }, isReference: false, reason: 'SHORT_TITLE_IN_PASSING' },
          ],
        },
      ],
    });
    await using store = openStore(database.url);
    expect(await store.db.selectFrom('take').select('id').execute()).toEqual([]);
  });

  test('tells each item of a file, and exits with 1 where one cannot be used', async () => {
    await using database = await createMigratedDatabase(engine);
    const env = { DATABASE_URL: database.url };
    const lines = [JSON.stringify({ title: 'One', markdown: 'Nothing.' }), '{"title": 5}'];
    const file = writeFile('both.jsonl', lines.join('\n'));
    const { status, stdout } = await run(['detect', file], { env });
    expect(status).toBe(1);
    expect(stdout).toMatch(
      /both\.jsonl \(line 1\): 0 references, 0 suggestions\n.*both\.jsonl \(line 2\): cannot be used\n {2}.* \[\w+\]\n$/,
    );
  });

  test('finds nothing where there is no store, and makes none', async () => {
    await using database = await createDatabase(engine);
    const file = writeFile('draft.md', draft);
    expect(await run(['detect', file, '--database', database.url])).toEqual({
      status: 0,
      stdout: `${file}: 0 references, 0 suggestions\n`,
      stderr: '',
    });
  });
});

test('ibid detect says what is wrong with its call', async () => {
  expect(await run(['detect'])).toMatchObject({
    status: 2,
    stderr: 'ibid: detect: FILE is missing. See ibid detect --help\n',
  });
});
