import { describe, expect, it } from 'vitest';
import type { Block } from '../../src/body/body.ts';
import { AnchorMaker } from '../../src/detect/anchor.ts';

/** Blocks of prose, and their text. */
function textOf(...paragraphs: string[]): { text: string; blocks: Block[] } {
  const blocks: Block[] = [];
  let start = 0;
  for (const paragraph of paragraphs) {
    blocks.push({ start, end: start + paragraph.length, kind: 'prose' });
    start += paragraph.length + 2;
  }
  return { text: paragraphs.join('\n\n'), blocks };
}

function anchorOf(words: string, ...paragraphs: string[]) {
  const { text, blocks } = textOf(...paragraphs);
  const start = text.indexOf(words);
  return new AnchorMaker(text, blocks).make(start, start + words.length, null);
}

describe('an anchor', () => {
  it('holds the words, 32 characters on either side, the sentence and the place', () => {
    const before = 'It begins here, and then it names the ';
    const after = ' at some length, if not at all. End.';
    const { text, blocks } = textOf('First one.', `${before}Book of Tables${after}`);
    const start = text.indexOf('Book');
    expect(new AnchorMaker(text, blocks).make(start, start + 14, 'https://a.example')).toEqual({
      exact: 'Book of Tables',
      prefix: before.slice(-32),
      suffix: after.slice(0, 32),
      sentence: 'It begins here, and then it names the Book of Tables at some length, if not at all.',
      start: 50,
      end: 64,
      url: 'https://a.example',
    });
  });

  it('has shorter surroundings where the text ends, and goes beyond its block for them', () => {
    expect(anchorOf('Tables', 'Tables')).toMatchObject({
      prefix: '',
      suffix: '',
      sentence: 'Tables',
      start: 0,
      end: 6,
    });
    expect(anchorOf('Tables', 'One.', 'Tables.', 'Two.')).toMatchObject({
      prefix: 'One.\n\n',
      suffix: '.\n\nTwo.',
      sentence: 'Tables.',
    });
  });

  it('divides no surrogate pair', () => {
    const { prefix, suffix } = anchorOf('Tables', `${'🎉'.repeat(20)} Tables ${'🎉'.repeat(20)}`);
    expect(prefix).toBe(`${'🎉'.repeat(15)} `);
    expect(suffix).toBe(` ${'🎉'.repeat(15)}`);
    expect(anchorOf('Tables', `x${'🎉'.repeat(16)}Tables${'🎉'.repeat(16)}x`)).toMatchObject({
      prefix: '🎉'.repeat(16),
      suffix: '🎉'.repeat(16),
    });
  });

  it.each([
    ['of its block only', ['No stop here', 'Tables are square', 'nor here'], 'Tables are square'],
    ['one of several', ['One. The Tables are square. Two.'], 'The Tables are square.'],
    ['the first', ['Tables are square. Two.'], 'Tables are square.'],
    ['the last', ['One. No Tables'], 'No Tables'],
    ['after a line break', ['One\nTables are square\nTwo'], 'Tables are square'],
  ])('has a sentence: %s', (_name, paragraphs, sentence) => {
    expect(anchorOf('Tables', ...paragraphs).sentence).toBe(sentence);
  });

  it('of words that hold a question mark has the sentences that they stand in', () => {
    expect(
      anchorOf('Who Goes There? A Study', 'One. Read “Who Goes There? A Study” now. Two.').sentence,
    ).toBe('Read “Who Goes There? A Study” now.');
  });

  it('of a link around several blocks has the sentence of the first', () => {
    expect(anchorOf('Tables one.\n\nTables two.', 'Zero. Tables one.', 'Tables two. Three.').sentence).toBe(
      'Tables one.',
    );
  });

  it('of an image has the sentence before it', () => {
    const { text, blocks } = textOf('One. Two.', 'Three.');
    expect(new AnchorMaker(text, blocks).make(9, 9, null)).toMatchObject({
      exact: '',
      prefix: 'One. Two.',
      sentence: 'Two.',
    });
    expect(new AnchorMaker('', []).make(0, 0, null)).toMatchObject({
      exact: '',
      prefix: '',
      suffix: '',
      sentence: '',
    });
  });

  it('shows a sentence without end as far as a thousand characters', () => {
    const { sentence } = anchorOf('Tables', `${'🎉'.repeat(600)}Tables${'word '.repeat(1000)}`);
    expect(sentence).toBe(`${'🎉'.repeat(500)}Tables${'word '.repeat(200)}`);
  });
});

describe('words stand in mid-sentence', () => {
  it.each([
    ['the Tables', true],
    ['One. The Tables', true],
    ['See: Tables', true],
    ['“One,” she said, Tables', true],
    ['Tables', false],
    ['One. Tables', false],
    ['“Tables', false],
    ['One! (Tables', false],
    ['1. Tables', false],
    ['1) Tables', false],
    ['One\nTables', false],
    ['• Tables', false],
  ])('in %j: %j', (paragraph, isMid) => {
    const { text, blocks } = textOf('Before', paragraph, 'after');
    expect(new AnchorMaker(text, blocks).isMidSentence(text.indexOf('Tables'))).toBe(isMid);
  });
});
