import type { Nodes, Root } from 'hast';

/** The text of the first heading; undefined where there is none. */
export function headingOf(tree: Root): string | undefined {
  const heading = firstHeading(tree);
  return heading && (textOf(heading).replace(/\s+/g, ' ').trim() || undefined);
}

function firstHeading(node: Nodes): Nodes | undefined {
  if (node.type === 'element' && /^h[1-6]$/.test(node.tagName)) return node;
  if (!('children' in node)) return undefined;
  for (const child of node.children) {
    const found = firstHeading(child);
    if (found) return found;
  }
  return undefined;
}

function textOf(node: Nodes): string {
  if (node.type === 'text') return node.value;
  return 'children' in node ? node.children.map(textOf).join('') : '';
}
