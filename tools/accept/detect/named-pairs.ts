import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { BodyLink } from '../../../src/body/body.ts';
import type { DetectableBody } from '../../../src/detect/prose.ts';
import { stopWords } from '../../../src/identity/stop-words.ts';
import { normalTitle } from '../../../src/identity/fold.ts';
import { findFiles } from '../../../src/read/find-files.ts';
import { openSources } from '../../../src/read/read-documents.ts';
import type { ListedArticle } from '../listing.ts';

/**
 * A document that links a piece with the piece's title as the link's text, by what is to be found where the link is
 * only its text.
 */
export interface NamedPair {
  /** Name of the document's file. */
  file: string;
  /** Address of the piece. */
  target: string;
  title: string;
  kind: 'sure' | 'unsure' | 'ineligible';
  why: string;
}

/** An inline link with its text; images are none. */
const inlineLink = /(?<!!)\[((?:[^[\]\\]|\\.)*)\]\(\s*<?https?:\/\/[^\s)]*>?(?:\s+"[^"]*")?\s*\)/g;

/** Writes the Markdown files of the sources with each link replaced by its text. @returns how many */
export async function withoutLinks(sources: readonly string[], folder: string): Promise<number> {
  mkdirSync(folder, { recursive: true });
  const files = (await findFiles(sources)).files.filter((file) => file.path.endsWith('.md'));
  for (const file of files) {
    const [, front = '', text = ''] =
      /^(---\n[^]*?\n---\n)?([^]*)$/.exec(readFileSync(file.path, 'utf8')) ?? [];
    writeFileSync(path.join(folder, path.basename(file.path)), front + text.replaceAll(inlineLink, '$1'));
  }
  return files.length;
}

/**
 * The rules of what is sure, written a second time: by the text around the link, as far as it stays when the link is gone.
 * For each pair the surest place counts.
 */
export async function namedPairs(
  sources: readonly string[],
  articles: readonly ListedArticle[],
): Promise<NamedPair[]> {
  const titles = new Map(articles.map(({ url, title }) => [url, title]));
  const bearers = Map.groupBy(articles, ({ title }) => normalTitle(title));
  const edges = new Map(articles.map((article) => [article.url, article.references.edges]));
  const pairs = new Map<string, NamedPair>();
  await using opened = await openSources(sources);
  for await (const read of opened.read()) {
    if (read === 'end of file') continue;
    const { outcome } = read.prepared;
    if (typeof outcome === 'string' || !('body' in outcome) || !outcome.body) continue;
    const file = path.basename(read.file.path);
    const linked = edges.get(outcome.facts.url) ?? [];
    for (const { node, reference } of linked) {
      const title = titles.get(node.url)!;
      for (const link of reference.anchors) {
        if (node.url === null || normalTitle(link.exact) !== normalTitle(title)) continue;
        const body = outcome.body;
        const isShared = bearers.get(normalTitle(title))!.length > 1;
        const judged = isShared
          ? (['ineligible', 'borne by two'] as const)
          : judge(body, { ...link, url: '' }, title);
        const pair = { file, target: node.url, title, kind: judged[0], why: judged[1] };
        const key = `${file}\t${node.url}`;
        const known = pairs.get(key);
        if (!known || rank[pair.kind] > rank[known.kind]) pairs.set(key, pair);
      }
    }
  }
  return [...pairs.values()];
}

const rank = { ineligible: 0, unsure: 1, sure: 2 };
const segmenter = new Intl.Segmenter('en', { granularity: 'word' });

function judge(body: DetectableBody, link: BodyLink, title: string): readonly [NamedPair['kind'], string] {
  const { text, layout } = body;
  const block = layout.blocks.find(({ start, end }) => start <= link.start && link.start < end);
  if (block?.kind !== 'prose') return ['ineligible', `in a ${block?.kind ?? 'gap'}`];
  if (layout.code.some(([start, end]) => start < link.end && link.start < end))
    return ['ineligible', 'in code'];
  if (
    /[\p{L}\p{N}\p{M}]$/u.test(text.slice(0, link.start)) ||
    /^[\p{L}\p{N}\p{M}]/u.test(text.slice(link.end))
  )
    return ['ineligible', 'within a word'];
  const words = [...segmenter.segment(normalTitle(title))].filter(({ isWordLike }) => isWordLike);
  const letters = title.match(/\p{L}/gu)?.length ?? 0;
  if (words.length < 2 || letters < 8 || words.every(({ segment }) => stopWords.has(segment)))
    return ['ineligible', 'too short a title'];
  if (words.length >= 4) return ['sure', 'four words or more'];
  const isEmphasised = layout.emphasis.some(
    ([start, end]) =>
      start <= link.start &&
      link.end <= end &&
      !/[\p{L}\p{N}]/u.test(text.slice(start, link.start) + text.slice(link.end, end)),
  );
  if (isEmphasised) return ['sure', 'emphasised'];
  if (/["“„«]$/.test(text.slice(0, link.start)) && /^[,.]?["”“»]/.test(text.slice(link.end)))
    return ['sure', 'quoted'];
  const before = text.slice(block.start, link.start);
  const isMidSentence = /\p{L}/u.test(before.split(/[.!?:;]\s|\n/).at(-1)!);
  const hasCapitals = /\p{Lu}/u.test(title);
  const isWrittenAlike = text.slice(link.start, link.end).replace(/\s+/g, ' ') === title;
  return isMidSentence && hasCapitals && isWrittenAlike
    ? ['sure', 'capitals in mid-sentence']
    : ['unsure', 'short'];
}
