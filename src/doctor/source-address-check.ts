import type { Db } from '../db/dialect.ts';
import { addressesOf, type Facts, readFacts } from '../read/facts.ts';
import { type Finding, FindingCounter } from './check.ts';
import { type IdRange, idRanges } from './id-ranges.ts';

/** What a document's facts make of its addresses only the program knows: a few documents at a time. */
export async function findWrongAddresses(db: Db): Promise<Finding> {
  const findings = new FindingCounter();
  for await (const documents of idRanges(db, 'source')) {
    const stored = await storedAddresses(db, documents);
    for (const { id, document, facts } of await factsOf(db, documents)) {
      const stated = facts ? statedAddresses(facts) : null;
      if (stated?.symmetricDifference(stored.get(id) ?? new Set()).size !== 0) findings.add(document);
    }
  }
  return findings.finish();
}

/** A key with 1 before it for the piece's own address, with 0 for another one. */
function addressLine({ key, is_main }: { key: string; is_main: number }): string {
  return `${is_main} ${key}`;
}

function statedAddresses(facts: Facts): Set<string> {
  const { article, others } = addressesOf(facts);
  return new Set([
    ...(article ? [addressLine({ key: article.key, is_main: 1 })] : []),
    ...others.map(({ key }) => addressLine({ key, is_main: 0 })),
  ]);
}

async function storedAddresses(db: Db, { first, last }: IdRange): Promise<Map<number, Set<string>>> {
  const rows = await db
    .selectFrom('source_address')
    .select(['source_id', 'key', 'is_main'])
    .where('source_id', '>=', first)
    .where('source_id', '<=', last)
    .execute();
  const bySource = Map.groupBy(rows, (row) => row.source_id);
  return new Map([...bySource].map(([id, own]) => [id, new Set(own.map(addressLine))]));
}

async function factsOf(
  db: Db,
  { first, last }: IdRange,
): Promise<{ id: number; document: string; facts: Facts | null }[]> {
  const rows = await db
    .selectFrom('source')
    .select(['id', 'document', 'facts'])
    .where('id', '>=', first)
    .where('id', '<=', last)
    .orderBy('id')
    .execute();
  return rows.map((row) => ({ ...row, facts: parseFacts(row.facts) }));
}

/** Null where they cannot be read. */
export function parseFacts(json: string): Facts | null {
  try {
    return readFacts(json);
  } catch {
    return null;
  }
}
