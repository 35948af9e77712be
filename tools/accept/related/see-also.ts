import { createHash } from 'node:crypto';
import type { Db } from '../../../src/db/dialect.ts';
import { allRelated, type Question } from './questions.ts';

/** Pairs of articles that are called related, either way round: among all articles, and among those that stand in pairs. */
export async function seeAlsoQuestions(
  db: Db,
  lines: string,
): Promise<{ name: string; questions: Question[] }[]> {
  const rows = await db.selectFrom('article').select(['id', 'url']).execute();
  const idOf = new Map(rows.map(({ id, url }) => [url, id]));
  const pairs = lines
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split('\t').map((url) => idOf.get(url)))
    .filter((pair): pair is [number, number] => pair[0] !== undefined && pair[1] !== undefined);
  const paired = new Set(pairs.flat());
  const related = await allRelated(db, [...paired]);
  const urlOf = new Map(rows.map(({ id, url }) => [id, url]));
  const questions = (isAsked: Question['isAsked']) =>
    pairs.flatMap(([one, other]) =>
      [
        [one, other],
        [other, one],
      ].map(([articleId, wanted]): Question => ({
        articleId: articleId!,
        wanted: new Set([wanted!]),
        isAsked,
        related: related.get(articleId!)!,
        half: isFirstHalf(`${urlOf.get(one)}\t${urlOf.get(other)}`) ? 'tuning' : 'reporting',
      })),
    );
  return [
    { name: 'see also, among all articles', questions: questions(() => true) },
    { name: 'see also, among the pieces of pairs', questions: questions((id) => paired.has(id)) },
  ];
}

function isFirstHalf(pair: string): boolean {
  return createHash('sha256').update(pair).digest()[0]! % 2 === 0;
}
