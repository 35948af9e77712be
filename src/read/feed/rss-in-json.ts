import type { FeedPart } from './feed-parts.ts';
import type { XmlElement } from './xml-element.ts';
import { partsOf } from './xml-feed.ts';
import type { XmlPart } from './xml-parts.ts';

/** What holds an element's text, beside its attributes. */
const textMembers = new Set(['#value', '#text', '#']);
const noScope = { base: null, language: null };

/**
 * RSS written as JSON (http://scripting.com/rss-in-json): members are elements, lists are several of a name, attributes and the
 * text beside them are members of an object.
 *
 * @param rss what stands under `rss`
 */
export function rssInJsonParts(rss: unknown): AsyncGenerator<FeedPart> {
  return partsOf(divided(rss));
}

function* divided(rss: unknown): Generator<XmlPart> {
  yield { kind: 'root', name: 'rss' };
  const root = elementOf('rss', rss);
  for (const channel of root.children) {
    if (typeof channel === 'string' || channel.name !== 'channel') continue;
    for (const element of channel.children) {
      if (typeof element === 'string') continue;
      if (element.name === 'item') yield { kind: 'entry', element, scope: noScope, fault: null };
      else yield { kind: 'member', element, scope: noScope };
    }
  }
}

function elementOf(name: string, value: unknown): XmlElement {
  const attributes = new Map<string, string>();
  const children: (XmlElement | string)[] = [];
  const isObject = typeof value === 'object' && value !== null;
  const members = isObject ? Object.entries(value) : [];
  const hasText = members.some(([member]) => textMembers.has(member));
  for (const [member, inner] of members) {
    const text = textOf(inner);
    if (textMembers.has(member)) {
      if (text !== null) children.push(text);
      continue;
    }
    if (text !== null) attributes.set(member.toLowerCase(), text);
    // Beside a text it is an attribute; else it may be either.
    if (text !== null && hasText) continue;
    for (const one of Array.isArray(inner) ? (inner as unknown[]) : [inner])
      children.push(elementOf(member.toLowerCase(), one));
  }
  if (!isObject) children.push(textOf(value) ?? '');
  return { name: name.toLowerCase(), attributes, children };
}

function textOf(value: unknown): string | null {
  return typeof value === 'string'
    ? value
    : typeof value === 'number' || typeof value === 'boolean'
      ? String(value)
      : null;
}
