/**
 * Makes docs/graphiql.png: GraphiQL with the backlinks of a paper, asked of the sample graph.
 *
 *     node docs/screenshot.ts [path of Chromium, default /usr/bin/chromium]
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';

const query = `# Which pieces refer to this paper, in which words?
query InWhichWords {
  article(
    by: { url: "https://doi.org/10.1145/359545.359563" }
  ) {
    title
    referencedByCount
    referencedBy(first: 10) {
      edges {
        node { title }
        reference {
          detectedBy
          anchors { sentence }
        }
      }
    }
  }
}`;

const root = path.join(import.meta.dirname, '..');
const folder = mkdtempSync(path.join(tmpdir(), 'ibid-screenshot-'));

/** Chromium's DevTools protocol over a WebSocket: a command and its result. */
class DevTools {
  readonly #socket: WebSocket;
  readonly #waiting = new Map<number, (result: Record<string, unknown>) => void>();

  constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.addEventListener('message', ({ data }) => {
      const { id, result } = JSON.parse(String(data)) as { id?: number; result: Record<string, unknown> };
      if (id !== undefined) this.#waiting.get(id)?.(result);
    });
  }

  static async connect(url: string): Promise<DevTools> {
    const socket = new WebSocket(url);
    await once(socket, 'open');
    return new DevTools(socket);
  }

  async send(method: string, params: object = {}): Promise<Record<string, unknown>> {
    const id = this.#waiting.size + 1;
    const { promise, resolve } = Promise.withResolvers<Record<string, unknown>>();
    this.#waiting.set(id, resolve);
    this.#socket.send(JSON.stringify({ id, method, params }));
    return promise;
  }

  /** What an expression of the page gives, once it gives something. */
  async until(expression: string): Promise<unknown> {
    for (;;) {
      const { result } = await this.send('Runtime.evaluate', { expression, returnByValue: true });
      const { value } = result as { value?: unknown };
      if (value) return value;
      await sleep(100);
    }
  }
}

const ibid = spawn(process.execPath, [path.join(root, 'bin', 'ibid.js'), 'serve', '--port', '0'], {
  cwd: folder,
  env: { LOG_LEVEL: 'silent' },
  stdio: ['ignore', 'pipe', 'inherit'],
});
const chromium = spawn(
  process.argv[2] ?? '/usr/bin/chromium',
  [
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    '--disable-background-networking',
    '--disable-component-update',
    '--remote-debugging-port=0',
    `--user-data-dir=${path.join(folder, 'chromium')}`,
    'about:blank',
  ],
  { stdio: ['ignore', 'ignore', 'pipe'] },
);
try {
  const [line] = (await once(createInterface({ input: ibid.stdout }), 'line')) as [string];
  const api = /http:\S+/.exec(line)![0];
  let browser: string | undefined;
  for await (const told of createInterface({ input: chromium.stderr })) {
    browser = /ws:\S+/.exec(told)?.[0];
    if (browser) break;
  }
  const pages = (await (await fetch(`http://${new URL(browser!).host}/json`)).json()) as {
    type: string;
    webSocketDebuggerUrl: string;
  }[];
  const page = await DevTools.connect(pages.find(({ type }) => type === 'page')!.webSocketDebuggerUrl);
  await page.send('Emulation.setDeviceMetricsOverride', {
    width: 1500,
    height: 860,
    deviceScaleFactor: 1.25,
    mobile: false,
  });
  await page.send('Page.navigate', { url: `${api}?query=${encodeURIComponent(query)}` });
  await page.until(
    `document.querySelector('.graphiql-execute-button') && document.querySelector('.view-lines')`,
  );
  await sleep(1_500);
  await page.send('Runtime.evaluate', {
    expression: `document.querySelector('.graphiql-execute-button').click()`,
  });
  await page.until(`document.querySelector('.result-window')?.textContent.includes('referencedByCount')`);
  await sleep(1_500);
  const { data } = await page.send('Page.captureScreenshot', { format: 'png' });
  writeFileSync(path.join(import.meta.dirname, 'graphiql.png'), Buffer.from(String(data), 'base64'));
} finally {
  const ended = Promise.all([once(ibid, 'exit'), once(chromium, 'exit')]);
  ibid.kill();
  chromium.kill();
  await ended;
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
}
