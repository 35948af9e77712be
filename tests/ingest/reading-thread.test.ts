import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import path from 'node:path';
import type { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { prepareDocuments } from '../../src/read/prepare.ts';
import { openSources, type ReadStep } from '../../src/read/read-documents.ts';
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
  await using sources = await openSources(named);
  const { files } = sources;
  const expected: ReadStep[] = [];
  for (const file of files) {
    for await (const prepared of prepareDocuments(file)) expected.push({ file, prepared });
    expected.push('end of file');
  }
  const read: ReadStep[] = [];
  for await (const step of sources.read()) read.push(step);
  expect(read).toEqual(expected);
  expect(expected).toHaveLength(401 + 1 + 1 + 1 + files.length);
});

test.each([0, 30])('a reader that stops after %i items ends the thread', async (items) => {
  await using app = await createTestApp({ engine: 'sqlite' });
  await app.write(documents);
  const threads: Worker[] = [];
  const onStart = (message: unknown) => void threads.push((message as { worker: Worker }).worker);
  subscribe('worker_threads', onStart);
  {
    await using sources = await openSources([app.folder]);
    const read = sources.read();
    for (let i = 0; i < items; i++) expect((await read.next()).value).toMatchObject({ prepared: {} });
    expect(threads.map(({ threadId }) => threadId > 0)).toEqual([true]);
  }
  unsubscribe('worker_threads', onStart);
  // Of one that has ended.
  expect(threads[0]!.threadId).toBe(-1);
});
