/*
 * `npm run accept -- pages FOLDER`: what is read from HTML pages, compared with what is expected of them. FOLDER has a folder for each page, with
 * `source.html`, `expected-metadata.json` (title, byline, lang, publishedTime, siteName) and perhaps `expected-text.txt`.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { cleanBody } from '../../../src/body/clean.ts';
import { parseDate } from '../../../src/identity/date.ts';
import { namesOf } from '../../../src/read/byline.ts';
import { DocumentError, type SourceDocument } from '../../../src/read/document.ts';
import type { Facts } from '../../../src/read/facts.ts';
import { parsePage } from '../../../src/read/page/page.ts';
import { readText } from '../../../src/read/read-text.ts';
import { compareTexts, type TextScore } from './text-score.ts';

const Expected = z.object({
  title: z.string().nullish(),
  byline: z.string().nullish(),
  lang: z.string().nullish(),
  publishedTime: z.string().nullish(),
  siteName: z.string().nullish(),
});
type Expected = z.infer<typeof Expected>;

/** Each field as both have it, in a form in which they may be compared; null where nothing is expected. */
const fields: Record<
  string,
  (expected: Expected, found: Facts | null) => [expected: string, found: string] | null
> = {
  title: ({ title }, found) => (title ? [line(title), found?.title ?? ''] : null),
  byline: ({ byline }, found) =>
    byline ? [people(namesOf(byline)), people((found?.authors ?? []).map(({ name }) => name))] : null,
  language: ({ lang }, found) => (lang ? [tag(lang), tag(found?.language ?? '')] : null),
  date: ({ publishedTime }, found) =>
    publishedTime ? [parseDate(publishedTime) ?? publishedTime, found?.date ?? ''] : null,
  site: ({ siteName }, found) => (siteName ? [folded(siteName), folded(found?.publisher ?? '')] : null),
};

const [folder] = process.argv.slice(3);
if (folder === undefined) {
  console.error('npm run accept -- pages FOLDER');
  process.exit(2);
}
const counts = new Map(Object.keys(fields).map((field) => [field, { agreed: 0, expected: 0 }]));
const disagreements: string[] = [];
const scores: TextScore[] = [];
let seconds = 0;
const names = readdirSync(folder).filter((name) => existsSync(path.join(folder, name, 'source.html')));
for (const name of names) {
  const { text } = await readText(path.join(folder, name, 'source.html'));
  const started = performance.now();
  const found = read(text, null)?.facts ?? null;
  seconds += (performance.now() - started) / 1000;
  const expected = Expected.parse(
    JSON.parse(readFileSync(path.join(folder, name, 'expected-metadata.json'), 'utf8')),
  );
  for (const [field, compare] of Object.entries(fields)) {
    const values = compare(expected, found);
    if (!values) continue;
    const count = counts.get(field)!;
    count.expected++;
    if (values[0] === values[1]) count.agreed++;
    else
      disagreements.push(
        `  ${name}: ${field} is ${JSON.stringify(values[1])}, expected ${JSON.stringify(values[0])}`,
      );
  }
  const wanted = path.join(folder, name, 'expected-text.txt');
  if (existsSync(wanted)) scores.push(compareTexts(textOf(text), readFileSync(wanted, 'utf8')));
}
console.log(`${names.length} pages in ${seconds.toFixed(1)} s`);
for (const [field, { agreed, expected }] of counts)
  console.log(`${field}: ${agreed} of ${expected} (${(agreed / Math.max(expected, 1)).toFixed(3)})`);
for (const disagreement of disagreements) console.log(disagreement);
if (scores.length > 0) {
  const mean = (score: keyof TextScore) => scores.reduce((sum, one) => sum + one[score], 0) / scores.length;
  const [precision, recall] = [mean('precision'), mean('recall')];
  const f1 = (2 * precision * recall) / (precision + recall);
  console.log(
    `text: F1 ${f1.toFixed(3)} (precision ${precision.toFixed(3)}, recall ${recall.toFixed(3)}) of ${scores.length} pages`,
  );
}

/** Null for a page that cannot be used. */
function read(text: string, publicationUrl: 'own' | null): SourceDocument | null {
  try {
    return parsePage(text, publicationUrl);
  } catch (error) {
    if (error instanceof DocumentError) return null;
    throw error;
  }
}

/** The text that the page would have as the publication's own. */
function textOf(source: string): string {
  const body = read(source, 'own')?.body;
  if (!body) return '';
  return cleanBody(body.tree, { markdown: '', ...(body.base && { base: body.base }) }).text;
}

function line(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

function folded(text: string): string {
  return line(text).toLowerCase();
}

function tag(language: string): string {
  return language.toLowerCase().replaceAll('_', '-');
}

function people(all: readonly string[]): string {
  return [...new Set(all.map((name) => name.toLowerCase()))].sort().join(', ');
}
