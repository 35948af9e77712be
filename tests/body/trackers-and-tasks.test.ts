import { expect, test } from 'vitest';
import { cleanBody, type CleanedBody } from '../../src/body/clean.ts';
import { htmlToTree } from '../../src/body/html-tree.ts';
import { markdownToTree } from '../../src/body/markdown.ts';

const clean = (html: string): CleanedBody => cleanBody(htmlToTree(html), { markdown: '' });

test('pictures that count readers go, others stay', () => {
  const kept = '<img src="https://a.example/i.png" width="200" height="2">';
  const trackers = [
    'width=1 height=1 src=https://a.example/i.gif',
    'height=0 src=https://a.example/i.gif',
    'style="display: none" src=https://a.example/i.gif',
    'style="width:1px;height:1px" src=https://a.example/i.gif',
    'src=https://feeds.feedburner.com/~r/blog/~4/x',
    'src=https://pixel.wp.com/b.gif?x',
    'src="https://www.facebook.com/tr?id=1"',
  ];
  expect(clean(trackers.map((tracker) => `<img ${tracker}>`).join('') + kept).html).toBe(kept);
});

test('boxes of tasks stay, other inputs go', () => {
  expect(
    cleanBody(markdownToTree('- [ ] to *do*\n- [x] done\n- [y] no\n\n[ ] no'), { markdown: '' }),
  ).toMatchObject({
    html: '<ul><li><input type="checkbox" disabled="">to <em>do</em></li><li><input type="checkbox" disabled="" checked="">done</li><li>[y] no</li></ul><p>[ ] no</p>',
    text: 'to do\n\ndone\n\n[y] no\n\n[ ] no',
  });
  expect(
    clean('a<input><input type=checkbox><input type=text disabled value=x><button>b</button>').html,
  ).toBe('a');
});
