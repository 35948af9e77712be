import type { Element, ElementContent, Root, RootContent } from 'hast';
import { attribute, lineOf } from './page-tree.ts';

const heading = /^our take:?$/i;
const end = /^read on the original site[\s:.]*(?:https?:\S*)?$/i;

/** A page that comments on another: the source document's layout as HTML. */
export interface OurTake {
  /** What stands between the heading "Our take" and the way to the original. */
  text: Root;
  /** The headline before it; null where there is none. */
  headline: string | null;
  /** Where "Read on the original site" leads, as it stands; null where it leads nowhere. */
  original: string | null;
}

/** @returns null for a page of another layout */
export function findOurTake(root: Root): OurTake | null {
  const found = {
    heading: false,
    end: false,
    headline: null as string | null,
    original: null as string | null,
  };
  const text: Root = { type: 'root', children: [] };
  /** A node's copy with what of it lies between the two. */
  const copy = (nodes: readonly (RootContent | ElementContent)[]): ElementContent[] => {
    const kept: ElementContent[] = [];
    for (const node of nodes) {
      if (node.type === 'text' && found.heading && !found.end) {
        if (end.test(node.value.trim())) found.end = true;
        else kept.push(node);
      }
      if (node.type !== 'element' || silent.has(node.tagName)) continue;
      if (isMark(node, heading) && !found.heading) {
        found.heading = true;
        continue;
      }
      if (found.heading && !found.end && isMark(node, end)) {
        found.end = true;
        found.original = linkIn(node);
        continue;
      }
      if (!found.heading && /^h[12]$/.test(node.tagName)) found.headline = lineOf(node) || found.headline;
      const children = copy(node.children);
      const isWhole = found.heading && !found.end && children.length === node.children.length;
      if (isWhole || children.length > 0) kept.push({ ...node, children });
    }
    return kept;
  };
  text.children = copy(root.children);
  return found.heading && found.end ? { text, headline: found.headline, original: found.original } : null;
}

const silent = new Set(['script', 'style', 'template', 'noscript', 'head']);
/** Longer texts are none of the two. */
const markLimit = 300;

/** Whether all of its text is such a line, so that it is the outermost element that says so. */
function isMark(element: Element, line: RegExp): boolean {
  return isShort(element, { left: markLimit }) && line.test(lineOf(element));
}

/** Without reading more of it than need be. */
function isShort(element: Element, budget: { left: number }): boolean {
  for (const child of element.children) {
    budget.left -= child.type === 'text' ? child.value.length : 1;
    if (budget.left < 0 || (child.type === 'element' && !isShort(child, budget))) return false;
  }
  return true;
}

function linkIn(element: Element): string | null {
  if (element.tagName === 'a') return attribute(element, 'href') ?? null;
  for (const child of element.children) {
    const link = child.type === 'element' ? linkIn(child) : null;
    if (link !== null) return link;
  }
  return null;
}
