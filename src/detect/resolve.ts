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

export interface FoundReference {
  targetId: number;
  targetTakeId: number | null;
  detectedBy: 'LINK' | 'TITLE';
  /** From `sureFrom` to 1. */
  confidence: number;
  /** 1, 2, 3 … in reading order. */
  position: number;
  places: { start: number; end: number; url: string | null }[];
}

/** What is less sure is no reference: a suggestion at most. */
const sureFrom = 0.5;

/**
 * What a take refers to, as a function of its links, of the known titles in its prose and of the article that it
 * is about. Links come first; a title counts where the take does not link its article, and there its first place
 * that is sure.
 *
 * @param links in reading order
 */
export function resolveReferences(
  ownArticleId: number,
  links: readonly ResolvedLink[],
  mentions: readonly ResolvedMention[],
): FoundReference[] {
  const found = new Map<number, Omit<FoundReference, 'position'> & { key: string }>();
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
        places: [placeOf(place)],
        key: articleKey,
      });
    }
  }
  for (const mention of longest(mentions)) {
    const [bearer, other] = mention.bearers;
    if (!bearer || other || !mention.eligible) continue;
    if (bearer.articleId === ownArticleId || found.has(bearer.articleId)) continue;
    const confidence = confidenceOf(mention, bearer.spelling);
    if (confidence < sureFrom) continue;
    found.set(bearer.articleId, {
      targetId: bearer.articleId,
      targetTakeId: null,
      detectedBy: 'TITLE',
      confidence,
      places: [placeOf({ ...mention, url: null })],
      key: bearer.articleKey,
    });
  }
  // Linked images may stand in one place.
  return [...found.values()]
    .sort((a, b) => a.places[0]!.start - b.places[0]!.start || (a.key < b.key ? -1 : 1))
    .map(({ key: _, ...reference }, i) => ({ ...reference, position: i + 1 }));
}

function placeOf({ start, end, url }: FoundReference['places'][number]): FoundReference['places'][number] {
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
function confidenceOf(mention: ResolvedMention, spelling: string): number {
  if (mention.segments >= 4) return (90 + Math.min(9, mention.segments - 4)) / 100;
  if (mention.isMarked) return 0.85;
  if (mention.isMidSentence && hasCapitals(spelling) && letters(mention.exact) === letters(spelling))
    return 0.75;
  return mention.segments / 10;
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
