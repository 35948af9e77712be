import { expect, test } from 'vitest';
import { countWords } from '../../src/body/word-count.ts';

test.each<[text: string, words: number]>([
  ['', 0],
  [' … — ! ', 0],
  ['One two,three\n\nfour', 4],
  ["don't rock’n’roll well-known re‑do", 4],
  ["'quoted' -dash- a--b", 4],
  ['3.5 x2 é e\u0301a', 5],
  ['Привет мир 안녕 세상', 4],
  ['東京 タワー', 2],
  ['東京abc', 2],
  ['𝐀𝐁 x-𝐀 🎉-𝐀', 3],
])('%j', (text, words) => {
  expect(countWords(text)).toBe(words);
});

// How many exactly depends on the dictionary of the ICU that Node.js comes with.
test.each(['東京に行きました。', '我喜欢看书，也喜欢写字。', 'สวัสดีครับผมชื่อสมชาย', 'ខ្ញុំស្រលាញ់ភាសាខ្មែរ'])(
  'words without spaces: %s',
  (text) => {
    expect(countWords(text)).toBeGreaterThan(1);
    expect(countWords(text)).toBeLessThan(text.length * 0.8);
  },
);
