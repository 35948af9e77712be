import type { Nodes } from 'hast';
import { expect, test } from 'vitest';
import { htmlToTree } from '../../src/body/html-tree.ts';

test('properties are those of hast', () => {
  const { children } = htmlToTree(
    '<a class="x  y" HREF="/z" rel="nofollow me" data-on-it="1" hidden tabindex="2" xml:lang="fr">b<!--c--></a>',
  );
  expect(children).toEqual([
    {
      type: 'element',
      tagName: 'a',
      properties: {
        className: ['x', 'y'],
        href: '/z',
        rel: ['nofollow', 'me'],
        dataOnIt: '1',
        hidden: true,
        tabIndex: 2,
        xmlLang: 'fr',
      },
      children: [
        { type: 'text', value: 'b' },
        { type: 'comment', value: 'c' },
      ],
    },
  ]);
});

test('a document has its head, a fragment has none', () => {
  const html = '<title>t</title><p>b';
  const names = (node: Nodes): string[] =>
    'children' in node
      ? node.children.flatMap((child) => ('tagName' in child ? [child.tagName, ...names(child)] : []))
      : [];
  expect(names(htmlToTree(html, 'document'))).toEqual(['html', 'head', 'title', 'body', 'p']);
  expect(names(htmlToTree(html))).toEqual(['title', 'p']);
});

test('depth is bounded, and text keeps its order', () => {
  const measure = (node: Nodes): number =>
    'children' in node ? 1 + Math.max(0, ...node.children.map((child) => measure(child))) : 1;
  const textOf = (node: Nodes): string =>
    'children' in node
      ? node.children.map((child) => textOf(child)).join('')
      : 'value' in node
        ? node.value
        : '';
  const html = Array.from({ length: 3000 }, (_, index) => `<i>${index} `).join('') + '</i>|'.repeat(3000);
  const tree = htmlToTree(html);
  expect(measure(tree)).toBeLessThan(1010);
  expect(textOf(tree)).toBe(html.replace(/<[^>]*>/g, ''));
});
