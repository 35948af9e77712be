/*
 * `npm run accept -- rendered SOURCE…`: what is in Markdown there, rendered to HTML pages as a publication's site shows them, gives the same
 * references.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { cleanBody } from '../../../src/body/clean.ts';
import { escapeHtml } from '../../../src/body/html-escape.ts';
import { openStore } from '../../../src/db/store.ts';
import { migrate } from '../../../src/db/migrate.ts';
import { ingest } from '../../../src/ingest/ingest.ts';
import { describeReport } from '../../../src/ingest/report.ts';
import type { SourceDocument } from '../../../src/read/document.ts';
import { findFiles } from '../../../src/read/find-files.ts';
import { parseMarkdown } from '../../../src/read/markdown.ts';
import { readText } from '../../../src/read/read-text.ts';
import { listStore } from '../listing.ts';

const sources = process.argv.slice(3);
if (sources.length === 0) {
  console.error('npm run accept -- rendered SOURCE…');
  process.exit(2);
}
const folder = mkdtempSync(path.join(tmpdir(), 'ibid-accept-'));
try {
  const pages = path.join(folder, 'pages');
  const site = await renderPages(pages);
  const expected = await referencesIn(sources, 'markdown', null);
  const found = await referencesIn([pages], 'html', site);
  const missing = [...expected].filter((edge) => !found.has(edge));
  const extra = [...found].filter((edge) => !expected.has(edge));
  console.log(
    `${expected.size} references in Markdown, ${found.size} in pages: ${missing.length} missing, ${extra.length} too many`,
  );
  for (const edge of missing.slice(0, 20)) console.log(`  missing: ${edge}`);
  for (const edge of extra.slice(0, 20)) console.log(`  too many: ${edge}`);
  process.exitCode = missing.length + extra.length === 0 ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** @returns the site that they are on */
async function renderPages(into: string): Promise<string> {
  mkdirSync(into);
  await using found = await findFiles(sources);
  let count = 0;
  let site = '';
  for (const file of found.files) {
    if ('error' in file || file.format !== 'markdown') continue;
    const document = parseMarkdown((await readText(file.location)).text);
    if (!document) continue;
    site ||= new URL(document.facts.url ?? document.facts.permalink ?? 'https://site.example/').origin;
    writeFileSync(path.join(into, `${count++}.html`), pageOf(document));
  }
  console.log(`${count} pages of ${site}`);
  return site;
}

/** A page as simple themes make them: a menu, the piece in an article, a footer. */
function pageOf({ facts, body }: SourceDocument): string {
  const url = facts.permalink ?? facts.url;
  const text = body ? cleanBody(body.tree, { markdown: '', ...(url !== null && { base: url }) }).html : '';
  const meta = [
    ...(url === null ? [] : [`<link rel="canonical" href="${escapeHtml(url)}">`]),
    ...(facts.date === null ? [] : [`<meta property="article:published_time" content="${facts.date}">`]),
    ...(facts.publisher === null
      ? []
      : [`<meta property="og:site_name" content="${escapeHtml(facts.publisher)}">`]),
    ...facts.topics.map((topic) => `<meta property="article:tag" content="${escapeHtml(topic)}">`),
  ];
  const title = escapeHtml(facts.title);
  return `<!doctype html>
<html lang="${facts.language ?? 'en'}"><head><meta charset="utf-8"><title>${title}</title><meta property="og:title" content="${title}">${meta.join('\n')}</head>
<body><nav class="menu"><ul><li><a href="/">Home</a></li><li><a href="/about">About</a></li></ul></nav>
<main><article class="post"><header><h1>${title}</h1></header>
${text}
</article></main><footer class="footer"><p>Some rights reserved.</p></footer></body></html>`;
}

/** As "source, how, target, words". */
async function referencesIn(
  from: readonly string[],
  name: string,
  publicationUrl: string | null,
): Promise<Set<string>> {
  const url = `sqlite:${path.join(folder, `${name}.db`)}`;
  await using store = openStore(url);
  await migrate(store);
  const report = await ingest(store, from, { publicationUrl });
  console.log(`${name}: ${describeReport({ ...report, problems: [], sources: [] }, { dryRun: false })}`);
  const { articles } = await listStore(store, url);
  return new Set(
    articles.flatMap((article) =>
      article.references.edges.map(
        ({ node, reference: { detectedBy, anchors } }) =>
          `${article.url}\t${detectedBy}\t${node.url}\t${anchors.map(({ exact }) => exact).join(' | ')}`,
      ),
    ),
  );
}
