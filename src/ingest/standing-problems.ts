import type { Db } from '../db/dialect.ts';
import type { Consequences } from './consequences.ts';
import { addressesOf } from '../read/facts.ts';
import { getArticleById } from './identity.queries.ts';
import { isAmbiguousTitleKey } from './keys.ts';
import type { Problem } from '../read/document.ts';
import { claimantsOf } from './same-piece.ts';
import { findHolder, findSourceById, type Source } from './source.queries.ts';

/** What is wrong with a stored document as long as the others are as they are: said each time that it is read. */
export async function problemsOf(trx: Db, source: Source): Promise<Problem[]> {
  return [
    ...(await duplicateProblem(trx, source)),
    ...(await ambiguityProblem(trx, source)),
    ...(await claimProblems(trx, source)),
  ];
}

export function isDuplicate(problems: readonly Problem[]): boolean {
  return problems.some(({ code }) => code === 'DUPLICATE_TAKE');
}

/** A document that was in the graph and lost its take to another one. */
export interface Displaced {
  sourceId: number;
  problems: Problem[];
}

export async function displacedBy(trx: Db, { displaced }: Consequences): Promise<Displaced[]> {
  const losers = [];
  for (const sourceId of displaced) {
    const source = await findSourceById(trx, sourceId);
    const problems = source?.take_id === null ? await duplicateProblem(trx, source) : [];
    if (problems.length > 0) losers.push({ sourceId, problems });
  }
  return losers;
}

/** Copies are no duplicates that anyone need hear of. */
async function duplicateProblem(trx: Db, source: Source): Promise<Problem[]> {
  if (source.take_id !== null || !source.has_spare_body) return [];
  const holder = await findHolder(trx, source.take_key);
  if (!holder || holder.content_hash === source.content_hash) return [];
  const kept = holder.item === null ? holder.path : `${holder.path} (${holder.item})`;
  const { take } = addressesOf(source.facts);
  const reason = take
    ? `both say that they are ${take.url}`
    : 'both are takes on the same piece without an address of their own';
  return [problem(source, 'DUPLICATE_TAKE', `The same take is in ${kept}, which is kept: ${reason}`)];
}

async function ambiguityProblem(trx: Db, source: Source): Promise<Problem[]> {
  const { facts } = source;
  if (facts.isTitleGuessed || addressesOf(facts).article) return [];
  const { key } = await getArticleById(trx, source.article_id);
  if (!isAmbiguousTitleKey(key)) return [];
  const message = `Several articles are titled “${facts.title}”; without an address this one stays apart`;
  return [problem(source, 'TITLE_AMBIGUOUS', message)];
}

async function claimProblems(trx: Db, source: Source): Promise<Problem[]> {
  const { article, others } = addressesOf(source.facts);
  const problems = [];
  for (const { key, url } of others) {
    const rivals = (await claimantsOf(trx, key)).filter((claimant) => claimant !== article!.key);
    if (rivals.length === 0) continue;
    const message = `${url} is given as a further address of another piece too, the one at ${rivals[0]}; so it makes no pieces one`;
    problems.push(problem(source, 'URL_CLAIMED', message));
  }
  return problems;
}

function problem({ path, item }: Source, code: string, message: string): Problem {
  return { source: path, item, code, message };
}
