/** A link of a take, with the article that its address leads to. */
export interface ResolvedLink {
  url: string;
  start: number;
  end: number;
  articleId: number;
  /** The target's key: orders references that begin in one place. */
  articleKey: string;
  /** Set where the address is a take's own. */
  takeId: number | null;
}

/** A mention of a title, with what is known of the title. */
export interface ResolvedMention {
  start: number;
  end: number;
  exact: string;
  isMarked: boolean;
  isMidSentence: boolean;
  segments: number;
  eligible: boolean;
  bearers: readonly { articleId: number; articleKey: string; spelling: string }[];
}

/** Why what was found is a reference, or is not sure enough to be one. */
export type DetectionReason =
  'ADDRESS' | 'LONG_TITLE' | 'TITLE_SET_OFF' | 'TITLE_IN_CAPITALS' | 'SHORT_TITLE_IN_PASSING';

interface Finding {
  targetId: number;
  targetTakeId: number | null;
  detectedBy: 'LINK' | 'TITLE';
  /** 0 to 1. */
  confidence: number;
  reason: DetectionReason;
  /** The title that stands there, as the article has it; null for a link. */
  title: string | null;
  places: { start: number; end: number; url: string | null }[];
}

export interface FoundReference extends Finding {
  /** 1, 2, 3 … in reading order. */
  position: number;
}

/** What is less sure is no reference: a suggestion at most. */
const sureFrom = 0.5;

export function isSure({ confidence }: Pick<Finding, 'confidence'>): boolean {
  return confidence >= sureFrom;
}

/**
 * What a take refers to: of all that is found in it what is sure.
 *
 * @param removed articles that an editor said it does not refer to
 */
export function resolveReferences(
  ownArticleId: number | null,
  links: readonly ResolvedLink[],
  mentions: readonly ResolvedMention[],
  removed: ReadonlySet<number> = new Set(),
): FoundReference[] {
  return findReferences(ownArticleId, links, mentions)
    .filter((finding) => isSure(finding) && !removed.has(finding.targetId))
    .map((finding, i) => ({ ...finding, position: i + 1 }));
}

/**
 * What a text may refer to, as a function of its links, of the known titles in its prose and of the article that it
 * is about, in reading order. Links come first; a title counts where the text does not link its article, and there
 * its first place that is sure, else its first.
 *
 * @param links in reading order
 */
export function findReferences(
  ownArticleId: number | null,
  links: readonly ResolvedLink[],
  mentions: readonly ResolvedMention[],
): Finding[] {
  const found = new Map<number, Finding & { key: string }>();
  for (const { articleId, articleKey, takeId, ...place } of links) {
    if (articleId === ownArticleId) continue;
    const known = found.get(articleId);
    if (known) {
      known.places.push(placeOf(place));
      known.targetTakeId ??= takeId;
    } else {
      found.set(articleId, {
        targetId: articleId,
        targetTakeId: takeId,
        detectedBy: 'LINK',
        confidence: 1,
        reason: 'ADDRESS',
        title: null,
        places: [placeOf(place)],
        key: articleKey,
      });
    }
  }
  for (const mention of longest(mentions)) {
    const [bearer, other] = mention.bearers;
    if (!bearer || other || !mention.eligible || bearer.articleId === ownArticleId) continue;
    const known = found.get(bearer.articleId);
    if (known && isSure(known)) continue;
    const judged = judge(mention, bearer.spelling);
    if (known && !isSure(judged)) continue;
    found.set(bearer.articleId, {
      targetId: bearer.articleId,
      targetTakeId: null,
      detectedBy: 'TITLE',
      ...judged,
      title: bearer.spelling,
      places: [placeOf({ ...mention, url: null })],
      key: bearer.articleKey,
    });
  }
  // Linked images may stand in one place.
  return [...found.values()]
    .sort((a, b) => a.places[0]!.start - b.places[0]!.start || (a.key < b.key ? -1 : 1))
    .map(({ key: _, ...finding }) => finding);
}

function placeOf({ start, end, url }: Finding['places'][number]): Finding['places'][number] {
  return { start, end, url };
}

/**
 * The mentions in reading order, without those that a longer one overlaps, whatever that one is worth; of two
 * equally long ones the first stays.
 */
function longest(mentions: readonly ResolvedMention[]): ResolvedMention[] {
  if (mentions.length < 2) return [...mentions];
  const byLength = [...mentions].sort((a, b) => b.end - b.start - (a.end - a.start) || a.start - b.start);
  const covered = new Uint8Array(mentions.reduce((end, mention) => Math.max(end, mention.end), 0));
  const kept: ResolvedMention[] = [];
  for (const mention of byLength) {
    // Whatever overlaps something at least as long has an end in it.
    if (covered[mention.start] || covered[mention.end - 1]) continue;
    covered.fill(1, mention.start, mention.end);
    kept.push(mention);
  }
  return kept.sort((a, b) => a.start - b.start);
}

/** Grows with the title's length; a short title must stand out as one. */
function judge(mention: ResolvedMention, spelling: string): Pick<Finding, 'confidence' | 'reason'> {
  if (mention.segments >= 4)
    return { confidence: (90 + Math.min(9, mention.segments - 4)) / 100, reason: 'LONG_TITLE' };
  if (mention.isMarked) return { confidence: 0.85, reason: 'TITLE_SET_OFF' };
  if (mention.isMidSentence && hasCapitals(spelling) && letters(mention.exact) === letters(spelling))
    return { confidence: 0.75, reason: 'TITLE_IN_CAPITALS' };
  return { confidence: mention.segments / 10, reason: 'SHORT_TITLE_IN_PASSING' };
}

function hasCapitals(text: string): boolean {
  return /\p{Lu}/u.test(text);
}

/** Letters and digits only: quotes, dashes and what is invisible may be written in other ways. */
function letters(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/\p{DI}/gu, '')
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, ' ')
    .trim();
}
