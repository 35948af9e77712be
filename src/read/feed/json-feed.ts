import { decodeHTMLStrict } from 'entities';
import type { Input } from '../bytes/input.ts';
import { DocumentError } from '../document.ts';
import { readJsonParts } from '../json-stream.ts';
import { kindOf } from '../stated-value.ts';
import type { FeedPart, FeedParts } from './feed-parts.ts';
import { rssInJsonParts } from './rss-in-json.ts';

const expected = 'expected is a JSON Feed: an object with "version" and a list "items"';

/** A JSON Feed 1.0 or 1.1, or RSS in JSON. */
export function jsonFeedParts(input: Input): FeedParts {
  return { warnings: [], read: () => readParts(input) };
}

async function* readParts(input: Input): AsyncGenerator<FeedPart> {
  const members: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  const lists = { items: 0, entries: 0, objects: 0 };
  for await (const part of readJsonParts(input, 'items')) {
    if (part.kind === 'whole') throw unknownFormat(`The file is ${kindOf(part.value)}`);
    if (part.kind === 'member') {
      const { name, value } = part;
      if (name === 'items' && ++lists.items > 1) throw unknownFormat('The file has "items" twice');
      if (name === 'rss') yield* rssInJsonParts(value);
      members[name] = name === 'version' || name === 'items' ? value : null;
      yield { kind: 'member', name, value };
      continue;
    }
    lists.entries++;
    if (typeof part.value === 'object' && part.value !== null && !Array.isArray(part.value)) lists.objects++;
    yield { kind: 'entry', index: part.index, value: withTitle(part.value), fault: part.fault };
  }
  if (!('rss' in members)) checkFormat(members, lists);
}

/** Programs that make all kinds of feeds put entities in titles here too, where they mean nothing. */
function withTitle(value: unknown): unknown {
  const title = typeof value === 'object' && value !== null && 'title' in value ? value.title : null;
  return typeof title === 'string' && title.includes('&')
    ? { ...value!, title: decodeHTMLStrict(title) }
    : value;
}

/** @throws DocumentError where it is no JSON Feed */
function checkFormat(
  { version, items }: Readonly<Record<string, unknown>>,
  { entries, objects }: { entries: number; objects: number },
): void {
  if (version !== undefined && !(typeof version === 'string' && /\bjsonfeed\.org\/version\//i.test(version)))
    throw unknownFormat(`"version" is ${JSON.stringify(version).slice(0, 80)}, which is no JSON Feed's`);
  if (items === undefined) throw unknownFormat('The file is an object without "items"');
  if (!Array.isArray(items)) throw unknownFormat(`"items" is ${kindOf(items)}`);
  if (version === undefined && entries > 0 && objects === 0)
    throw unknownFormat('"items" holds no objects, and there is no "version"');
}

function unknownFormat(reason: string): DocumentError {
  return new DocumentError('FORMAT_UNKNOWN', `${reason}; ${expected}`);
}
