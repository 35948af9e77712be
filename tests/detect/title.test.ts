import { describe, expect, it } from 'vitest';
import { isSearched, titleForm, titleWordHashes } from '../../src/detect/title.ts';
import { standsAlone } from '../../src/detect/words.ts';

describe('a title is eligible', () => {
  it.each([
    ['two words of eight letters', 'Bird Song'],
    ['one word and a number', 'Newsletter #12'],
    ['a word that is no stop word', 'The Whale'],
    ['joined words', 'Self-Portrait'],
    ['letters that are marks elsewhere', 'हिन्दी व्याकरण'],
    ['Arabic', 'تاريخ الكتب'],
    ['Hebrew', 'תולדות הספר'],
    ['Greek', 'Η Οδύσσεια'],
    ['Korean', '데이터베이스 시스템'],
    ['five characters of Chinese', '红楼梦研究'],
    ['five characters of Japanese, ー among them', 'データベース'],
    ['Thai', 'ประวัติศาสตร์ไทย'],
    ['Chinese and Latin', 'Rust 程序设计语言'],
  ])('with %s: %j', (_name, title) => {
    expect(titleForm(title).eligible).toBe(true);
  });
});

describe('a title is not eligible', () => {
  it.each([
    ['one word', 'Microserviceslandscape'],
    ['a word in quotes', '“Hypertext”'],
    ['seven letters', 'Go Birds'],
    ['numbers for letters', 'Vol. 1234567'],
    ['stop words', 'What We Were About'],
    ['stop words and what apostrophes leave', "They're What You Don't"],
    ['German stop words', 'Was wir nicht sind'],
    ['four characters of Chinese', '红楼梦记'],
    ['Thai of four letters with vowels and tones', 'ที่นี่'],
    ['signs only', '🎉🎉🎉 !!! 🎉🎉🎉'],
  ])('of %s: %j', (_name, title) => {
    expect(titleForm(title).eligible).toBe(false);
  });
});

it.each([
  ['On Growth and Form', 4],
  ['State-of-the-Art', 4],
  ["Don't Panic", 2],
  ['Newsletter #12', 2],
  ['Who? What! (Where)', 3],
])('%j has %i segments', (title, segments) => {
  expect(titleForm(title).segments).toBe(segments);
});

describe('what a title is looked for by', () => {
  it('is the same for every spelling', () => {
    expect(titleForm('“On  Growth” — and Form.')).toEqual(titleForm('"on growth" – AND form'));
  });

  it('tells apart what differs in its words', () => {
    const hashes = ['On Growth', 'Growth On', 'Ongrowth', 'On Growth and', 'On Grow'].map(
      (title) => titleForm(title).hash,
    );
    expect(new Set(hashes).size).toBe(hashes.length);
  });

  it('is its first two words, and every pair of words for the way back, the longest first', () => {
    const form = titleForm('On Growth and Form');
    expect(form.head).toBe(titleForm('On Growth').hash);
    expect(titleWordHashes(form.normal)).toEqual(
      ['growth and', 'On Growth', 'and form'].map((pair) => titleForm(pair).hash),
    );
  });

  it('is the only word of a script without spaces', () => {
    const form = titleForm('红楼梦研究');
    expect(form.head).toBe(form.hash);
    expect(titleWordHashes(form.normal)).toEqual([form.hash]);
  });

  it('is nothing for a single word elsewhere', () => {
    expect(isSearched(titleForm('Hypertext'))).toBe(false);
    expect(isSearched(titleForm('红楼梦'))).toBe(false);
    expect(isSearched(titleForm('红楼梦研究'))).toBe(true);
    // It covers shorter titles.
    expect(isSearched(titleForm('To Be'))).toBe(true);
  });
});

it.each([
  ['红楼梦研究', true],
  ['データベース', true],
  ['ที่นี่', false],
  ['ประวัติ', true],
  ['abcde', false],
  ['абвгд', false],
  ['한국어문법', false],
])('that %j can be a title by itself is %j', (word, alone) => {
  expect(standsAlone(word)).toBe(alone);
});
