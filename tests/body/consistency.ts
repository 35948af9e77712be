import { expect } from 'vitest';
import type { Body } from '../../src/body/body.ts';
import { renderBodyHtml, type ReferenceMark } from '../../src/body/render.ts';

const VOID = /^(?:br|hr|img)$/;

export function unescapeHtml(html: string): string {
  return html
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
}

export function shownCharacters(html: string): string {
  return unescapeHtml(html.replace(/<[^>]*>/g, ''));
}

/** Elements closed in the order in which they were opened, and no link in a link. */
export function expectWellFormed(html: string): void {
  const open: string[] = [];
  for (const [tag, slash, name = ''] of html.matchAll(/<(\/?)([a-z0-9]+)[^>]*>/g)) {
    if (VOID.test(name)) continue;
    if (slash) {
      expect(open.pop(), `what ${tag} closes in ${html}`).toBe(name);
    } else {
      if (name === 'a') expect(open).not.toContain('a');
      open.push(name);
    }
  }
  expect(open).toEqual([]);
}

/** HTML, text and layout agree. */
export function expectConsistent({ html, text, links, layout }: Body): void {
  expectWellFormed(html);

  const covered = text.split('').map((char) => char === '\n');
  let htmlEnd = 0;
  let textEnd = 0;
  for (const [htmlStart, textStart, length] of layout.runs) {
    expect(length).toBeGreaterThan(0);
    expect(htmlStart).toBeGreaterThanOrEqual(htmlEnd);
    expect(textStart).toBeGreaterThanOrEqual(textEnd);
    const slice = text.slice(textStart, textStart + length);
    const escaped = slice.replace(
      /[&<>"]/g,
      (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[c] ?? '&quot;',
    );
    expect(html.slice(htmlStart, htmlStart + escaped.length)).toBe(escaped);
    covered.fill(true, textStart, textStart + length);
    htmlEnd = htmlStart + escaped.length;
    textEnd = textStart + length;
  }
  expect(covered, 'every character but line feeds lies in a run').not.toContain(false);

  let blockEnd = -2;
  for (const { start, end, kind } of layout.blocks) {
    expect(start).toBe(blockEnd + 2);
    expect(end).toBeGreaterThan(start);
    if (blockEnd >= 0) expect(text.slice(blockEnd, start)).toBe('\n\n');
    if (kind !== 'code') expect(text.slice(start, end)).not.toMatch(/^[ \n]|[ \n]$| {2}| \n|\n |[\t\r\f]/);
    blockEnd = end;
  }
  expect(text.length).toBe(Math.max(0, blockEnd));

  let linkEnd = 0;
  for (const [index, { start, end }] of links.entries()) {
    expect(start).toBeGreaterThanOrEqual(linkEnd);
    expect(end).toBeGreaterThanOrEqual(start);
    expect(end).toBeLessThanOrEqual(text.length);
    linkEnd = end;
    const tag = layout.linkTags[index] ?? -1;
    expect(html.slice(tag - 2, tag + 1)).toBe('<a ');
  }
  expect(layout.linkTags).toHaveLength(links.length);

  for (const [start, end] of [...layout.emphasis, ...layout.code]) {
    expect(end).toBeGreaterThan(start);
    expect(layout.blocks.some((block) => block.start <= start && end <= block.end)).toBe(true);
  }
}

/** Marks at every second link and over ranges of text of this length, rendered without harm. */
export function expectRenders({ html, text, links, layout }: Body, length: number): void {
  const marks: ReferenceMark[] = links.flatMap((link, index) =>
    index % 2 === 0 ? [{ id: `link-${index}.`, ...link, link: index, href: null }] : [],
  );
  for (let start = 0; start + length <= text.length; start += length + 1) {
    const end = start + length;
    if (text.slice(start, end).trim() !== '')
      marks.push({ id: `text-${start}.`, start, end, link: null, href: '/to?a&b' });
  }
  const rendered = renderBodyHtml(html, layout, marks);
  expectWellFormed(rendered);
  expect(shownCharacters(rendered)).toBe(shownCharacters(html));
  for (const { id } of marks) expect(rendered.split(` data-reference="${id}"`)).toHaveLength(2);
}
