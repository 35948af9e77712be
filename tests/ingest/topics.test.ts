import { rmSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../support/app.ts';
import { engines } from '../support/engines.ts';
import { TopicListingDocument } from '../support/gql/graphql.ts';
import { markdown, none, ordersOn, relativeTo } from './documents.ts';

type TopicLine = { name: string; aliases?: string[]; description?: string; broader?: string };

const lines = (...topics: TopicLine[]) =>
  topics.map((topic) => `${JSON.stringify({ type: 'topic', ...topic })}\n`).join('');
const piece = (title: string, ...topics: string[]) =>
  markdown({ title, url: `https://journal.example/${title}`, topics });

/** Every topic as `name (aliases) < broader: description, articles with narrower, ancestors from below`. */
async function tree(app: TestApp): Promise<string[]> {
  const { topics } = await app.execute(TopicListingDocument);
  return topics.nodes.map(({ name, aliases, broader, description, articleCount, articles }) => {
    const alias = aliases.length > 0 ? ` (${aliases.join(', ')})` : '';
    const above = [broader?.name, broader?.broader?.name].filter((one) => one !== undefined);
    const own = articles.nodes.map(({ title }) => title).join('+');
    return `${name}${alias} < ${above.join(' < ') || '-'}: ${description ?? '-'}, ${articleCount} of ${own}`;
  });
}

describe.each(engines)('topics that documents describe on %s', (engine) => {
  const documents = {
    'topics.jsonl': lines(
      { name: 'Lightning', aliases: ['LN', 'Lightning Network'], broader: 'Bitcoin' },
      { name: 'Channels', description: 'Two parties, one output.', broader: 'LN' },
    ),
    'more.jsonl': lines({ name: 'channels', description: 'Later in the alphabet: two parties.' }),
    'a.md': piece('a', 'ln'),
    'b.md': piece('b', 'lightning network', 'Lightning'),
    'c.md': piece('c', 'CHANNELS'),
  };

  it('have names, aliases, a place and counts, whatever came first', async () => {
    for (const names of ordersOn(engine, Object.keys(documents)).filter((_, i) => i % 7 === 0)) {
      await using app = await createTestApp({ engine });
      await app.write(documents);
      for (const name of names) expect(await app.ingest([name])).toMatchObject({ failed: 0, problems: [] });
      expect(await tree(app)).toEqual([
        'Bitcoin < -: -, 3 of a+b+c',
        'CHANNELS < Lightning < Bitcoin: Later in the alphabet: two parties., 1 of c',
        'Lightning (Lightning Network, LN) < Bitcoin: -, 3 of a+b+c',
      ]);
      expect(await app.ingest()).toEqual({ ...none, unchanged: 6 });
    }
  });

  it('count their own articles where one goes and another comes in its place', async () => {
    await using app = await createTestApp({ engine });
    const old = {
      'a.md': piece('a', 'Alpha'),
      'b.md': piece('b', 'Base'),
      'c.md': piece('c', 'Base', 'Last'),
    };
    await app.publish(old);
    // In one transaction: the number of the topic that goes last may be the next one's.
    const edited = {
      'b.md': piece('b', 'Alpha'),
      'c.md': piece('c', 'Alpha'),
      'd.md': piece('d', 'New', 'Other'),
    };
    expect(await app.publish(edited)).toMatchObject({ created: 1, updated: 2 });
    expect(await tree(app)).toEqual([
      'Alpha < -: -, 3 of a+b+c',
      'New < -: -, 1 of d',
      'Other < -: -, 1 of d',
    ]);
    expect(await app.publish({ ...old, 'd.md': piece('d') })).toMatchObject({ updated: 3 });
    expect(await tree(app)).toEqual(['Alpha < -: -, 1 of a', 'Base < -: -, 2 of b+c', 'Last < -: -, 1 of c']);
  });

  it('give back what they had by a line that is gone', async () => {
    await using app = await createTestApp({ engine });
    await app.publish(documents);
    await app.write({ 'topics.jsonl': lines({ name: 'Channels', broader: 'LN' }) });
    expect(await app.ingest(undefined, { prune: true })).toMatchObject({ updated: 1, removed: 1 });
    expect(await tree(app)).toEqual([
      'CHANNELS < ln: Later in the alphabet: two parties., 1 of c',
      'Lightning < -: -, 1 of b',
      'lightning network < -: -, 1 of b',
      'ln < -: -, 2 of a+c',
    ]);
  });

  it('in a circle: one edge is refused and named, the same one whatever came first', async () => {
    const circle = {
      'a.jsonl': lines({ name: 'A', broader: 'B' }),
      'b.jsonl': lines({ name: 'B', broader: 'C' }),
      'c.jsonl': lines({ name: 'C', broader: 'A', description: 'Kept.' }),
      'd.md': piece('d', 'A'),
    };
    for (const names of ordersOn(engine, Object.keys(circle))) {
      await using app = await createTestApp({ engine });
      await app.write(circle);
      const refused = {
        source: 'c.jsonl',
        item: 'line 1',
        code: 'TOPIC_CYCLE',
        message: 'Broader topics lead round in a circle: “C” → “A” → “B” → “C”; “C” gets no broader topic',
      };
      expect(relativeTo(app, await app.ingest(names))).toEqual({
        ...none,
        created: 3,
        failed: 1,
        problems: [refused],
      });
      expect(await tree(app)).toEqual(['A < B < C: -, 1 of d', 'B < C: -, 1 of d', 'C < -: Kept., 1 of d']);
      expect(relativeTo(app, await app.ingest())).toEqual({
        ...none,
        unchanged: 3,
        failed: 1,
        problems: [refused],
      });
      // Opened elsewhere, the circle is none any more.
      await app.publish({ 'a.jsonl': lines({ name: 'A' }) });
      expect(await tree(app)).toEqual(['A < -: -, 1 of d', 'B < C < A: -, 0 of ', 'C < A: Kept., 0 of ']);
      expect(await app.ingest()).toEqual({ ...none, unchanged: 4 });
    }
  });

  it('keep their name where it is another’s alias, and an alias is one topic’s', async () => {
    await using app = await createTestApp({ engine });
    const report = await app.publish({
      'topics.jsonl': lines(
        { name: 'Zinc', aliases: ['Metal', 'Thing'] },
        { name: 'Iron', aliases: ['metal', 'Zinc'] },
      ),
      'a.md': piece('a', 'metal'),
      'b.md': piece('b', 'zinc'),
    });
    expect(report.problems.map(({ item, code, message }) => [item, code, message])).toEqual([
      ['line 2', 'TOPIC_ALIAS_TAKEN', 'The alias “zinc” is left out: it is the name of the topic “zinc”'],
    ]);
    expect((await app.ingest()).problems.map(({ message }) => message)).toEqual([
      'The alias “metal” is left out: it is an alias of the topic “iron”',
      'The alias “zinc” is left out: it is the name of the topic “zinc”',
    ]);
    expect(await tree(app)).toEqual(['Iron (metal) < -: -, 1 of a', 'Zinc (Thing) < -: -, 1 of b']);
  });

  it('whose name is another’s alias go when only that speaks of them', async () => {
    await using app = await createTestApp({ engine });
    await app.publish({
      'time.jsonl': lines({ name: 'Time', description: 'What passes.' }),
      'bells.jsonl': lines({ name: 'Bells', aliases: ['Time'] }),
      'a.md': piece('a', 'Time'),
    });
    expect(await tree(app)).toEqual(['Bells < -: -, 0 of ', 'Time < -: What passes., 1 of a']);
    rmSync(path.join(app.folder, 'time.jsonl'));
    expect(await app.ingest(undefined, { prune: true })).toMatchObject({ unchanged: 2, removed: 1 });
    expect(await tree(app)).toEqual(['Bells (Time) < -: -, 1 of a']);
  });

  it('are spelt alike whatever came first, also where they are only said to be broader', async () => {
    const documents = {
      'one.jsonl': lines({ name: 'Sorting', broader: 'computing' }),
      'two.jsonl': lines({ name: 'Searching', broader: 'COMPUTING' }),
    };
    for (const names of ordersOn(engine, Object.keys(documents))) {
      await using app = await createTestApp({ engine });
      await app.write(documents);
      await app.ingest(names);
      expect((await tree(app))[0]).toBe('COMPUTING < -: -, 0 of ');
      await app.publish({ 'two.jsonl': lines({ name: 'Searching' }) });
      expect((await tree(app))[0]).toBe('computing < -: -, 0 of ');
    }
  });
});
