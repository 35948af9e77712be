import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Parser } from 'htmlparser2';
import { DocumentError, type ReadItem, SkippedError } from '../document.ts';
import { hashOf } from '../repeats.ts';
import { firstSaid } from '../stated-value.ts';
import { readXmlText } from './xml-text.ts';
import { findEncoding } from '../bytes/encoding.ts';
import { Input } from '../bytes/input.ts';

/** A feed that a list names. */
export interface Outline {
  title: string | null;
  /** The address or the file, as it stands. */
  xmlUrl: string;
}

/** Lists have at most so many feeds. */
const outlineLimit = 100_000;

/**
 * The feeds of an OPML list, whatever folders they stand in.
 *
 * @throws DocumentError where the file cannot be read
 */
export async function readOutlines(file: string): Promise<Outline[]> {
  const outlines: Outline[] = [];
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        if (name !== 'outline') return;
        const xmlUrl = attributes.xmlurl?.trim() ?? '';
        if (xmlUrl === '' || outlines.length >= outlineLimit) return;
        outlines.push({ title: firstSaid(attributes.title, attributes.text) ?? null, xmlUrl });
      },
    },
    { xmlMode: true, lowerCaseTags: true, lowerCaseAttributeNames: true },
  );
  using input = new Input(file);
  for await (const text of readXmlText(input, await findEncoding(input.chunks()))) parser.write(text);
  parser.end();
  return outlines;
}

/** The path of the file that the outline names; null where it names an address. */
export function localFeedOf({ xmlUrl }: Outline, list: string): string | null {
  if (/^file:/i.test(xmlUrl)) {
    try {
      return fileURLToPath(xmlUrl);
    } catch {
      return null;
    }
  }
  if (/^[a-z][a-z\d+.-]+:/i.test(xmlUrl)) return null;
  const written = path.resolve(path.dirname(list), xmlUrl);
  const plain = path.resolve(path.dirname(list), unescaped(xmlUrl));
  return !existsSync(written) && existsSync(plain) ? plain : written;
}

/** Without the escapes of addresses, where it has such. */
function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** What of a list is not read: its files are found beside it, its addresses are told as such. */
export async function* readOpml(list: string, location = list): AsyncGenerator<ReadItem> {
  const outlines = await readOutlines(location);
  if (outlines.length === 0) {
    const content = new DocumentError(
      'LIST_INVALID',
      'The list names no feeds: no outline in it has an xmlUrl',
    );
    yield { key: '', item: null, contentHash: hashOf(content.code), content };
  }
  for (const outline of outlines) {
    if (localFeedOf(outline, location) !== null) continue;
    const message = 'The address of a feed: only files are read. Fetch it and name the file';
    yield {
      key: `outline ${hashOf(outline)}`,
      item: outline.xmlUrl.slice(0, 200),
      contentHash: hashOf(outline),
      content: new SkippedError('ADDRESS_SKIPPED', message),
    };
  }
}
