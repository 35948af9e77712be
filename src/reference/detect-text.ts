import { sql } from 'kysely';
import type { BodyLink } from '../body/body.ts';
import { type Db, dialectOf } from '../db/dialect.ts';
import { statement } from '../db/statement.ts';
import { together } from '../db/together.ts';
import { type Anchor, AnchorMaker } from '../detect/anchor.ts';
import { findMentions, type Mention, TextToSearch } from '../detect/mentions.ts';
import type { LinkingBody } from '../detect/prose.ts';
import {
  type DetectionReason,
  findReferences,
  isSure,
  type ResolvedLink,
  type ResolvedMention,
} from '../detect/resolve.ts';
import { parseWebUrl, urlKeys } from '../identity/url-key.ts';
import { bearersByTitleIds, titleLookup } from './title.queries.ts';

/** What a text would refer to if it were stored. */
export interface DetectedReference {
  articleId: number;
  /** Where it does so first. */
  anchor: Anchor;
  detectedBy: 'LINK' | 'TITLE';
  /** 0 to 1. */
  confidence: number;
  /** Sure enough to be stored; otherwise a suggestion. */
  isReference: boolean;
  reason: DetectionReason;
  /** The address or the title that stands there, as the article has it. */
  matched: string;
}

/**
 * What a text would refer to, sure and unsure, in reading order, once for each article. Nothing is stored.
 *
 * @param ownArticleId the article that the text is about
 */
export async function detectReferences(
  db: Db,
  body: LinkingBody,
  ownArticleId: number | null = null,
): Promise<DetectedReference[]> {
  const text = new TextToSearch(body);
  const [links, [mentions]] = await together([
    resolveLinks(db, body.links),
    findMentions([text], titleLookup(db)),
  ]);
  const anchors = new AnchorMaker(body.text, body.layout.blocks);
  return findReferences(ownArticleId, links, await resolveMentions(db, mentions!)).map((finding) => {
    const { start, end, url } = finding.places[0]!;
    return {
      articleId: finding.targetId,
      anchor: anchors.make(start, end, url),
      detectedBy: finding.detectedBy,
      confidence: finding.confidence,
      isReference: isSure(finding),
      reason: finding.reason,
      matched: finding.title ?? url!,
    };
  });
}

const selectArticlesAt = statement((db, { keys }: { keys: readonly string[] }) =>
  db
    .selectFrom('article_url')
    .innerJoin('article', 'article.id', 'article_url.article_id')
    .select(['article_url.key', 'article.id as articleId', 'article.key as articleKey'])
    .where(dialectOf(db).among(sql`article_url.key`, keys)),
);

/** The links whose address is known. An exact key goes before the one without fragment. */
async function resolveLinks(db: Db, links: readonly BodyLink[]): Promise<ResolvedLink[]> {
  const keyed = links.flatMap((link) => {
    const url = parseWebUrl(link.url);
    return url ? [{ ...link, keys: urlKeys(url) }] : [];
  });
  const keys = [...new Set(keyed.flatMap((link) => [link.keys.exact, link.keys.page]))];
  const rows = keys.length === 0 ? [] : await selectArticlesAt(db, { keys });
  const articles = new Map(rows.map(({ key, ...article }) => [key, article]));
  return keyed.flatMap(({ keys: { exact, page }, ...link }) => {
    const article = articles.get(exact) ?? articles.get(page);
    return article ? [{ ...link, ...article, takeId: null }] : [];
  });
}

const selectTitles = statement((db, { ids }: { ids: readonly number[] }) =>
  db
    .selectFrom('title')
    .select(['id', 'segments', 'eligible'])
    .where(dialectOf(db).among(sql`id`, ids)),
);

async function resolveMentions(db: Db, mentions: readonly Mention[]): Promise<ResolvedMention[]> {
  const ids = [...new Set(mentions.map((mention) => mention.titleId))];
  if (ids.length === 0) return [];
  const [titles, bearers] = await together([selectTitles(db, { ids }), bearersByTitleIds(db, ids)]);
  const titleOf = new Map(titles.map((title) => [title.id, title]));
  const bearersOf = new Map(ids.map((id, i) => [id, bearers[i]!]));
  return mentions.flatMap((mention) => {
    const title = titleOf.get(mention.titleId);
    // One that went in the meantime is none.
    if (!title) return [];
    const { segments, eligible } = title;
    return [{ ...mention, segments, eligible: eligible === 1, bearers: bearersOf.get(mention.titleId)! }];
  });
}
