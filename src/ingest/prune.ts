import { stat } from 'node:fs/promises';
import type { Db } from '../db/dialect.ts';
import { statement } from '../db/statement.ts';
import type { Trx } from '../db/store.ts';
import { removeSource } from './remove-source.ts';
import { findSourceById } from './source.queries.ts';
import { type NewestBefore, StaleTakes } from './stale-takes.ts';
import { removeTopicSource } from './store-topic.ts';
import { findTopicSourceById } from './topic-source.queries.ts';

/** Rows read at once. */
const chunkSize = 500;

export interface Pruned {
  documents: number;
  /** References added: a longer title that goes may uncover a shorter one. */
  references: number;
}

/**
 * Removes the documents below these paths whose file is gone, and those of fully read files that were not in them.
 *
 * @param write runs a piece of work in a transaction of its own
 * @param wasRead whether the document came again in this run, of a file of which all items came; null for other files
 */
export async function prune(
  roots: readonly string[],
  write: <T>(work: (trx: Trx) => Promise<T>) => Promise<T>,
  wasRead: (kind: Kind, document: PrunableDocument) => boolean | null,
  now: () => Date,
  newestBefore: NewestBefore,
): Promise<Pruned> {
  const pruned: Pruned = { documents: 0, references: 0 };
  for (const root of roots) {
    for (const kind of ['source', 'topic_source'] as const) {
      for (const range of rangesOf(root)) {
        let last: Pick<PrunableDocument, 'id' | 'path'> = { id: 0, path: range.from };
        for (;;) {
          const rows = await write((trx) => selectDocuments(trx, { ...range, last }, kind));
          for (const row of rows) {
            last = row;
            if (wasRead(kind, row) ?? !(await isGone(row.path))) continue;
            pruned.references += await write((trx) =>
              remove(trx, kind, row.id, now().toISOString(), newestBefore),
            );
            pruned.documents++;
          }
          if (rows.length < chunkSize) break;
        }
      }
    }
  }
  return pruned;
}

export type Kind = 'source' | 'topic_source';

export interface PrunableDocument {
  id: number;
  document: string;
  path: string;
}

interface PathRange {
  from: string;
  to: string;
}

/** The paths of a file, and of those in a folder: '0' follows '/', so that everything between begins with its path. */
function rangesOf(root: string): PathRange[] {
  return [
    { from: root, to: `${root}\u0001` },
    { from: `${root}/`, to: `${root}0` },
  ];
}

/** In the order of an index, from which a page is sought. */
const selectDocuments = statement(
  (db, { from, to, last }: PathRange & { last: Pick<PrunableDocument, 'id' | 'path'> }, kind: Kind) =>
    db
      .selectFrom(kind)
      .select(['id', 'document', 'path'])
      .where('path', '>=', from)
      .where('path', '<', to)
      .where('path', '>=', last.path)
      .where(({ or, and, eb }) =>
        or([eb('path', '>', last.path), and([eb('path', '=', last.path), eb('id', '>', last.id)])]),
      )
      .orderBy('path')
      .orderBy('id')
      .limit(chunkSize),
);

/** A file that cannot be looked at may still be there. */
async function isGone(path: string): Promise<boolean> {
  return stat(path).then(
    () => false,
    (error: unknown) => error instanceof Error && 'code' in error && error.code === 'ENOENT',
  );
}

async function remove(
  trx: Db,
  kind: Kind,
  id: number,
  now: string,
  newestBefore: NewestBefore,
): Promise<number> {
  const staleTakes = new StaleTakes(await newestBefore(trx));
  if (kind === 'source') {
    const source = await findSourceById(trx, id);
    if (source) await removeSource(trx, source, { now, staleTakes });
  } else {
    const source = await findTopicSourceById(trx, id);
    if (source) await removeTopicSource(trx, source);
  }
  await staleTakes.relink(trx);
  return staleTakes.added;
}
