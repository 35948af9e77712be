import { createHash } from 'node:crypto';
import { parentPort, workerData } from 'node:worker_threads';
import { gzipSync } from 'node:zlib';
import { renderGraphiQL } from '@graphql-yoga/render-graphiql';
import type { ExampleTab } from './example-tabs.ts';

/** What the worker sends once. */
export interface GraphiqlPage {
  gzipped: Uint8Array<ArrayBuffer>;
  etag: string;
}

/**
 * GraphiQL opens its first default tab without that tab's variables: it takes them from its storage only. They are
 * put there on a first visit, and never where a link brings a query of its own.
 */
function seedVariables(variables: string): string {
  const text = JSON.stringify(variables).replaceAll('<', String.raw`\u003c`);
  return `<script>
    if (!localStorage.getItem('graphiql:tabState') && !new URLSearchParams(location.search).has('query')) {
      localStorage.setItem('graphiql:variables', ${text});
    }
  </script>`;
}

/**
 * A pressed tab gets the offset that GraphiQL's animation last computed for it, which is stale after loading: the tab
 * jumps away from under the pointer, and the click goes to none.
 */
const tabsKeepStill = '<style>.graphiql-tab { transform: none !important; }</style>';

/** An editor's invisible parts reach below the window: without this the page gets scroll bars beside the editors' own. */
const pageFits = '<style>html { overflow: hidden; }</style>';

function render(tabs: ExampleTab[]): string {
  const html = renderGraphiQL({
    title: 'Ibid',
    // Where there is nothing to see among the variables their place is the query's.
    defaultEditorToolsVisibility: tabs.some((tab) => tab.variables !== null),
    ...(tabs.length > 0 ? { defaultTabs: tabs } : {}),
  });
  const variables = tabs[0]?.variables;
  const added = tabsKeepStill + pageFits + (variables ? seedVariables(variables) : '');
  // By a function, as a replacement text gives a meaning to dollar signs.
  return html.replace('<div id="root"></div>', (root) => root + added);
}

const html = render(workerData as ExampleTab[]);
const page: GraphiqlPage = {
  gzipped: Uint8Array.from(gzipSync(html)),
  // Weak, as it is the same for the page compressed and plain.
  etag: `W/"${createHash('sha256').update(html).digest('base64url').slice(0, 22)}"`,
};
parentPort?.postMessage(page, [page.gzipped.buffer]);
