import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cleanBody } from '../../src/body/clean.ts';
import { markdownToTree } from '../../src/body/markdown.ts';
import { textToMarkdown, textToTree } from '../../src/body/plain-paragraphs.ts';

const textOf = (source: string) => cleanBody(markdownToTree(source), { markdown: source }).text;

test('plain text keeps its characters, and nothing in it becomes mark-up', () => {
  const paragraphs = [
    '*not* <b>bold</b> & [no](link)',
    '# no heading',
    '1. no list',
    'not ~~struck~~ out',
    '[^1]: no ^[note]',
    'no | table\n|-|-|\nc | d',
  ];
  const shown = paragraphs.map((paragraph) => paragraph.replaceAll('\n', ' ')).join('\n\n');
  const body = cleanBody(textToTree(paragraphs), { markdown: textToMarkdown(paragraphs) });
  expect(body.text).toBe(shown);
  expect(body.html.match(/<\w+/g)).toEqual(paragraphs.map(() => '<p'));
  expect(textOf(body.markdown)).toBe(shown);
});

test('any plain text reads back from its Markdown', () => {
  const bits = fc.constantFrom(
    '*',
    '_',
    '`',
    '[',
    ']',
    '(',
    ')',
    '<',
    '>',
    '!',
    '^',
    '#',
    '|',
    '-',
    '+',
    '=',
    '~',
    '\\',
    '&',
    ';',
    ':',
    '.',
    '1',
    'a',
    'amp',
    ' ',
    '\n',
    '"',
    'é',
    '日',
  );
  const paragraph = fc.array(bits, { minLength: 1, maxLength: 12 }).map((parts) => parts.join(''));
  fc.assert(
    fc.property(fc.array(paragraph, { maxLength: 4 }), (paragraphs) => {
      const { text } = cleanBody(textToTree(paragraphs), { markdown: '' });
      expect(textOf(textToMarkdown(paragraphs))).toBe(text);
    }),
    { numRuns: 1500, seed: 7 },
  );
});

test('arbitrary Markdown does not throw', () => {
  const bits = fc.constantFrom(
    '*',
    '_',
    '`',
    '[',
    '](',
    ')',
    '<',
    '>',
    '![',
    '^[',
    '#',
    '\n',
    '\n\n',
    '    ',
    '|',
    '|-|',
    '- ',
    '1. ',
    '~~',
    '\\',
    '&',
    '<b>',
    '</p>',
    '<td>',
    '<pre>',
    '[^1]',
    '[^1]: ',
    '```',
    '\0',
    '\ud83d',
    '<!--',
    '{: .x}',
    '{% x %}',
    'a',
  );
  fc.assert(
    fc.property(fc.array(bits, { maxLength: 60 }), (parts) => {
      expect(() => textOf(parts.join(''))).not.toThrow();
    }),
    { numRuns: 1000, seed: 7 },
  );
});

test.each<[name: string, source: string]>([
  ['brackets', '['.repeat(100_000)],
  ['emphasis', 'a**b '.repeat(20_000)],
  ['quotes', '>'.repeat(100_000)],
  ['notes', '^[a]'.repeat(25_000)],
  ['notes in notes', `${'^['.repeat(5000)}a${']'.repeat(5000)}`],
  ['comments', '<!-- '.repeat(20_000)],
])(
  '100 kB of %s take no more than seconds',
  (_name, source) => {
    const started = performance.now();
    textOf(source);
    expect(performance.now() - started).toBeLessThan(10_000);
  },
  120_000,
);
