import type { Root } from 'hast';
import { type DefaultTreeAdapterTypes as P5, parse, parseFragment, serialize } from 'parse5';
import { expect, test } from 'vitest';
import { cleanBody } from '../../src/body/clean.ts';
import { ATTRIBUTES, SCHEMA } from '../../src/body/clean-schema.ts';
import { htmlToMarkdown } from '../../src/body/html-to-markdown.ts';
import { htmlToTree } from '../../src/body/html-tree.ts';
import { markdownToTree } from '../../src/body/markdown.ts';
import { type ReferenceMark, renderBodyHtml } from '../../src/body/render.ts';
import { htmlCases, markdownCases } from './xss-cases.ts';

const base = 'https://pub.example/a';
const shell = new Set(['html', 'head', 'body']);
const knownTags = new Set(SCHEMA.tagNames);
const knownClass = /^(?:footnote-(?:backref|item|ref)|footnotes(?:-list|-sep)?|language-.+)$/;

/** What no schema may let through, said once more here: a mistake in the schema would allow itself. */
const neverTags =
  /^(?:script|style|link|meta|base|i?frame|frameset|object|embed|applet|form|button|select|option|textarea|svg|math|template|noscript|title|xmp|plaintext|noembed|noframes|audio|video|source|portal|dialog|slot|.*[^a-z0-9].*)$/;
const neverAttributes =
  /^(?:on.*|style|name|srcset|srcdoc|ping|target|action|formaction|background|poster|data|is|slot|part|tabindex|contenteditable|autofocus|.*[^a-z].*)$/;

/** The attributes of each element by the schema, as HTML names them. */
const allowed = new Map(
  SCHEMA.tagNames!.map((tag) => [
    tag,
    new Set(
      [...(SCHEMA.attributes!['*'] ?? []), ...(SCHEMA.attributes![tag] ?? [])].map((rule) =>
        ATTRIBUTES.get(typeof rule === 'string' ? rule : rule[0]),
      ),
    ),
  ]),
);

function* elementsOf(node: P5.ParentNode): Generator<P5.Element> {
  for (const child of node.childNodes) {
    if (!('tagName' in child)) continue;
    yield child;
    yield* elementsOf(child);
  }
}

function isRight(tag: string, name: string, value: string): boolean {
  if (neverAttributes.test(name) || !allowed.get(tag)?.has(name)) return false;
  if (name === 'href') return /^(?:https?:\/\/|mailto:|#user-content-)/.test(value);
  if (name === 'src') return /^https?:\/\//.test(value);
  if (name === 'id') return value.startsWith('user-content-');
  if (name === 'class') return value.split(' ').every((one) => knownClass.test(one));
  return true;
}

/** What in the HTML should not be there. */
function faultsIn(root: P5.ParentNode): string[] {
  return [...elementsOf(root)].flatMap(({ tagName, attrs, namespaceURI }) => {
    const faults = attrs
      .filter(({ name, value }) => !isRight(tagName, name, value))
      .map(({ name, value }) => `${tagName} ${name}=${value}`);
    const isBox = attrs.some(({ name, value }) => name === 'type' && value === 'checkbox');
    if (tagName === 'input' && !(isBox && attrs.some(({ name }) => name === 'disabled')))
      faults.push('input');
    const isKnown = shell.has(tagName) || (knownTags.has(tagName) && !neverTags.test(tagName));
    if (!isKnown || !namespaceURI.endsWith('/xhtml')) faults.push(tagName);
    return faults;
  });
}

/** Of the HTML as browsers read it, by itself and in a page, and read again as they write it. */
function faultsOf(html: string): string[] {
  const fragment = parseFragment(html);
  const again = serialize(fragment);
  const onceMore = parseFragment(again);
  const box = parseFragment(`<div>${html}</div>`);
  return [
    ...faultsIn(fragment),
    ...faultsIn(parse(html)),
    ...faultsIn(parse(html, { scriptingEnabled: false })),
    ...faultsIn(onceMore),
    ...(serialize(onceMore) === again ? [] : ['it changes when it is read again']),
    ...(box.childNodes.length === 1 ? [] : ['it leaves the element that it stands in']),
  ];
}

const known = new Map<string, string[]>();

/** Many attempts leave the same. */
function reported(source: string, html: string): string[] {
  let faults = known.get(html);
  if (!faults) known.set(html, (faults = faultsOf(html)));
  return faults.length === 0 ? [] : [`${source} → ${html}: ${faults.join(', ')}`];
}

/** Enough to see the fault by: one mistake can fail thousands of attempts, and to compare those takes minutes. */
function firstFaults<T>(sources: readonly T[], faultsOfSource: (source: T) => string[]): string[] {
  const faults: string[] = [];
  for (const source of sources) {
    faults.push(...faultsOfSource(source));
    if (faults.length >= 20) break;
  }
  return faults;
}

const cleaned = (tree: Root) => cleanBody(tree, { markdown: '', base }).html;
const throughMarkdown = (tree: Root) => cleaned(markdownToTree(htmlToMarkdown(tree, { base })));

test.each([
  ['<p onclick="x">a</p>', 'p onclick=x'],
  ['<p style="x">a</p>', 'p style=x'],
  ['<p href="https://a.example">a</p>', 'p href=https://a.example'],
  ['<a href="javascript:x">b</a>', 'a href=javascript:x'],
  ['<a href="//a.example">b</a>', 'a href=//a.example'],
  ['<a href="#x">b</a>', 'a href=#x'],
  ['<img src="data:x">', 'img src=data:x'],
  ['<img src="https://a.example/i" srcset="x">', 'img srcset=x'],
  ['<p id="x">a</p>', 'p id=x'],
  ['<p name="x">a</p>', 'p name=x'],
  ['<sup class="x">a</sup>', 'sup class=x'],
  ['<input type="text" disabled>', 'input'],
  ['<input type="checkbox">', 'input'],
  ['<script></script>', 'script'],
  ['<x-y></x-y>', 'x-y'],
  ['<svg><p></p></svg>', 'svg'],
  ['<math><b></b></math>', 'math'],
  ['<noscript><p title="</noscript><i>">', 'noscript'],
  ['<p>a</div>b', 'it leaves the element that it stands in'],
  ['<form><div></form><form>', 'it changes when it is read again'],
])('the check sees %s', (html, fault) => {
  expect(faultsOf(html)).toContain(fault);
});

test('there are many attempts, each once', () => {
  expect(htmlCases.length + markdownCases.length).toBeGreaterThan(10_000);
  expect(new Set(htmlCases).size).toBe(htmlCases.length);
  expect(new Set(markdownCases).size).toBe(markdownCases.length);
});

test.each<[name: string, sources: readonly string[], clean: (source: string) => string]>([
  ['HTML', htmlCases, (source) => cleaned(htmlToTree(source))],
  ['a page', htmlCases, (source) => cleaned(htmlToTree(source, 'document'))],
  ['HTML as Markdown', htmlCases, (source) => throughMarkdown(htmlToTree(source))],
  ['Markdown', [...markdownCases, ...htmlCases], (source) => cleaned(markdownToTree(source))],
  ['Markdown written anew', markdownCases, (source) => throughMarkdown(markdownToTree(source))],
])('nothing that could run is left of %s', (_name, sources, clean) => {
  expect(firstFaults(sources, (source) => reported(source, clean(source)))).toEqual([]);
});

test('references add links only, whatever their ids and addresses hold', () => {
  const hostile = '"><img src=x onerror=top.ran(1)>\'';
  const sources = [...htmlCases.map((html) => htmlToTree(html)), ...markdownCases.map(markdownToTree)];
  const faultsOfTree = (tree: Root) => {
    const body = cleanBody(tree, { markdown: '', base });
    const marks: ReferenceMark[] = [
      ...body.links.map((link, i) => ({ ...link, id: hostile, link: i, href: null })),
      ...[...body.text.matchAll(/\S+/g)].map(({ index, 0: word }) => ({
        id: hostile,
        start: index,
        end: index + word.length,
        link: null,
        href: `https://a.example/${hostile}`,
      })),
    ];
    const html = renderBodyHtml(body.html, body.layout, marks);
    const fragment = parseFragment(html);
    for (const element of elementsOf(fragment)) {
      // Two attributes are more than the schema knows, on <a> and <span>; all else is as without references.
      const isMark = element.tagName === 'a' || element.tagName === 'span';
      element.attrs = element.attrs.filter(
        ({ name, value }) => !(isMark && value === hostile && /^data-reference(?:-part)?$/.test(name)),
      );
    }
    const faults = faultsIn(fragment);
    return faults.length === 0 ? [] : [`${body.html} → ${html}: ${faults.join(', ')}`];
  };
  expect(firstFaults(sources, faultsOfTree)).toEqual([]);
});
