import { type DefaultTreeAdapterTypes as P5, parse, parseFragment, serialize } from 'parse5';
import { expect, test } from 'vitest';
import { cleanBody } from '../../src/body/clean.ts';
import { ATTRIBUTES, BLOCK_TAGS, INLINE_TAGS } from '../../src/body/clean-schema.ts';
import { htmlToMarkdown } from '../../src/body/html-to-markdown.ts';
import { htmlToTree } from '../../src/body/html-tree.ts';
import { markdownToTree } from '../../src/body/markdown.ts';
import { htmlCases, markdownCases } from './xss-cases.ts';

const base = 'https://pub.example/a';
const shell = new Set(['html', 'head', 'body']);
const attributes = new Set(ATTRIBUTES.values());

function* elementsOf(node: P5.ParentNode): Generator<P5.Element> {
  for (const child of node.childNodes) {
    if (!('tagName' in child)) continue;
    yield child;
    yield* elementsOf(child);
  }
}

/** What in the HTML should not be there. */
function faultsIn(root: P5.ParentNode): string[] {
  return [...elementsOf(root)].flatMap(({ tagName, attrs, namespaceURI }) => {
    const faults = attrs.flatMap(({ name, value }) => {
      const isRight =
        attributes.has(name) &&
        (name !== 'href' || /^(?:https?:\/\/|mailto:|#user-content-)/.test(value)) &&
        (name !== 'src' || /^https?:\/\//.test(value)) &&
        (name !== 'id' || value.startsWith('user-content-'));
      return isRight ? [] : [`${tagName} ${name}=${value}`];
    });
    const isBox = attrs.some(({ name, value }) => name === 'type' && value === 'checkbox');
    if (tagName === 'input' && !(isBox && attrs.some(({ name }) => name === 'disabled')))
      faults.push('input');
    const isKnown = shell.has(tagName) || BLOCK_TAGS.has(tagName) || INLINE_TAGS.has(tagName);
    if (!isKnown || !namespaceURI.endsWith('/xhtml')) faults.push(tagName);
    return faults;
  });
}

/** Of the HTML as browsers read it, by itself and in a page, and read again as they write it. */
function faultsOf(html: string): string[] {
  const fragment = parseFragment(html);
  const again = serialize(fragment);
  return [
    ...faultsIn(fragment),
    ...faultsIn(parse(html)),
    ...faultsIn(parseFragment(again)),
    ...(serialize(parseFragment(again)) === again ? [] : ['it changes when it is read again']),
  ];
}

function reported(source: string, html: string): string[] {
  const faults = faultsOf(html);
  return faults.length === 0 ? [] : [`${source} → ${html}: ${faults.join(', ')}`];
}

const cleaned = (tree: Parameters<typeof cleanBody>[0]) => cleanBody(tree, { markdown: '', base }).html;

test('the check sees what runs', () => {
  expect(
    faultsOf('<p onclick="x">a</p><a href="javascript:x">b</a><input type="text"><script></script>'),
  ).toEqual(expect.arrayContaining(['p onclick=x', 'a href=javascript:x', 'input', 'script']));
});

test('nothing that could run is left of HTML', () => {
  expect(htmlCases.length).toBeGreaterThan(2000);
  expect(htmlCases.flatMap((source) => reported(source, cleaned(htmlToTree(source))))).toEqual([]);
});

test('nor of HTML as Markdown', () => {
  expect(
    htmlCases.flatMap((source) =>
      reported(source, cleaned(markdownToTree(htmlToMarkdown(htmlToTree(source), { base })))),
    ),
  ).toEqual([]);
});

test('nor of Markdown', () => {
  const sources = [...markdownCases, ...htmlCases];
  expect(sources.flatMap((source) => reported(source, cleaned(markdownToTree(source))))).toEqual([]);
});
