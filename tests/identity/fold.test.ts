import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fold, foldName, normalTitle, originalRange } from '../../src/identity/fold.ts';

describe('the normal form of a title', () => {
  it.each([
    ['case', 'The SHAPE of Tables', 'the shape of tables'],
    ['sharp s, small and capital', 'Groß und GROẞ und GROSS', 'gross und gross und gross'],
    ['dotted and dotless i', 'İstanbul Iğdır istanbul', 'istanbul iğdir istanbul'],
    ['dotted i in two characters', 'I\u0307stanbul', 'istanbul'],
    ['final sigma', 'ΟΔΟΣ οδος οδοσ', 'οδοσ οδοσ οδοσ'],
    ['accents that only small letters have in one character', 'Ϊ\u0301 ΐ ι\u0308\u0301', 'ΐ ΐ ΐ'],
    ['ligatures', 'Eﬃcient ﬁles', 'efficient files'],
    ['fullwidth', 'Ｔａｂｌｅｓ：１２', 'tables:12'],
    ['halfwidth katakana with voiced sound marks', 'ﾃﾞｰﾀﾍﾞｰｽ', 'データベース'],
    ['combining marks', 'Cafe\u0301 e\u0323\u0302', 'café ệ'],
    ['Hangul in letters', '\u1112\u1161\u11ab\u1100\u1173\u11af', '한글'],
    ['a Hangul syllable with a final letter', '\uac00\u11a8', '각'],
    ['halfwidth Hangul', 'ﾡￂ', '가'],
    ['single quotes', '‘a’ ‚b‛ ′c‹ ›d´ `e` donʼt ׳', "'a' 'b' 'c' 'd' 'e' don't '"],
    ['double quotes', '“a” „b‟ ″c″ «d» 〝e〟 צה״ל ＂', '"a" "b" "c" "d" "e" צה"ל "'],
    ['dashes', 'a‐b‑c‒d–e—f―g−h－i־j', 'a-b-c-d-e-f-g-h-i-j'],
    ['white space', ' a\u00a0\u2009b\t\n c\u3000d\u2028e ', 'a b c d e'],
    ['white space without end', `a${' '.repeat(2500)}b`, 'a b'],
    ['white space with invisible characters in it', 'a \u200b b \ufeff\u00ad c', 'a b c'],
    [
      'soft hyphen, zero width, direction',
      'Ta\u00adbles\u200b are\u2060 \u200fsquare\ufeff',
      'tables are square',
    ],
    ['variation selectors and joiners', 'I ❤\ufe0f 👩\u200d💻 1\ufe0f\u20e3', 'i ❤ 👩💻 1\u20e3'],
    ['trailing full stop', 'Monsters, Inc.', 'monsters, inc'],
    ['trailing full stop after a space', 'Tables . ', 'tables'],
    ['trailing full stop of Chinese', '深入理解计算机。', '深入理解计算机'],
    ['an ellipsis stays', 'And So On…', 'and so on...'],
    ['an ellipsis of full stops stays', 'And So On...', 'and so on...'],
    ['other marks at the end stay', 'What? No!', 'what? no!'],
    ['nothing but a full stop stays', '.', '.'],
    ['accents stay', 'Résumé', 'résumé'],
  ])('%s', (_name, title, normal) => {
    expect(normalTitle(title)).toBe(normal);
  });

  it('is its own normal form', () => {
    // What stands invisibly between a character and its mark keeps them apart the first time.
    const composed = title.filter((text) => !/[\u00ad\u200b][\u0301\u11a8]/.test(text));
    fc.assert(
      fc.property(composed, (text) => {
        expect(normalTitle(normalTitle(text))).toBe(normalTitle(text));
      }),
      { numRuns: 2000, seed: 1 },
    );
  });
});

/** Texts of what folding treats in a way of its own, among plain words. */
// prettier-ignore
const piece = fc.constantFrom(
  'tables', 'A', ' ', '  ', '\u00a0', '\u00ad', '\u200b', 'é', 'e\u0301', '\u0301', 'ß', 'ẞ', 'İ', 'ı', 'ΟΣ', 'ﬃ', '½', '…', '№',
  '①', '´', '″', '«', '—', '.', '。', '\uac00', '\u11a8', '\u1112\u1161', 'ﾃﾞ', '计算', 'ไทย', '❤\ufe0f', '👩\u200d💻', 'שלום', '𝐀',
);
const title = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''));

describe('offsets lead back to the original', () => {
  it.each([
    ['Plain text', 'text', 'text'],
    ['the Groß\u00ade Straße', 'grosse', 'Groß\u00ade'],
    ['\u00adtables\u200b are', 'tables', 'tables'],
    ['a  \u00a0 b', ' ', '  \u00a0 '],
    ['Cafe\u0301 noir', 'café', 'Cafe\u0301'],
    ['x 𝐀bc', 'abc', '𝐀bc'],
    ['At A\u0301 “b”', 'at á "b"', 'At A\u0301 “b”'],
  ])('in %j %j is %j', (original, word, expected) => {
    const folded = fold(original);
    const from = folded.text.indexOf(word);
    const { start, end } = originalRange(folded, from, from + word.length)!;
    expect(original.slice(start, end)).toBe(expected);
  });

  it('of a part of a character there is no original', () => {
    const folded = fold('Volume ½');
    expect(folded.text).toBe('volume 1⁄2');
    expect(originalRange(folded, 0, 'volume 1'.length)).toBeNull();
    expect(originalRange(folded, 'volume 1⁄'.length, folded.text.length)).toBeNull();
    expect(originalRange(folded, 0, folded.text.length)).toEqual({ start: 0, end: 8 });
  });

  it('what is cut out of the original folds to what was found', () => {
    let whole = 0;
    const inOriginal = (original: string) => {
      const folded = fold(original);
      for (const { 0: word, index } of folded.text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)) {
        const range = originalRange(folded, index, index + word.length);
        if (!range) continue;
        whole++;
        expect(fold(original.slice(range.start, range.end)).text).toBe(word);
      }
    };
    fc.assert(fc.property(title, inOriginal), { numRuns: 2000, seed: 2 });
    fc.assert(fc.property(fc.string({ unit: 'binary' }), inOriginal), { numRuns: 2000, seed: 3 });
    expect(whole).toBeGreaterThan(3000);
  });

  it.each(['a', 'word ', '\u0301', '\u1100', '\u00ad', ' \u200b', '计'])(
    'a text of %j without end folds in a moment',
    (unit) => {
      const text = 'x' + unit.repeat(1_000_000);
      const before = performance.now();
      expect(fold(text).text.length).toBeGreaterThan(0);
      expect(performance.now() - before).toBeLessThan(3000);
    },
  );
});

describe('a name', () => {
  it.each([
    ['Émile  Beispiel', 'emile beispiel'],
    ['E\u0301MILE\u00a0BEISPIEL', 'emile beispiel'],
    ['O’Neil', "o'neil"],
    ['O´Neil', "o'neil"],
    ['STRAẞE', 'strasse'],
    ['Ｉｂｉｄ', 'ibid'],
    ['İnci', 'inci'],
    ['ガイド', 'ガイド'],
    ['ไทย\u200b', 'ไทย'],
    ['Jean‑Luc', 'jean-luc'],
  ])('%j is known as %j', (name, folded) => {
    expect(foldName(name)).toBe(folded);
    expect(foldName(folded)).toBe(folded);
  });
});
