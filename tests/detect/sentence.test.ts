import { expect, it } from 'vitest';
import { sentencesOf } from '../../src/detect/sentence.ts';

it.each([
  ['two sentences', ['One thing.', 'Another thing!']],
  ['no stop at the end', ['One thing.', 'Another']],
  ['a title before a name', ['Dr. Jones and Mrs. Smith met Prof. Adams.', 'They spoke.']],
  ['initials', ['It is by J. R. R. Tolkien and D. E. Knuth.', 'Read it.']],
  [
    'abbreviations',
    ['See Miller et al. Nature vs. Nurture, cf. Rose, e.g. Page 3, i.e. All of it.', 'Then stop.'],
  ],
  ['German abbreviations', ['Das gilt z. B. Hunden und d. h. Tieren.', 'Sonst nicht.']],
  ['dotted names', ['The U.S. Government paid.', 'Ph.D. Students did not.']],
  ['companies', ['Acme Inc. Tables are square.', 'Others are not.']],
  ['an abbreviation of a number', ['It is in vol. 3 of it, Fig. 12 and No. 5.', 'Look there.']],
  ['a word that is such an abbreviation elsewhere', ['He said no.', 'We left in dec.', 'It was cold.']],
  ['et cetera', ['Cats, dogs etc.', 'Then birds.']],
  ['hours', ['It began at 5 p.m.', 'We came.']],
  ['numbers', ['It costs 3.14 or 1,000.50 now.', 'In 1984.', 'Then more.']],
  ['a numbered line', ['1.', 'Tables are square.']],
  ['an address', ['See example.com/a.html now.', 'Then go.']],
  ['a stop inside quotes', ['She said “It is so.”', 'He left.']],
  ['a question inside quotes', ['“Is it so?” she asked.', 'It is.']],
  ['an exclamation inside a sentence', ['Yahoo! is large.', 'It was.']],
  ['a stop inside brackets', ['(It is so.)', 'He left.']],
  ['an ellipsis inside', ['It is … well … so.', 'Yes.']],
  ['an ellipsis at the end', ['It is so…', 'Or not...', 'Yes.']],
  ['the mark of a note', ['It is so.[12]', 'Then it was not.']],
  ['Chinese', ['这是第一句。', '这是第二句！', '第三句？']],
  ['Hindi', ['यह एक वाक्य है।', 'यह दूसरा है।']],
  ['Arabic', ['هل هذا كتاب؟', 'نعم.']],
])('%s', (_name, sentences) => {
  const block = sentences.join(/[。！？]/.test(sentences[0]!) ? '' : ' ');
  expect(sentencesOf(block).map(({ start, end }) => block.slice(start, end))).toEqual(sentences);
});

it('a line feed ends a sentence, and white space belongs to none', () => {
  const block = ' One line\nand another, by J.\nSmith. ';
  expect(sentencesOf(block).map(({ start, end }) => block.slice(start, end))).toEqual([
    'One line',
    'and another, by J.',
    'Smith.',
  ]);
  expect(sentencesOf('')).toEqual([]);
  expect(sentencesOf(' \n ')).toEqual([]);
});

it('a million characters take no time', () => {
  for (const unit of ['A. ', 'word. Word ', '... ', '.)', '\n', 'word ']) {
    const before = performance.now();
    sentencesOf(unit.repeat(1_000_000 / unit.length));
    expect(performance.now() - before).toBeLessThan(3000);
  }
});
