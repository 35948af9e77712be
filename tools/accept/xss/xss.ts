/*
 * `npm run accept -- xss [CHROMIUM]`: shows what is left of all attempts at running something (tests/body/xss-cases.ts) in headless Chromium,
 * touches everything, and says what ran. A page of what would run shows first that this would be seen.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { cleanBody } from '../../../src/body/clean.ts';
import { htmlToMarkdown } from '../../../src/body/html-to-markdown.ts';
import { htmlToTree } from '../../../src/body/html-tree.ts';
import { markdownToTree } from '../../../src/body/markdown.ts';
import { htmlCases, markdownCases } from '../../../tests/body/xss-cases.ts';

const chromium = process.argv[3] ?? '/usr/bin/chromium';
if (!existsSync(chromium)) {
  console.error(`There is no ${chromium}; npm run accept -- xss CHROMIUM`);
  process.exit(2);
}

const base = 'https://pub.example/a';
const clean = (tree: Parameters<typeof cleanBody>[0]) => cleanBody(tree, { markdown: '', base }).html;
const outputs = [
  ...htmlCases.map((source) => clean(htmlToTree(source))),
  ...htmlCases.map((source) => clean(markdownToTree(htmlToMarkdown(htmlToTree(source), { base })))),
  ...markdownCases.map((source) => clean(markdownToTree(source))),
];

/** Touches everything as a reader may, without leaving the page. */
const touch = `
addEventListener('load', () => {
  for (const element of document.querySelectorAll('main *')) {
    for (const type of ['click', 'mouseover', 'mouseenter', 'focus', 'keydown', 'toggle', 'error', 'animationstart']) {
      const event = new Event(type, { bubbles: true, cancelable: true });
      const isAddress = type === 'click' && element.closest('a')?.protocol.startsWith('http');
      if (!isAddress) element.dispatchEvent(event);
    }
    element.focus?.();
  }
  setTimeout(() => { document.title = 'ran: ' + [...window.all].join(' '); }, 500);
});`;

function pageOf(bodies: readonly string[]): string {
  const record = `window.all = new Set(); window.ran = (what) => window.all.add(what); for (const name of ['alert', 'prompt', 'confirm', 'print', 'open']) window[name] = () => window.all.add(name);`;
  return `<!doctype html><meta charset=utf-8><title></title><script>${record}${touch}</script><main>${bodies.map((body) => `<div>${body}</div>`).join('\n')}</main>`;
}

/** What ran, as the page says it at its end. */
function ranIn(bodies: readonly string[], folder: string): string {
  const file = path.join(folder, 'page.html');
  writeFileSync(file, pageOf(bodies));
  const flags = [
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    '--virtual-time-budget=10000',
    `--user-data-dir=${folder}/profile`,
  ];
  const dom = execFileSync(chromium, [...flags, '--dump-dom', pathToFileURL(file).href], {
    maxBuffer: 1 << 28,
    stdio: ['ignore', 'pipe', 'ignore'],
  }).toString();
  const title = /<title>ran: ?([^<]*)<\/title>/.exec(dom);
  if (!title) throw new Error('The page did not come to its end');
  return title[1]!.trim();
}

const folder = mkdtempSync(path.join(tmpdir(), 'ibid-xss-'));
try {
  const unsafe = ranIn(['<img src="x:x" onerror="ran(7)"><a href="javascript:ran(8)">x</a>'], folder);
  console.log(
    `Without cleaning: ${unsafe === '' ? 'nothing ran, so that this tells nothing' : `ran ${unsafe}`}`,
  );
  const ran = new Set<string>();
  const size = 1000;
  for (let at = 0; at < outputs.length; at += size) {
    const found = ranIn(outputs.slice(at, at + size), folder);
    if (found !== '') ran.add(`${found} among ${at} to ${at + size}`);
  }
  console.log(`${outputs.length} cleaned: ${ran.size === 0 ? 'nothing ran' : [...ran].join('; ')}`);
  process.exitCode = unsafe !== '' && ran.size === 0 ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
