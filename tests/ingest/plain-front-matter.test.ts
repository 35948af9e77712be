import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseYaml } from '../../src/read/front-matter.ts';
import { readPlainFrontMatter } from '../../src/read/plain-front-matter.ts';

/** What the parser of YAML makes of a text, as JSON: the order of keys counts. */
function readYaml(text: string): string {
  try {
    return JSON.stringify(parseYaml({ text, linesBefore: 1 }, new Set(['title', 'tags'])));
  } catch (error) {
    return String(error);
  }
}

function readPlain(text: string): string | null {
  const frontMatter = readPlainFrontMatter(text);
  return frontMatter && JSON.stringify({ frontMatter, warnings: [] });
}

describe('plain lines are read as the parser of YAML reads them', () => {
  test.each([
    '',
    'title: A clock, [and] {another}\nurl: https://a.example/b?c=d:e\n\nlayout: post  \n',
    'title: "On \\"clocks\\": \\\\ #1"\nname: \'It\'\'s: #2\'\ndate: 2021-05-03T10:00:00.000Z',
    'date: 2021-05-03 10:00:00 +0200\ntags:\n  - one\n  - "two: 2"\n\n  - OP_THREE\nlanguage: en',
    'tags:\n- 2021-05-03\n- b\ncategories: [news,  long reads ]',
  ])('%j', (text) => {
    expect(readPlain(text)).toBe(readYaml(text));
  });

  const words =
    'a title b-c null True ~ No 12 1e3 0x1f .inf 2021-05-03 10:00 é 漢 \\n \\" \\x41 \\u00e9 on << ... ---';
  const marks = `: # " ' '' - [ ] { } , & * ! !!str | > % @ \` ?`;
  const blanks = [
    ' ',
    ' ',
    '  ',
    '\t',
    '\n',
    '\n  ',
    '\n- ',
    '\n  - ',
    '\nkey: ',
    '\ntags:',
    '\u00a0',
    '\u2028',
    '\ufeff',
  ];
  const pieces = [...words.split(' '), ...marks.split(' '), ...blanks];
  const noise = fc.array(fc.constantFrom(...pieces), { maxLength: 12 }).map((parts) => parts.join(''));
  const lines = fc
    .tuple(fc.constantFrom('', 'key: ', 'title: "', "title: '", 'tags:\n  - a\n  - ', 'tags: ['), noise)
    .map(([start, rest]) => `${start}${rest}${{ '"': '"', "'": "'", '[': ']' }[start.at(-1) ?? ''] ?? ''}`);

  test('or left to it', () => {
    let plain = 0;
    const isSame = (text: string) => {
      const own = readPlain(text);
      if (own === null) return;
      plain++;
      expect(own).toBe(readYaml(text));
    };
    fc.assert(fc.property(lines, isSame), { numRuns: 20_000, seed: 5 });
    expect(plain).toBeGreaterThan(1_000);
  });
});
