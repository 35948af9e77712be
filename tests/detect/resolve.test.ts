import { describe, expect, it } from 'vitest';
import { type ResolvedLink, type ResolvedMention, resolveReferences } from '../../src/detect/resolve.ts';

const own = 1;

function mention(
  range: [start: number, end: number],
  articleIds: number[],
  more: Partial<ResolvedMention> = {},
): ResolvedMention {
  return {
    start: range[0],
    end: range[1],
    exact: 'Some Title',
    isMarked: false,
    isMidSentence: false,
    segments: 4,
    eligible: true,
    bearers: articleIds.map((articleId) => ({
      articleId,
      articleKey: `a.example/${articleId}`,
      spelling: 'Some Title',
    })),
    ...more,
  };
}

function link(
  range: [start: number, end: number],
  articleId: number,
  takeId: number | null = null,
): ResolvedLink {
  return {
    url: 'https://a.example',
    start: range[0],
    end: range[1],
    articleId,
    articleKey: `a.example/${articleId}`,
    takeId,
  };
}

/** Targets in their order, with the places. */
function found(links: ResolvedLink[], mentions: ResolvedMention[]): [target: number, ...starts: number[]][] {
  return resolveReferences(own, links, mentions).map(({ targetId, places, position }, i) => {
    expect(position).toBe(i + 1);
    return [targetId, ...places.map(({ start }) => start)];
  });
}

describe('what a take refers to', () => {
  it('is each place of a link, and the first place of a title', () => {
    expect(
      found([link([9, 12], 2), link([30, 33], 2)], [mention([15, 25], [3]), mention([40, 50], [3])]),
    ).toEqual([
      [2, 9, 30],
      [3, 15],
    ]);
  });

  it('is by its link where it has one', () => {
    expect(found([link([30, 33], 2)], [mention([0, 10], [2])])).toEqual([[2, 30]]);
  });

  it('is not its own article', () => {
    expect(found([link([30, 33], own)], [mention([0, 10], [own])])).toEqual([]);
  });

  it('is told from the take whose address is linked, at whatever place', () => {
    const [reference] = resolveReferences(
      own,
      [link([0, 3], 2), link([5, 8], 2, 77), link([9, 12], 2, 78)],
      [],
    );
    expect(reference).toMatchObject({ targetTakeId: 77, detectedBy: 'LINK', confidence: 1 });
  });

  it('stands in reading order, in one place by the key of the target', () => {
    expect(found([link([5, 5], 4), link([5, 5], 3), link([7, 9], 2)], [mention([0, 4], [5])])).toEqual([
      [5, 0],
      [3, 5],
      [4, 5],
      [2, 7],
    ]);
  });

  it('is nothing where nobody or two bear the title, or it is not eligible', () => {
    expect(
      found(
        [],
        [mention([0, 10], []), mention([20, 30], [2, 3]), mention([40, 50], [4], { eligible: false })],
      ),
    ).toEqual([]);
  });
});

describe('of titles that overlap the longest counts', () => {
  it.each<[string, ResolvedMention[], [number, number][]]>([
    ['inside another', [mention([0, 30], [2]), mention([5, 15], [3])], [[2, 0]]],
    ['at its begin', [mention([0, 30], [2]), mention([0, 15], [3])], [[2, 0]]],
    ['at its end', [mention([0, 30], [2]), mention([15, 30], [3])], [[2, 0]]],
    ['across its end', [mention([0, 20], [2]), mention([15, 40], [3])], [[3, 15]]],
    ['longer by one character', [mention([10, 20], [3]), mention([0, 11], [2])], [[2, 0]]],
    ['equally long: the first', [mention([9, 19], [3]), mention([0, 10], [2])], [[2, 0]]],
    ['side by side', [mention([0, 10], [2]), mention([10, 20], [3])], [[2, 0], [3, 10]]],
    ['in a chain', [mention([0, 10], [2]), mention([8, 20], [3]), mention([18, 32], [4])], [[2, 0], [4, 18]]],
    ['the longer one own', [mention([0, 30], [own]), mention([5, 15], [3])], []],
    ['the longer one ambiguous', [mention([0, 30], [2, 4]), mention([5, 15], [3])], []],
    ['the longer one not eligible', [mention([0, 30], [2], { eligible: false }), mention([5, 15], [3])], []],
    ['the longer one not sure', [mention([0, 30], [2], { segments: 2 }), mention([5, 15], [3])], []],
    ['covered in one place only', [mention([0, 30], [2]), mention([5, 15], [3]), mention([40, 50], [3])], [[2, 0], [3, 40]]],
  ])('%s', (_name, mentions, expected) => {
    expect(found([], mentions)).toEqual(expected);
    expect(found([], mentions.toReversed())).toEqual(expected);
  }); // prettier-ignore

  it('and a hundred thousand take no time', () => {
    const mentions = Array.from({ length: 100_000 }, (_, i) =>
      mention([i * 3, i * 3 + 20 + (i % 7)], [2 + i]),
    );
    const before = performance.now();
    expect(found([], mentions).length).toBeGreaterThan(1000);
    expect(performance.now() - before).toBeLessThan(3000);
  });
});

describe('how sure a title is', () => {
  const short = { segments: 3 };
  const inSentence = { ...short, isMidSentence: true };
  it.each<[string, Partial<ResolvedMention>, number | null]>([
    ['of four words', {}, 0.9],
    ['of seven words', { segments: 7 }, 0.93],
    ['of thirty words', { segments: 30 }, 0.99],
    ['of three words, plain', short, null],
    ['of three words, marked', { ...short, isMarked: true }, 0.85],
    ['of two words, marked', { segments: 2, isMarked: true }, 0.85],
    ['of three words, with capitals at the start of a sentence', { ...short, isMidSentence: false }, null],
    ['of three words, with its capitals in mid-sentence', inSentence, 0.75],
    ['with other marks but its capitals', { ...inSentence, exact: 'Some \u00ad“Title”' }, 0.75],
    ['with a soft hyphen', { ...inSentence, exact: 'Some Ti\u00adtle' }, 0.75],
    ['in small letters', { ...inSentence, exact: 'some title' }, null],
    ['with some capitals', { ...inSentence, exact: 'Some title' }, null],
    ['all in capitals', { ...inSentence, exact: 'SOME TITLE' }, null],
    [
      'that has no capitals',
      {
        ...inSentence,
        exact: 'some title',
        bearers: [{ articleId: 2, articleKey: 'a.example/2', spelling: 'some title' }],
      },
      null,
    ],
  ])('%s', (_name, more, confidence) => {
    const [reference] = resolveReferences(own, [], [mention([0, 10], [2], more)]);
    expect(reference?.confidence ?? null).toBe(confidence);
  });

  it('decides where its first place is', () => {
    expect(
      found([], [mention([0, 10], [2], short), mention([20, 30], [2], { ...short, isMarked: true })]),
    ).toEqual([[2, 20]]);
  });
});
