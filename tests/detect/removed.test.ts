import { describe, expect, it } from 'vitest';
import { openStore } from '../../src/db/store.ts';
import { removeReference } from '../../src/reference/removal.writes.ts';
import { createTestApp, type TestApp } from '../support/app.ts';
import { engines } from '../support/engines.ts';
import { foundFaults } from '../doctor/found-faults.ts';
import { piece, referenceIds, referenceLines } from './found-references.ts';

const tables = 'https://a.example/tables';
const mirror = 'https://mirror.example/tables';
const chairs = piece('On the Making of Chairs', { url: 'https://a.example/chairs' });
const take = (body: string, place = 1) =>
  piece('Take', { url: `https://a.example/${place}`, permalink: `https://take.example/${place}`, body });
const toChairs = (start: number) => `Take → On the Making of Chairs TITLE ${start} “On the Making of Chairs”`;

/** Removes the reference that has this global id. */
async function remove(app: TestApp, id: string | undefined): Promise<void> {
  const [, takeUid, targetUid] = Buffer.from(id!, 'base64').toString().split(':');
  await using store = openStore(app.databaseUrl);
  await store.write(async (trx) => {
    const { id: takeId } = await trx
      .selectFrom('take')
      .select('id')
      .where('uid', '=', takeUid!)
      .executeTakeFirstOrThrow();
    await removeReference(trx, takeId, targetUid!);
  });
}

describe.each(engines)('a reference that was removed, on %s', (engine) => {
  it.each(['A History of Tables', `[Tables](${tables})`])('is not found again in “%s”', async (naming) => {
    await using app = await createTestApp({ engine });
    const named = { 'take.md': take(`${naming}. On the Making of Chairs.`) };
    await app.publish({
      'tables.md': piece('A History of Tables', { url: tables }),
      'chairs.md': chairs,
      ...named,
    });
    const ids = await referenceIds(app);
    await remove(app, ids['Take → A History of Tables']);
    const rest = (await referenceLines(app)).join();
    expect(rest).toMatch(/^Take → On the Making of Chairs TITLE \d+ “On the Making of Chairs”$/);
    expect(await foundFaults(app.databaseUrl)).toEqual([]);

    await app.publish({
      'take.md': take(`Again: [it](${tables}), “A History of Tables”. On the Making of Chairs.`),
    });
    expect(await referenceLines(app)).toEqual([toChairs(34)]);
    // The article's other titles and addresses are not found in it either.
    await app.publish({
      'tables.md': piece('All About Our Tables', { url: tables, aliases: ['A History of Tables'] }),
      'take.md': take('All About Our Tables, a history. On the Making of Chairs.'),
    });
    expect(await referenceLines(app)).toEqual([toChairs(33)]);
    expect(await referenceIds(app)).toEqual({
      'Take → On the Making of Chairs': ids['Take → On the Making of Chairs'],
    });
    expect(await foundFaults(app.databaseUrl)).toEqual([]);
  });

  it('is not found where its article is merged into another, and only that one once they are parted', async () => {
    await using app = await createTestApp({ engine });
    const pieces = {
      'tables.md': piece('A History of Tables', { url: tables }),
      'mirror.md': piece('Tables of the Mirror', { url: mirror }),
    };
    await app.publish({ ...pieces, 'take.md': take(`[One](${tables}), [two](${mirror}).`) });
    await remove(app, (await referenceIds(app))['Take → Tables of the Mirror']);
    const onlyTables = ['Take → A History of Tables LINK 0 “One”'];
    expect(await referenceLines(app)).toEqual(onlyTables);

    const both = {
      'both.jsonl': JSON.stringify({ title: 'A History of Tables', url: tables, otherUrls: [mirror] }),
    };
    await app.publish(both);
    expect(await referenceLines(app)).toEqual([]);
    expect(await foundFaults(app.databaseUrl)).toEqual([]);

    await app.publish({ 'both.jsonl': JSON.stringify({ title: 'A History of Tables', url: tables }) });
    expect(await referenceLines(app)).toEqual(onlyTables);
    expect(await foundFaults(app.databaseUrl)).toEqual([]);
  });

  it('is not found in the take that goes on with two that turn out to be one', async () => {
    await using app = await createTestApp({ engine });
    const text = 'A History of Tables. On the Making of Chairs.';
    await app.publish({
      'tables.md': piece('A History of Tables', { url: tables }),
      'chairs.md': chairs,
      'take.md': take(text),
      'other.md': take(`${text} More.`, 2).replace('Take', 'Other'),
    });
    await remove(app, (await referenceIds(app))['Other → A History of Tables']);
    expect(await referenceLines(app)).toHaveLength(3);
    await app.publish({ 'other.md': take(`${text} More.`) });
    expect(await referenceLines(app)).toEqual([toChairs(21)]);
    expect(await foundFaults(app.databaseUrl)).toEqual([]);
  });

  it('is not found in the take of two articles that turn out to be one', async () => {
    await using app = await createTestApp({ engine });
    const text = 'A History of Tables. On the Making of Chairs.';
    const [first, second] = ['https://a.example/1', 'https://a.example/2'];
    await app.publish({
      'tables.md': piece('A History of Tables', { url: tables }),
      'chairs.md': chairs,
      'first.md': piece('First', { url: first, body: text }),
      'second.md': piece('Second', { url: second, body: text }),
    });
    await remove(app, (await referenceIds(app))['Second → A History of Tables']);
    const both = { title: 'First', url: first, otherUrls: [second] };
    await app.publish({ 'both.jsonl': JSON.stringify(both) });
    expect(await referenceLines(app)).toEqual([toChairs(21).replace('Take', 'First')]);
    expect(await foundFaults(app.databaseUrl)).toEqual([]);
  });
});
