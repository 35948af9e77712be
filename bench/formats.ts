/*
 * npm run bench -- formats [--documents 3000]
 *
 * How many documents a second `ibid ingest` stores from each format, detection included: the same pieces of 5 kB with eight links as Markdown
 * files, as HTML pages of the publication's own, and as one feed, each into a new SQLite store.
 */
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { cleanBody } from '../src/body/clean.ts';
import { escapeHtml } from '../src/body/html-escape.ts';
import { markdownToTree } from '../src/body/markdown.ts';
import { DataSet } from './data-set.ts';

const run = promisify(execFile);
const root = path.dirname(import.meta.dirname);
const site = 'https://marginalia.example';
/** Of a Markdown file, in bytes, on average. */
const fileLength = 5000;
/** As many as Bitcoin Optech's newsletters have in so much text: 11,114 in 7.3 MB. */
const linksEach = 8;

const { values } = parseArgs({ options: { documents: { type: 'string', default: '3000' } } });
const count = Number(values.documents);
const folder = mkdtempSync(path.join(tmpdir(), 'ibid-bench-'));
try {
  writePieces();
  console.log(
    '| format | documents | bytes | seconds | a second | references | MB at most |\n|---|---|---|---|---|---|---|',
  );
  for (const format of ['markdown', 'html', 'rss']) await measure(format);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function writePieces(): void {
  for (const format of ['markdown', 'html', 'rss']) mkdirSync(path.join(folder, format));
  const items: string[] = [];
  let written = 0;
  const lines = [...new DataSet(Math.max(count * 4, 100)).documents()].map((document) => document.line);
  for (let number = 0; number < count; number++) {
    const line = lines.pop()!;
    let text = withFewLinks(line.markdown);
    while (text.length < fileLength) text = withFewLinks(`${text}\n\n${(lines.pop() ?? line).markdown}`);
    const url = `${site}/pieces/${number}`;
    const front = `---\ntitle: ${JSON.stringify(line.title)}\npermalink: ${url}\ndate: ${line.date}\n---\n\n`;
    // At the end of the paragraph at which all files together come closest to their length.
    const wanted = (number + 1) * fileLength - written - front.length - 1;
    const ends = Array.from(text.matchAll(/\n\n|$/g), ({ index }) => index);
    text = text.slice(
      0,
      ends.reduce((best, end) => (Math.abs(end - wanted) < Math.abs(best - wanted) ? end : best)),
    );
    const content = `${front}${text}\n`;
    written += content.length;
    writeFileSync(path.join(folder, 'markdown', `${number}.md`), content);
    const { html } = cleanBody(markdownToTree(text), { markdown: '', base: url });
    const title = escapeHtml(line.title);
    writeFileSync(path.join(folder, 'html', `${number}.html`), pageOf(title, url, line.date, html));
    items.push(
      `<item><title>${title}</title><link>${url}</link><pubDate>${line.date}</pubDate><content:encoded>${escapeHtml(html)}</content:encoded></item>`,
    );
  }
  const feed = `<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Marginalia</title><link>${site}/</link>${items.join('\n')}</channel></rss>`;
  writeFileSync(path.join(folder, 'rss', 'feed.xml'), feed);
}

/** The text with the first of its links only, without the words of the others, which are titles. */
function withFewLinks(markdown: string): string {
  let links = 0;
  return markdown.replace(/ ?\[[^\]]*\]\([^)]*\)/g, (link) => (links++ < linksEach ? link : ''));
}

/** A page with what pages have around their text. */
function pageOf(title: string, url: string, date: string, html: string): string {
  const links = Array.from({ length: 20 }, (_, i) => `<li><a href="/menu/${i}">Menu ${i}</a></li>`).join('');
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title} | Marginalia</title><link rel="canonical" href="${url}">
<meta property="og:title" content="${title}"><meta property="article:published_time" content="${date}"></head>
<body><nav class="menu"><ul>${links}</ul></nav><main><article class="post"><h1>${title}</h1>${html}</article></main>
<aside class="related"><ul>${links}</ul></aside><footer><p>Some rights reserved.</p></footer></body></html>`;
}

async function measure(format: string): Promise<void> {
  const source = path.join(folder, format);
  const argv = ['bin/ibid.js', 'ingest', source, '--json', '--publication-url', site];
  const { stdout, stderr } = await run(
    '/usr/bin/env',
    ['time', '-f', '%M', process.execPath, ...argv, '--database', `sqlite:${folder}/${format}.db`],
    { cwd: root, maxBuffer: 1 << 28 },
  ).catch(async () => ({
    // Without GNU time, without memory.
    ...(await run(process.execPath, [...argv, '--database', `sqlite:${folder}/${format}-again.db`], {
      cwd: root,
      maxBuffer: 1 << 28,
    })),
    stderr: '',
  }));
  const { created, references, seconds } = JSON.parse(stdout) as Record<
    'created' | 'references' | 'seconds',
    number
  >;
  const bytes = format === 'rss' ? statSync(path.join(source, 'feed.xml')).size : sizeOf(source, format);
  const memory = /(\d+)\s*$/.exec(stderr)?.[1];
  const cells = [
    format,
    created,
    bytes,
    seconds.toFixed(1),
    Math.round(created / seconds),
    references,
    memory ? Math.round(Number(memory) / 1000) : '',
  ];
  console.log(`| ${cells.join(' | ')} |`);
}

function sizeOf(source: string, format: string): number {
  const extension = format === 'html' ? 'html' : 'md';
  let sum = 0;
  for (let number = 0; number < count; number++)
    sum += statSync(path.join(source, `${number}.${extension}`)).size;
  return sum;
}
