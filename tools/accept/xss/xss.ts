/*
 * `npm run accept -- xss [CHROMIUM]`: shows what is left of all attempts at running something (tests/body/xss-cases.ts) in headless
 * Chromium, touches everything, and says what ran. Pages of what does run show first that each way of running would be seen.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { decodeHTML } from 'entities';
import type { Root } from 'hast';
import { cleanBody } from '../../../src/body/clean.ts';
import { htmlToMarkdown } from '../../../src/body/html-to-markdown.ts';
import { htmlToTree } from '../../../src/body/html-tree.ts';
import { markdownToTree } from '../../../src/body/markdown.ts';
import { htmlCases, markdownCases } from '../../../tests/body/xss-cases.ts';
import { type PageMode, pageOf } from './page.ts';

const chromium = process.argv[3] ?? '/usr/bin/chromium';
if (!existsSync(chromium)) {
  console.error(`There is no ${chromium}; npm run accept -- xss CHROMIUM`);
  process.exit(2);
}

const modes: readonly PageMode[] = ['open', 'policed'];
const bodiesPerPage = 1000;

/** What runs if nobody cleans it, by the ways in which things run: each must be seen by its number or name. */
const unsafe: readonly string[] = [
  '<script>ran(1)</script>',
  '<img src="x:x" onerror="ran(2)">',
  '<a href="javascript:ran(3)">x</a>',
  '<a href="java&#10;script:ran(4)">x</a>',
  '<svg onload="ran(5)"></svg>',
  '<svg><a href="javascript:ran(6)"><text>x</text></a></svg>',
  '<p onmouseover="ran(7)">x</p>',
  '<p tabindex="0" onfocus="ran(8)">x</p>',
  '<details ontoggle="ran(9)">x</details>',
  '<iframe srcdoc="<script>top.ran(10)</script>"></iframe>',
  '<iframe src="javascript:top.ran(11)"></iframe>',
  '<form action="javascript:ran(12)"><button>x</button></form>',
  '<p onclick="nothing.there()">x</p>',
  '<p onclick="alert(1)">x</p>',
  '<p onclick="eval(1)">x</p>',
];
const expected = [...Array.from({ length: 12 }, (_, i) => `ran ${i + 1}`), 'ran alert', 'ran eval'];

function seenIn(bodies: readonly string[], mode: PageMode, folder: string): string[] {
  const file = path.join(folder, 'page.html');
  writeFileSync(file, pageOf(bodies, mode));
  const flags = [
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    '--disable-background-networking',
    '--disable-component-update',
    // Pictures are not asked for: the attempts name hosts of nobody.
    '--host-resolver-rules=MAP * ~NOTFOUND',
    '--virtual-time-budget=20000',
    `--user-data-dir=${path.join(folder, 'profile')}`,
  ];
  const dom = execFileSync(chromium, [...flags, '--dump-dom', pathToFileURL(file).href], {
    maxBuffer: 2 ** 28,
    stdio: ['ignore', 'pipe', 'ignore'],
    timeout: 120_000,
  }).toString();
  const title = /<title>seen: ([^<]*)<\/title>/.exec(dom);
  // Whoever leads the page elsewhere ran too.
  return title ? (JSON.parse(decodeHTML(title[1]!)) as string[]) : ['left the page, or it did not end'];
}

/** The cleaned forms, each once. */
function cleanedForms(): string[] {
  const base = 'https://pub.example/a';
  const forms = new Set<string>();
  const add = (tree: Root) => {
    const markdown = htmlToMarkdown(tree, { base });
    forms.add(cleanBody(tree, { markdown, base }).html);
    forms.add(cleanBody(markdownToTree(markdown), { markdown, base }).html);
  };
  for (const source of htmlCases) add(htmlToTree(source));
  for (const source of [...markdownCases, ...htmlCases]) add(markdownToTree(source));
  return [...forms];
}

const folder = mkdtempSync(path.join(tmpdir(), 'ibid-xss-'));
try {
  const open = seenIn(unsafe, 'open', folder);
  const missed = expected.filter((what) => !open.includes(what));
  if (!open.some((what) => what.startsWith('ran and threw'))) missed.push('what throws');
  const refused = seenIn(unsafe, 'policed', folder).filter((what) => what.startsWith('refused')).length;
  if (refused === 0) missed.push('what is refused');
  console.log(
    `Without cleaning: ${open.filter((what) => what.startsWith('ran')).length} ran, ${refused} were refused` +
      (missed.length === 0 ? '' : `; not seen: ${missed.join(', ')}`),
  );

  const bodies = cleanedForms();
  const faults: string[] = [];
  for (let at = 0; at < bodies.length; at += bodiesPerPage) {
    const part = bodies.slice(at, at + bodiesPerPage);
    for (const mode of modes) {
      const seen = seenIn(part, mode, folder);
      if (seen.length > 0) faults.push(`${mode}, forms ${at} to ${at + part.length}: ${seen.join('; ')}`);
    }
  }
  console.log(
    `${htmlCases.length} attempts in HTML, ${markdownCases.length} in Markdown, ${bodies.length} cleaned forms: ` +
      (faults.length === 0 ? 'nothing ran, nothing was refused, nothing is outside the schema' : 'but'),
  );
  for (const fault of faults) console.log(fault);
  process.exitCode = missed.length === 0 && faults.length === 0 ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
}
