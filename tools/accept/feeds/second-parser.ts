import { parseFeed } from 'feedsmith';
import { decoderOf, findEncoding } from '../../../src/read/bytes/encoding.ts';
import { Input } from '../../../src/read/bytes/input.ts';
import { parseWebUrl, urlKeys } from '../../../src/identity/url-key.ts';

/** An entry as a parser sees it. */
export interface SeenEntry {
  title: string;
  /** Match keys of what may be its address, each once. */
  addresses: string[];
  /** As written. */
  date: string | null;
  /** What tells the same entry, to the letter. */
  whole: string;
}

type Value = Readonly<Record<string, unknown>>;

/** What feedsmith sees in a feed, decoded as Ibid does; or why it sees nothing. */
export async function readSecond(file: string): Promise<SeenEntry[] | string> {
  let parsed: { feed: Value };
  try {
    parsed = parseFeed(await textOf(file));
  } catch (error) {
    return error instanceof Error ? error.message.slice(0, 100) : String(error);
  }
  const { feed } = parsed;
  const base = [feed.link, feed.home_page_url, ...objectsIn(feed.links).map(({ href }) => href)].find(
    (address) => typeof address === 'string' && URL.canParse(address),
  ) as string | undefined;
  return objectsIn(feed.items ?? feed.entries).map((entry) => seen(entry, base));
}

async function textOf(file: string): Promise<string> {
  using input = new Input(file);
  const decoder = decoderOf(await findEncoding(input.chunks()));
  let text = '';
  for await (const chunk of input.chunks()) text += decoder.write(chunk);
  return text + decoder.end();
}

function seen(entry: Value, base: string | undefined): SeenEntry {
  const links = objectsIn(entry.links).filter(
    ({ rel }) => rel === undefined || rel === 'alternate' || rel === 'related',
  );
  const guid = objectsIn([entry.guid])[0];
  const addresses = [
    entry.link,
    entry.url,
    entry.external_url,
    ...links.map(({ href }) => href),
    // Without saying so it may be a mere name.
    ...(guid && guid.isPermaLink !== false && /^https?:/i.test(textIn(guid.value) ?? '') ? [guid.value] : []),
  ];
  const { title } = entry;
  const dc = objectsIn([entry.dc])[0];
  const dates = [
    entry.pubDate,
    entry.published,
    entry.date_published,
    ...listOf(dc?.dates),
    dc?.date,
    entry.updated,
  ];
  return {
    title: textIn(title) ?? textIn(objectsIn([title])[0]?.value) ?? '',
    addresses: [...new Set(addresses.flatMap((address) => keysOf(address, base)))],
    date: (dates.find((date) => typeof date === 'string' && date !== '') as string | undefined) ?? null,
    whole: JSON.stringify(entry),
  };
}

/** The match key of an address, if it is one. */
export function keysOf(address: unknown, base?: string): string[] {
  const url = typeof address === 'string' ? parseWebUrl(address.trim(), base) : null;
  return url ? [urlKeys(url).exact] : [];
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? (value as unknown[]) : [];
}

function objectsIn(value: unknown): Value[] {
  return listOf(value).filter((one): one is Value => typeof one === 'object' && one !== null);
}

function textIn(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
