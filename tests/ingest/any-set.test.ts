import { rmSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foundFaults } from '../doctor/found-faults.ts';
import { createTestApp, type TestApp } from '../support/app.ts';
import { type Engine, engines } from '../support/engines.ts';
import {
  type Content,
  contentOf,
  type Feed,
  isOwn,
  type Kind,
  namesOf,
  textOf,
  vagueContent,
} from './any-set-documents.ts';
import { getIds, listGraph, relativeTo } from './documents.ts';
import { fingerprint } from './fingerprint.ts';

/** `IBID_TEST_SETS=2000 IBID_TEST_SEED=7 vitest run tests/ingest/any-set.test.ts -t sqlite` looks further. */
const sets = Number(process.env['IBID_TEST_SETS'] ?? 0);
const seed = Number(process.env['IBID_TEST_SEED'] ?? 20_261_124);
const timeout = sets === 0 ? 60_000 : 3_600_000;
const runs = (usual: Record<Engine, number>, engine: Engine) => ({ numRuns: sets || usual[engine], seed });

type Files = Record<string, Content>;

const kind = fc.constantFrom<Kind>('md', 'md', 'md', 'txt', 'jsonl', 'json');
const file = kind.chain((of) => fc.tuple(fc.constantFrom<string>(...namesOf[of]), contentOf[of]));
/** One feed that says its address stands in one file. */
const files = fc
  .array(file, { minLength: 2, maxLength: 9 })
  .map((all): Files => Object.fromEntries(all))
  .filter((all) => !('own.json' in all && 'deeper/own.json' in all));
const set = files.chain((all) =>
  fc.record({
    all: fc.constant(all),
    order: fc.shuffledSubarray(Object.keys(all), { minLength: Object.keys(all).length }),
    cuts: fc.tuple(fc.nat(Object.keys(all).length), fc.nat(Object.keys(all).length)),
  }),
);

/** Something that happens to one file, by where it stands among those of its kind. */
const change = kind.chain((of) =>
  fc.record({
    of: fc.constant(of),
    what: fc.constantFrom('write', 'write', 'edit', 'move', 'moveAndEdit', 'copy', 'remove'),
    from: fc.nat(9),
    to: fc.nat(9),
    content: contentOf[of],
    vague: fc.option(vagueContent, { freq: 1, nil: null }),
  }),
);
const step = fc.record({
  changes: fc.array(change, { minLength: 1, maxLength: 4 }),
  /** Null for everything, with what is gone removed. */
  some: fc.option(fc.array(fc.nat(20), { minLength: 1, maxLength: 3 }), { nil: null }),
});
const history = fc.record({
  start: files,
  steps: fc.array(step, { minLength: 1, maxLength: 4 }),
  settled: fc.array(contentOf.md, { minLength: namesOf.md.length, maxLength: namesOf.md.length }),
});

const inFull = (contents: Files) =>
  Object.fromEntries(Object.entries(contents).map(([name, content]) => [name, textOf(name, content)]));

/** A slug is given once, by the document that comes first. */
async function graphOf(app: TestApp): Promise<string> {
  const withoutSlugs = (value: unknown) =>
    JSON.stringify(value, (key, inner: unknown) => (key === 'slug' ? undefined : inner), 1);
  const { articles, ...rest } = await listGraph(app);
  return [withoutSlugs(rest), ...articles.map(withoutSlugs).sort()].join('\n');
}

/** What a reader of the store and of reports sees once all is read, which another reading does not change. */
async function settledGraphOf(app: TestApp): Promise<{ graph: string; problems: string[] }> {
  const before = await fingerprint(app);
  const report = relativeTo(app, await app.ingest(undefined, { prune: true }));
  expect(report).toMatchObject({ created: 0, updated: 0, references: 0, removed: 0 });
  expect(await fingerprint(app)).toBe(before);
  expect(await foundFaults(app.databaseUrl)).toEqual([]);
  return {
    graph: await graphOf(app),
    problems: report.problems.map(({ source, item, code }) => `${source} ${item}: ${code}`).sort(),
  };
}

async function fresh(engine: Engine, contents: Files): Promise<{ graph: string; problems: string[] }> {
  await using app = await createTestApp({ engine });
  await app.write(inFull(contents));
  await app.ingest(undefined, { prune: true });
  return await settledGraphOf(app);
}

/** By which articles and takes are known. */
async function idsIn(app: TestApp): Promise<string[]> {
  const ids = [];
  for (const { slug } of (await listGraph(app)).articles) {
    const { id, takes } = await getIds(app, { slug });
    ids.push(id, ...takes.nodes.map((take) => take.id));
  }
  return ids.sort();
}

type Change = { of: Kind; what: string; from: number; to: number; content: Content; vague: string | null };

/** A folder whose files change, and what the store may hold of them. */
class Folder {
  readonly contents: Files = {};
  readonly vague = new Set<string>();
  /** Entries that a feed had stay, as long as a file is where it was. */
  readonly #seen: Files = {};
  readonly #app: TestApp;

  constructor(app: TestApp) {
    this.#app = app;
  }

  async write(name: string, content: Content): Promise<void> {
    const seen = this.#seen[feedOf(name)];
    const whole = typeof content === 'string' ? content : { ...(seen as Feed | undefined), ...content };
    if (typeof whole !== 'string') this.#seen[feedOf(name)] = whole;
    this.contents[name] = whole;
    this.vague.delete(name);
    await this.#app.write({ [name]: textOf(name, whole) });
  }

  remove(name: string): void {
    delete this.contents[name];
    this.vague.delete(name);
    rmSync(path.join(this.#app.folder, name));
  }

  async change({ of, what, from, to, content, vague }: Change): Promise<void> {
    const present = Object.keys(this.contents).filter((name) =>
      (namesOf[of] as readonly string[]).includes(name),
    );
    const absent = namesOf[of].filter((name) => !present.includes(name));
    const target = absent[to % Math.max(absent.length, 1)];
    const name = present[from % Math.max(present.length, 1)];
    if (what === 'write' || name === undefined) {
      const isTaken = target === undefined || (isOwn(target) && present.some(isOwn));
      if (!isTaken) await this.write(target, content);
    } else if (what === 'remove') this.remove(name);
    else if (what === 'edit') {
      await this.write(name, of === 'md' && vague !== null ? vague : content);
      if (of === 'md' && vague !== null) this.vague.add(name);
    } else if (target !== undefined && isOwn(target) === isOwn(name)) {
      if (what === 'copy' && isOwn(name)) return;
      const wasVague = this.vague.has(name);
      const old = this.contents[name]!;
      const edited = typeof content === 'string' ? content : { ...(old as Feed), ...content };
      if (what !== 'copy') this.remove(name);
      await this.write(target, what === 'moveAndEdit' ? edited : old);
      if (wasVague && what !== 'moveAndEdit') this.vague.add(target);
    }
  }
}
/** What tells a feed from others. */
const feedOf = (name: string) => (isOwn(name) ? 'own' : name);

describe.each(engines)('the graph of documents of all formats on %s', (engine) => {
  it('is the same whatever order they come in, in one run or three', { timeout }, async () => {
    await fc.assert(
      fc.asyncProperty(set, async ({ all, order, cuts }) => {
        const [first, second] = cuts.toSorted((a, b) => a - b) as [number, number];
        await using app = await createTestApp({ engine });
        await app.write(inFull(all));
        for (const names of [order.slice(0, first), order.slice(first, second), order.slice(second)])
          if (names.length > 0) await app.ingest(names);
        expect(await settledGraphOf(app)).toEqual(await fresh(engine, all));
      }),
      runs({ sqlite: 7, postgres: 1 }, engine),
    );
  });

  it('is the same whatever was in between', { timeout }, async () => {
    await fc.assert(
      fc.asyncProperty(history, async ({ start, steps, settled }) => {
        await using app = await createTestApp({ engine });
        const folder = new Folder(app);
        for (const [name, content] of Object.entries(start)) await folder.write(name, content);
        await app.ingest(undefined, { prune: true });
        for (const { changes, some } of steps) {
          for (const one of changes) await folder.change(one);
          const names = Object.keys(folder.contents);
          if (names.length === 0) continue;
          await (some
            ? app.ingest(some.map((i) => names[i % names.length]!))
            : app.ingest(undefined, { prune: true }));
        }
        for (const [i, name] of namesOf.md.entries())
          if (folder.vague.has(name)) await folder.write(name, settled[i]!);
        if (Object.keys(folder.contents).length === 0) await folder.write('a.md', settled[0]!);
        await app.ingest(undefined, { prune: true });
        expect(await settledGraphOf(app)).toEqual(await fresh(engine, folder.contents));

        const ids = await idsIn(app);
        for (const [name, content] of Object.entries(folder.contents))
          if (typeof content === 'string' && name.endsWith('.md') && !content.endsWith('---\n'))
            await folder.write(name, `${content}\nOne word more.\n`);
        await app.ingest();
        expect(await idsIn(app)).toEqual(ids);
      }),
      runs({ sqlite: 7, postgres: 1 }, engine),
    );
  });
});
