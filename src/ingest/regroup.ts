import type { Db } from '../db/dialect.ts';
import { moveTake } from '../take/take.writes.ts';
import { articleStatement } from './article-fields.ts';
import type { Consequences } from './consequences.ts';
import { addressesOf } from '../read/facts.ts';
import { getArticleById, setArticleKey } from './identity.queries.ts';
import { createArticle } from './refresh-article.ts';
import {
  claimantsOf,
  mainAddressesOn,
  hasTitledSpeakers,
  isMainAddress,
  samePiece,
  type Speaker,
  speakersAt,
} from './same-piece.ts';
import { getSourceById, isSpokenOf, moveSources, type Source } from './source.queries.ts';

/** The documents of one piece. */
interface Group {
  /** Its main addresses. */
  keys: ReadonlySet<string>;
  speakers: Speaker[];
}

/** Addresses of a document, as far as they identify its article. */
export interface Identity {
  main: string | null;
  others: string[];
}

export function identityOf({ facts }: Pick<Source, 'facts'>): Identity {
  const { article, others } = addressesOf(facts);
  return { main: article?.key ?? null, others: others.map(({ key }) => key) };
}

/**
 * The addresses whose pieces a change of one document's addresses may join or divide. Asked once before the change
 * and once after it.
 */
export async function touchedAddresses(trx: Db, { main, others }: Identity): Promise<string[]> {
  const touched = main === null ? [] : [main];
  for (const key of [...touched, ...others]) {
    const claimants = await claimantsOf(trx, key);
    // With three, one more or less changes nothing: they are not joined by it anyway.
    if (claimants.length <= 2) touched.push(...claimants);
  }
  return [...touched, ...others];
}

/** The same of a document that goes or is about to state others, with those of all that share its article. */
export async function addressesAround(trx: Db, source: Source): Promise<string[]> {
  const touched = await touchedAddresses(trx, identityOf(source));
  return [...touched, ...(await mainAddressesOn(trx, source.article_id))];
}

/**
 * Sees to it that documents of one piece share an article, and documents of different pieces do not, for the pieces
 * of these addresses. The article that has one of the piece's addresses stays, else the oldest.
 */
export async function regroup(
  trx: Db,
  addresses: Iterable<string>,
  consequences: Consequences,
): Promise<void> {
  const groups = await groupsOf(trx, addresses);
  const owners = ownersOf(groups);
  for (const group of groups) {
    const own = [...owners].filter(([, owner]) => owner === group).map(([articleId]) => articleId);
    const articleId =
      (await chooseArticle(trx, group, own)) ?? (await createForGroup(trx, group, consequences));
    const moving = group.speakers.filter((speaker) => speaker.article_id !== articleId);
    await moveSpeakers(trx, moving, articleId, consequences);
    for (const former of own)
      if (former !== articleId) await endIfEmpty(trx, former, articleId, consequences);
  }
}

async function groupsOf(trx: Db, addresses: Iterable<string>): Promise<Group[]> {
  const groups: Group[] = [];
  for (const address of addresses) {
    if (groups.some(({ keys }) => keys.has(address)) || !(await isMainAddress(trx, address))) continue;
    const keys = await samePiece(trx, address);
    const speakers = await speakersAt(trx, [...keys]);
    if (speakers.length > 0) groups.push({ keys, speakers });
  }
  return groups;
}

/** Which group each article goes on with: the one that has the article's address, else that of the smallest address. */
function ownersOf(groups: readonly Group[]): Map<number, Group> {
  const owners = new Map<number, Group>();
  const inOrder = groups.toSorted((a, b) => (smallest(a.keys) < smallest(b.keys) ? -1 : 1));
  for (const group of inOrder) {
    for (const { article_id, article_key } of group.speakers) {
      if (!owners.has(article_id) || group.keys.has(article_key)) owners.set(article_id, group);
    }
  }
  return owners;
}

function smallest(keys: ReadonlySet<string>): string {
  return [...keys].sort()[0]!;
}

/** An article goes on with documents without address that were found by its title when those with its address leave it. */
async function chooseArticle(
  trx: Db,
  { keys, speakers }: Group,
  own: readonly number[],
): Promise<number | undefined> {
  const atHome = new Set(speakers.filter((one) => keys.has(one.article_key)).map((one) => one.article_id));
  const oldestFirst = own.toSorted((a, b) => a - b);
  const home = oldestFirst.find((id) => atHome.has(id));
  if (home !== undefined) return home;
  for (const id of oldestFirst) if (!(await hasTitledSpeakers(trx, id))) return id;
  return undefined;
}

async function createForGroup(
  trx: Db,
  { keys, speakers }: Group,
  consequences: Consequences,
): Promise<number> {
  const documents = [];
  for (const { id } of speakers) documents.push((await getSourceById(trx, id)).facts);
  const statement = articleStatement(documents);
  const takes = { take_count: 0, latest_take_at: null, isTakeThere: false };
  return createArticle(trx, statement.key ?? smallest(keys), statement, takes, consequences.now);
}

/** Moves documents with their takes to another article. */
export async function moveSpeakers(
  trx: Db,
  speakers: readonly Pick<Speaker, 'id' | 'article_id' | 'take_id'>[],
  articleId: number,
  consequences: Consequences,
): Promise<void> {
  if (speakers.length === 0) return;
  await moveSources(
    trx,
    speakers.map(({ id }) => id),
    articleId,
  );
  for (const { article_id, take_id } of speakers) {
    consequences.articles.add(article_id);
    consequences.touchCreated(article_id);
    if (take_id === null) continue;
    await moveTake(trx, take_id, { article_id: articleId });
    consequences.staleTakes.add([take_id]);
  }
  consequences.articles.add(articleId);
  consequences.touchCreated(articleId);
}

/** An article that lost its last document leaves id and slug to its heir. Its key becomes free at once. */
export async function endIfEmpty(
  trx: Db,
  articleId: number,
  heirId: number,
  consequences: Consequences,
): Promise<void> {
  if (await isSpokenOf(trx, articleId)) return;
  const { key } = await getArticleById(trx, articleId);
  await setArticleKey(trx, articleId, `former ${articleId}`);
  consequences.articles.add(articleId);
  consequences.heirs.set(articleId, { key, heirId });
}
