import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { openStore } from '../../src/db/store.ts';
import { pathBudget } from '../../src/graph/path.queries.ts';
import { createTestApp, type TestApp } from '../support/app.ts';
import { engines } from '../support/engines.ts';
import {
  NeighborhoodOfDocument,
  type NeighborhoodOfQueryVariables,
  PathBetweenDocument,
  type PathBetweenQueryVariables,
} from '../support/gql/graphql.ts';
import { articleIdsBySlug } from './article-ids.ts';

/** A chain of eight, each of which refers to the next. */
const chain = Array.from(
  { length: 8 },
  (_, i) =>
    `${JSON.stringify({ title: `Link ${i}`, url: `https://chain.example/${i}`, markdown: i < 7 ? `[next](https://chain.example/${i + 1})` : 'End.' })}\n`,
).join('');

async function openChain(engine: (typeof engines)[number]) {
  const app = await createTestApp({ engine });
  await app.publish({ 'chain.jsonl': chain });
  const ids = await articleIdsBySlug(app);
  const id = (i: number) => ids.get(`link-${i}`)!;
  return { app, id };
}

async function lengthOf(app: TestApp, variables: PathBetweenQueryVariables): Promise<number | null> {
  const { path } = await app.execute(PathBetweenDocument, variables);
  return path?.length ?? null;
}

/**
 * Two articles that many others refer to each: takes and references alone.
 *
 * @param counted how many are said to refer to each
 */
async function addHubs(app: TestApp, size: number, counted = size): Promise<void> {
  await using store = openStore(app.databaseUrl);
  const numbers = app.databaseUrl.startsWith('sqlite')
    ? sql`(with recursive n (i) as (select 1 union all select i + 1 from n where i < ${sql.lit(size)}) select i from n) as n`
    : sql`generate_series(1, ${sql.lit(size)}) as n (i)`;
  await store.write(async (trx) => {
    for (const hub of ['left', 'right'] as const) {
      const named = sql`cast('${sql.raw(hub)} ' || i as text)`;
      await sql`
        insert into article (uid, key, slug, title, title_key, created_at, updated_at, reference_count)
        select ${named}, ${named}, ${named}, ${named}, '', '', '', 1 from ${numbers}
      `.execute(trx);
      await sql`
        insert into article (uid, key, slug, title, title_key, created_at, updated_at, referenced_by_count)
        values (${hub}, ${hub}, ${hub}, ${hub}, '', '', '', ${counted})
      `.execute(trx);
      await sql`
        insert into take (uid, key, article_id, created_at, updated_at, revision)
        select uid, key, id, '', '', 1 from article where key like ${`${hub} %`}
      `.execute(trx);
      await sql`
        insert into cross_reference
          (take_id, source_id, target_id, kind, detected_by, confidence, position, anchors, take_time, take_key)
        select take.id, take.article_id, (select id from article where key = ${hub}), 'MENTION', 'LINK', 1, 1, '[]', '', key
        from take where key like ${`${hub} %`}
      `.execute(trx);
    }
  });
}

const globalId = (uid: string) => Buffer.from(`Article:${uid}`).toString('base64');

describe.each(engines)('a path on %s', (engine) => {
  it('has at most as many steps as are asked for, in the direction that is asked for', async () => {
    await using opened = (await openChain(engine)).app;
    const ids = await articleIdsBySlug(opened);
    const id = (i: number) => ids.get(`link-${i}`)!;
    const length = (from: number, to: number, rest: Partial<PathBetweenQueryVariables> = {}) =>
      lengthOf(opened, { from: id(from), to: id(to), ...rest });
    expect(await length(0, 6)).toBe(6);
    expect(await length(0, 7)).toBeNull();
    expect(await length(0, 6, { maxLength: 5 })).toBeNull();
    expect(await length(6, 0)).toBe(6);
    expect(await length(6, 0, { direction: 'FORWARD' })).toBeNull();
    expect(await length(6, 0, { direction: 'BACKWARD' })).toBe(6);
    expect(await length(0, 6, { direction: 'FORWARD', maxLength: null })).toBe(6);
    const { path } = await opened.execute(PathBetweenDocument, { from: id(3), to: id(3) });
    expect(path).toEqual({ length: 0, articles: [{ slug: 'link-3' }], references: [] });
  });

  it('is none between what is no article', async () => {
    const { app, id } = await openChain(engine);
    await using opened = app;
    for (const other of ['', 'x', globalId('none'), Buffer.from('Take:1').toString('base64')])
      expect(await lengthOf(opened, { from: id(0), to: other })).toBeNull();
  });

  it('is refused where more steps are asked for than there may be', async () => {
    const { app, id } = await openChain(engine);
    await using opened = app;
    for (const maxLength of [0, 7, -1]) {
      const { errors, status } = await opened.send(PathBetweenDocument, {
        from: id(0),
        to: id(1),
        maxLength,
      });
      expect(errors).toMatchObject([
        {
          message: `\`path\`: \`maxLength\` is ${maxLength}; allowed are 1 to 6`,
          extensions: { code: 'BAD_USER_INPUT' },
        },
      ]);
      expect(status).toBe(400);
    }
  });

  it('goes round hubs where it can, and says when it cannot', async () => {
    const { app, id } = await openChain(engine);
    await using opened = app;
    await addHubs(opened, 100, pathBudget + 1);
    const [left, right] = [globalId('left'), globalId('right')];
    // From the other side it is one reference.
    expect(await lengthOf(opened, { from: left, to: globalId('left 77') })).toBe(1);
    expect(await lengthOf(opened, { from: left, to: right, direction: 'FORWARD' })).toBeNull();
    // Nothing leads away from a piece of the chain: the hub need not be looked at.
    expect(await lengthOf(opened, { from: left, to: id(0), direction: 'BACKWARD' })).toBeNull();
    const { data, errors, status } = await opened.send(PathBetweenDocument, { from: left, to: right });
    expect(status).toBe(200);
    expect(data).toEqual({ path: null });
    expect(errors).toMatchObject([
      {
        message: `A path takes more than ${pathBudget.toLocaleString('en')} references to be looked at, which is all that is allowed. Ask for a smaller \`maxLength\` or for one \`direction\``,
        path: ['path'],
        extensions: { code: 'BUDGET_EXCEEDED' },
      },
    ]);
    // One refers to the other: for that neither need be gone through.
    await using store = openStore(opened.databaseUrl);
    await store.write(async (trx) => {
      const of = (hub: string) => sql`(select id from article where key = ${hub})`;
      await sql`
        insert into take (uid, key, article_id, created_at, updated_at, revision)
        values ('right', 'right', ${of('right')}, '', '', 1)
      `.execute(trx);
      await sql`
        insert into cross_reference
          (take_id, source_id, target_id, kind, detected_by, confidence, position, anchors, take_time, take_key)
        select id, article_id, ${of('left')}, 'MENTION', 'LINK', 1, 1, '[]', '', key from take where key = 'right'
      `.execute(trx);
    });
    expect(await lengthOf(opened, { from: left, to: right })).toBe(1);
  });
});

describe.each(engines)('a neighbourhood on %s', (engine) => {
  it('is cut at its limit, and says so', async () => {
    const { app, id } = await openChain(engine);
    await using opened = app;
    const around = async (variables: NeighborhoodOfQueryVariables) => {
      const { neighborhood } = await opened.execute(NeighborhoodOfDocument, variables);
      return neighborhood && [neighborhood.articles.map(({ slug }) => slug), neighborhood.truncated];
    };
    expect(await around({ id: id(3) })).toEqual([['link-3', 'link-4', 'link-2'], false]);
    expect(await around({ id: id(3), limit: 3 })).toEqual([['link-3', 'link-4', 'link-2'], false]);
    expect(await around({ id: id(3), limit: 2 })).toEqual([['link-3', 'link-4'], true]);
    expect(await around({ id: id(3), limit: 1 })).toEqual([['link-3'], true]);
    expect(await around({ id: id(0), depth: 6 })).toEqual([
      ['link-0', 'link-1', 'link-2', 'link-3', 'link-4', 'link-5', 'link-6'],
      false,
    ]);
    expect(await around({ id: globalId('none') })).toBeNull();
    await addHubs(opened, 3_000);
    const hub = await opened.execute(NeighborhoodOfDocument, { id: globalId('left'), depth: 3, limit: 500 });
    expect(hub.neighborhood!.articles).toHaveLength(500);
    expect(hub.neighborhood!.references).toHaveLength(499);
    expect(hub.neighborhood!.truncated).toBe(true);
  });

  it('is complete where many takes refer to the same', async () => {
    await using app = await createTestApp({ engine });
    const takes = Array.from(
      { length: 40 },
      (_, i) =>
        `${JSON.stringify({ title: 'Much', url: 'https://much.example/', permalink: `https://much.example/${i}`, date: `2024-03-01T00:00:${10 + i}Z`, markdown: '[it](https://much.example/it)' })}\n`,
    );
    const other = {
      title: 'Other',
      url: 'https://much.example/other',
      date: '2020-01-01',
      markdown: '[it](https://much.example/it)',
    };
    const it = { title: 'It', url: 'https://much.example/it' };
    await app.publish({ 'much.jsonl': `${takes.join('')}${JSON.stringify(other)}\n${JSON.stringify(it)}\n` });
    const ids = await articleIdsBySlug(app);
    const around = async (limit: number) =>
      (await app.execute(NeighborhoodOfDocument, { id: ids.get('it')!, limit })).neighborhood!;
    const whole = await around(3);
    expect(whole.articles.map(({ slug }) => slug)).toEqual(['it', 'much', 'other']);
    expect(whole).toMatchObject({ truncated: false, references: { length: 41 } });
    expect(await around(2)).toMatchObject({ truncated: true, articles: [{ slug: 'it' }, { slug: 'much' }] });
  });

  it('is refused beyond its limits', async () => {
    const { app, id } = await openChain(engine);
    await using opened = app;
    const ask = async (rest: Partial<NeighborhoodOfQueryVariables>) =>
      (await opened.send(NeighborhoodOfDocument, { id: id(0), ...rest })).errors.map(
        ({ message }) => message,
      );
    expect(await ask({ depth: 0 })).toEqual(['`neighborhood`: `depth` is 0; allowed are 1 to 6']);
    expect(await ask({ limit: 501 })).toEqual(['`neighborhood`: `limit` is 501; allowed are 1 to 500']);
    expect(await ask({ depth: null, limit: null })).toEqual([]);
  });
});
