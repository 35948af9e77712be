import path from 'node:path';
import { expect, test } from 'vitest';
import { findFiles } from '../../src/read/find-files.ts';
import { prepareDocuments } from '../../src/read/prepare.ts';
import { readDocuments, type ReadStep } from '../../src/read/read-documents.ts';
import { createTestApp } from '../support/app.ts';
import { markdown } from './documents.ts';

const prose = 'A clock is a promise that somebody keeps, [as others say](https://a.example/). '.repeat(40);
const lines = Array.from({ length: 400 }, (_, i) =>
  JSON.stringify({ title: `Piece ${i}`, url: `https://journal.example/${i}`, markdown: prose }),
);
/** More than a megabyte, of which a thread reads what can be read. */
const documents = {
  'a.jsonl': [...lines, 'no JSON', ...lines.slice(0, 3)].join('\n'),
  'b.md': markdown({ title: 'Last', url: 'https://journal.example/last' }, prose),
  'c.md': 'No title.',
};

test('what a thread reads is what would be read beside the store, in the same order', async () => {
  await using app = await createTestApp({ engine: 'sqlite' });
  await app.write(documents);
  const named = [app.folder, path.join(app.folder, 'none.md')];
  const { files } = await findFiles(named);
  const expected: ReadStep[] = [];
  for (const file of files) {
    for await (const prepared of prepareDocuments(file)) expected.push({ file, prepared });
    expected.push('end of file');
  }
  const read: ReadStep[] = [];
  for await (const step of readDocuments(files)) read.push(step);
  expect(read).toEqual(expected);
  expect(expected).toHaveLength(401 + 1 + 1 + 1 + files.length);
});

test('a reader that stops early ends the thread', async () => {
  await using app = await createTestApp({ engine: 'sqlite' });
  await app.write(documents);
  const { files } = await findFiles([app.folder]);
  const threads = () => process.getActiveResourcesInfo().filter((name) => name === 'MessagePort').length;
  const before = threads();
  let read = 0;
  for await (const step of readDocuments(files)) {
    expect(step).not.toBe('end of file');
    if (++read === 30) break;
  }
  expect(threads()).toBe(before);
});
