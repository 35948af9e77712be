import { sql } from 'kysely';
import type { Db } from './dialect.ts';
import { bitsFor, bucketOf, mostBits, Postings } from './postings.ts';
import { statement, statementForEach } from './statement.ts';

/*
 * The words of takes, in segments that are written once and merged later, as those of Lucene and FTS5 are: a log-structured merge
 * tree. What is known of words, that they are hashes and that what is found by them is compared, makes it a small part of the work of FTS5.
 *
 * A segment is its postings (see `Postings`), a row for each beginning of hashes. Those of a call are a segment; of eight about as long
 * that follow each other one is made, a part at a time, so that no transaction has much to do: what is merged goes from their rows
 * into its. A take that was stored before leaves its former postings behind: `take_words_stale` has them left out by the next merge.
 */

export interface Segment {
  id: number;
  /** The first and the last of the segments that it was made of; its own id where it was not. */
  first: number;
  last: number;
  /** The beginnings of hashes that have a row each have so many bits. */
  bits: number;
  /** How many it has at present. */
  postings: number;
  /** The segment into which it is being merged. */
  target: number | null;
  /** Of one that is being made: the smallest hash that has not been merged. */
  filled_until: number | null;
}

/** How many segments of about one length become one. */
const fanOut = 8;
/** As many postings are merged at once, about. */
const stepSize = 16_384;
/** How many postings are merged, in each merge that is under way, for one that is stored: more than one, or they would never end. */
const pace = 2;
const hashes = 2 ** 32;

const selectSegments = statement(
  (_db, _values: object) => sql<Segment>`
    select id, first, last, bits, postings, target, filled_until from take_words_segment order by first, id
  `,
);
const insertSegment = statement(
  (_db, { bits, first, last }: { bits: number; first: number; last: number }) => sql<{ id: number }>`
    insert into take_words_segment (first, last, bits, postings) values (${first}, ${last}, ${bits}, 0) returning id
  `,
);
const updateSegment = statement(
  (_db, { id, first, last, postings, target, filled_until }: Segment) => sql<never>`
    update take_words_segment
    set first = ${first}, last = ${last}, postings = ${postings}, target = ${target}, filled_until = ${filled_until}
    where id = ${id}
  `,
);
const deleteSegment = statementForEach(
  (_db, { id }: { id: number }) => sql<never>`delete from take_words_segment where id = ${id}`,
);
const insertPostings = statementForEach(
  (_db, { id, postings }: { id: number; postings: Uint8Array }) =>
    sql<never>`insert into take_words_postings (id, postings) values (${id}, ${postings})`,
);

interface Rows {
  from: number;
  /** The first that is not among them. */
  to: number;
}

const selectPostings = statementForEach(
  (_db, { from, to }: Rows) =>
    sql<{
      postings: Uint8Array;
    }>`select postings from take_words_postings where id >= ${from} and id < ${to}`,
);
const deletePostings = statementForEach(
  (_db, { from, to }: Rows) => sql<never>`delete from take_words_postings where id >= ${from} and id < ${to}`,
);
const selectStale = statementForEach(
  (_db, { first, last }: Pick<Segment, 'first' | 'last'>) => sql<{ take_id: number }>`
    select take_id from take_words_stale where segment between ${first} and ${last}
  `,
);
const deleteStale = statement(
  (_db, { first, last }: Pick<Segment, 'first' | 'last'>) =>
    sql<never>`delete from take_words_stale where segment between ${first} and ${last}`,
);

/** From the oldest to the newest. */
export function listSegments(db: Db): Promise<Segment[]> {
  return selectSegments(db, {});
}

const selectFaulty = statement(
  (_db, _values: object) => sql<{ id: number; postings: number; found: number }>`
    select * from (
      select segment.id, segment.postings, (
        select coalesce(sum(length(row.postings)), 0) / 8.0 from take_words_postings as row
        where row.id >= segment.id * ${sql.lit(2 ** mostBits)} and row.id < (segment.id + 1) * ${sql.lit(2 ** mostBits)}
      ) as found
      from take_words_segment as segment
    ) where found <> postings order by id limit 100
  `,
);

/** Segments that have lost some of their postings: a line each. */
export async function describeFaultySegments(db: Db): Promise<string[]> {
  const rows = await selectFaulty(db, {});
  return rows.map(({ id, postings, found }) => `take_words_segment ${id}: ${found} of ${postings} postings`);
}

/** Also where they are broken: what they had is to be stored anew. */
export async function emptyTakeWords(trx: Db): Promise<void> {
  for (const table of ['take_words_segment', 'take_words_postings'])
    await sql`delete from ${sql.table(table)}`.execute(trx);
  await sql`update take_words set segment = null`.execute(trx);
  await sql`delete from take_words_stale`.execute(trx);
}

/** The row that has the postings of a hash, if there are any. */
export function rowOf({ id, bits }: Pick<Segment, 'id' | 'bits'>, hash: number): number {
  return rowId(id, bucketOf(hash, bits));
}

/** Of the postings whose hashes begin with these bits. */
export function rowId(segmentId: number, bucket: number): number {
  return segmentId * 2 ** mostBits + bucket;
}

/** @returns its id */
export async function addSegment(trx: Db, postings: Postings): Promise<number> {
  const bits = bitsFor(postings.count);
  const [row] = await insertSegment(trx, { bits, first: 0, last: 0 });
  const { id } = row!;
  await updateSegment(trx, {
    id,
    first: id,
    last: id,
    bits,
    postings: postings.count,
    target: null,
    filled_until: null,
  });
  await savePostings(trx, { id, bits }, postings);
  return id;
}

/**
 * @param added how many postings were stored since it was called last
 * @returns whether there was anything to merge
 */
export async function goOnMerging(trx: Db, added: number): Promise<boolean> {
  const segments = await listSegments(trx);
  const next = nextRun(segments);
  if (next) segments.push(await startMerge(trx, next));
  const targets = segments.filter((one) => one.filled_until !== null);
  for (const target of targets) {
    const sources = segments.filter((one) => one.target === target.id);
    await merge(trx, target, sources, pace * added);
  }
  return targets.length > 0;
}

/** The newest segments, if there are enough of one level among them to be made one with what came between. */
function nextRun(segments: readonly Segment[]): Segment[] | null {
  const isMerging = ({ target, filled_until }: Segment) => target !== null || filled_until !== null;
  const free = segments.slice(segments.findLastIndex(isMerging) + 1);
  for (let level = 0, from = free.length; from > 0; level++) {
    from = free.findLastIndex((one) => levelOf(one) > level) + 1;
    const run = free.slice(from);
    if (run.filter((one) => levelOf(one) === level).length >= fanOut) return run;
  }
  return null;
}

/** 0 is a take or a few. */
function levelOf({ postings }: Segment): number {
  return Math.max(0, Math.floor(Math.log(postings / 512) / Math.log(fanOut)));
}

async function startMerge(trx: Db, sources: readonly Segment[]): Promise<Segment> {
  const bits = bitsFor(sources.reduce((sum, { postings }) => sum + postings, 0));
  const [first, last] = [sources[0]!.first, sources.at(-1)!.last];
  const [row] = await insertSegment(trx, { bits, first, last });
  const { id } = row!;
  for (const source of sources) source.target = id;
  await updateSegments(trx, sources);
  return { id, bits, first, last, postings: 0, target: null, filled_until: 0 };
}

/** Moves at least so many postings, if there are, from the sources into the target. */
async function merge(trx: Db, target: Segment, sources: readonly Segment[], wanted: number): Promise<void> {
  const stale = (await selectStale(trx, sources)).map((rows) =>
    rows.length === 0 ? undefined : new Set(rows.map((row) => row.take_id)),
  );
  const left = sources.reduce((sum, { postings }) => sum + postings, 0);
  const step = stepOf(target, sources, left);
  let until = target.filled_until!;
  for (let moved = 0; until < hashes && moved < wanted;) {
    const next = Math.min(hashes, until + step);
    const ranges = sources.map((source) => ({ from: rowOf(source, until), to: rowOf(source, next) }));
    const found = await selectPostings(trx, ranges);
    const postings = Postings.ofRows(
      found.flatMap((rows, i) => rows.map((row) => ({ ...row, stale: stale[i] }))),
    );
    await deletePostings(trx, ranges);
    await savePostings(trx, target, postings);
    for (const [i, source] of sources.entries())
      for (const row of found[i]!) {
        source.postings -= row.postings.length / 8;
        moved += row.postings.length / 8;
      }
    target.postings += postings.count;
    until = next;
  }
  target.filled_until = until < hashes ? until : null;
  if (target.filled_until === null) {
    await deleteSegment(trx, sources);
    await deleteStale(trx, target);
    await updateSegment(trx, target);
  } else await updateSegments(trx, [...sources, target]);
}

async function updateSegments(trx: Db, segments: readonly Segment[]): Promise<void> {
  for (const segment of segments) await updateSegment(trx, segment);
}

/** How many hashes are merged at once: whole rows of all. */
function stepOf(target: Segment, sources: readonly Segment[], left: number): number {
  const fewestBits = Math.min(target.bits, ...sources.map(({ bits }) => bits));
  const share = (hashes - target.filled_until!) / hashes;
  const wantedBits = Math.max(0, Math.ceil(Math.log2(left / share / stepSize)));
  return 2 ** (32 - Math.min(fewestBits, wantedBits));
}

async function savePostings(
  trx: Db,
  { id, bits }: Pick<Segment, 'id' | 'bits'>,
  postings: Postings,
): Promise<void> {
  const rows = postings.rows(bits).map(({ bucket, postings }) => ({ id: rowId(id, bucket), postings }));
  await insertPostings(trx, [...rows]);
}
