import { sql } from 'kysely';
import type { Db } from '../db/dialect.ts';
import { findReferenceChanges } from '../reference/reference-changes.ts';
import { findWrongAnchors } from './anchor-check.ts';
import { type Check, type Finding, FindingCounter, rowCheck } from './check.ts';
import { idRanges, idsInRange } from './id-ranges.ts';

/** `take key → target's slug`, of the row `reference` with its `take` and `target`. */
const label = sql`take.key || ' → ' || target.slug`;
const referenceWithEnds = sql`
  cross_reference as reference
  join take on take.id = reference.take_id
  join article as target on target.id = reference.target_id
`;

/** The article that the address of `link` leads to: an exact key goes before the one without fragment. */
const linkWithTarget = sql`
  take_link as link
  left join article_url as exact on exact.key = link.key
  left join article_url as page on page.key = link.page_key
`;
const linkTarget = sql`coalesce(exact.article_id, page.article_id)`;

export const referenceChecks: readonly Check[] = [
  rowCheck(
    'reference-source',
    'references that differ from their take in article, date or key',
    () => sql`
      select ${label} as label from ${referenceWithEnds}
      where reference.source_id <> take.article_id or reference.take_time <> coalesce(take.published_at, '')
        or reference.take_key <> take.key
    `,
  ),
  rowCheck(
    'reference-to-self',
    'references of articles to themselves',
    () => sql`
      select ${label} as label from ${referenceWithEnds}
      where reference.target_id in (reference.source_id, take.article_id)
    `,
  ),
  rowCheck(
    'reference-target-take',
    'references to a take of another article than theirs',
    () => sql`
      select ${label} as label from ${referenceWithEnds}
      join take as target_take on target_take.id = reference.target_take_id
      where target_take.article_id <> reference.target_id
    `,
  ),
  rowCheck(
    'reference-positions',
    'takes whose references are not numbered 1, 2, 3 …',
    () => sql`
      select take.key as label from take where take.id in (
        select take_id from cross_reference group by take_id
        having min(position) <> 1 or max(position) <> count(*) or count(distinct position) <> count(*)
      )
    `,
  ),
  {
    name: 'anchors',
    fault: 'references whose anchors do not say what stands in the text',
    find: findWrongAnchors,
  },
  rowCheck(
    'links-without-reference',
    'links to an article of the store that are no reference',
    () => sql`
      select take.key || ' → ' || target.slug as label from ${linkWithTarget}
      join take on take.id = link.take_id
      join article as target on target.id = ${linkTarget}
      where target.id <> take.article_id and not exists (
        select 1 from cross_reference as reference
        where reference.take_id = link.take_id and reference.target_id = target.id
      ) and not exists (
        select 1 from removed_reference as removed
        left join former_article as former on former.uid = removed.target_uid
        where removed.take_id = link.take_id and (removed.target_uid = target.uid or former.article_id = target.id)
      )
    `,
  ),
  {
    name: 'references-without-link',
    fault: 'references by a link that the take does not have',
    find: findReferencesWithoutLink,
  },
  {
    name: 'references',
    fault: 'takes whose references are not what their links and the titles in them make',
    find: findStaleReferences,
  },
];

/** A few takes at a time: a look-up for each reference would go through all links of its take again. */
async function findReferencesWithoutLink(db: Db): Promise<Finding> {
  const findings = new FindingCounter();
  for await (const { first, last } of idRanges(db, 'take')) {
    const { rows } = await sql<{ label: string }>`
      select ${label} as label from ${referenceWithEnds}
      where reference.take_id between ${first} and ${last} and reference.detected_by = 'LINK'
        and (reference.take_id, reference.target_id) not in (
          select link.take_id, ${linkTarget} from ${linkWithTarget}
          where link.take_id between ${first} and ${last} and ${linkTarget} is not null
        )
      order by label
    `.execute(db);
    for (const row of rows) findings.add(row.label);
  }
  return findings.finish();
}

/** As detection would find them now, from the links and mentions that are stored: place, kind of evidence and order. */
async function findStaleReferences(db: Db): Promise<Finding> {
  const findings = new FindingCounter();
  for await (const range of idRanges(db, 'take')) {
    const takeIds = await idsInRange(db, 'take', range);
    for (const { take, gone, shifted, write } of await findReferenceChanges(db, takeIds)) {
      if (gone.length + shifted.length + write.length > 0) findings.add(take.key);
    }
  }
  return findings.finish();
}
