import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openApp, type ServedApp } from '../server/served-app.ts';
import { faultsOf, readAnswer } from './sound-answer.ts';

let served: ServedApp;
beforeAll(() => {
  served = openApp('sqlite::memory:');
});
afterAll(() => served[Symbol.asyncDispose]());

const texts = ['n', '"', '語', '🕰', '\u0001', '\ud800'].flatMap((letter) =>
  [30, 150, 450, 2_000].map((length) => letter.repeat(length / letter.length)),
);
const nine = Array.from({ length: 9 }, (_, i) => i);
const declared = nine.map((i) => `$v${i}: Int`).join(' ');
const asked = nine.map((i) => `a${i}: articles(first: $v${i}) { totalCount }`).join(' ');

describe('errors that repeat what was sent stay short, in every script', () => {
  test.each(texts.map((text) => [`${text.length} × ${JSON.stringify(text.slice(0, 2))}`, text]))(
    '%s',
    async (_name, text) => {
      const requests = [
        [`query (${declared}) { ${asked} }`, Object.fromEntries(nine.map((i) => [`v${i}`, text]))],
        [
          `{ ${nine.map((i) => `a${i}: articles(first: ${JSON.stringify(text)}) { totalCount }`).join(' ')} }`,
          {},
        ],
        [
          `query ($v: [ArticleOrder!]) { articles(orderBy: $v) { totalCount } }`,
          { v: nine.map(() => ({ field: text, [text]: 1 })) },
        ],
        [`query ($v: DateTime) { articles(where: { publishedAt: { gt: $v } }) { totalCount } }`, { v: text }],
        [`{ ${text} ${asked} }`, {}],
      ] as const;
      for (const [query, variables] of requests) {
        const answer = await readAnswer(
          await served.ask(query, variables, { accept: 'application/graphql-response+json' }),
        );
        expect([answer.status, faultsOf(answer)]).toEqual([400, []]);
      }
    },
  );
});
