import type { ListedArticle } from './listing.ts';
import { shuffled } from './random.ts';

/** Prints how the LINK references compare with those that are right; true where they are the same. */
export function compareEdges(articles: readonly ListedArticle[], expectation: string): boolean {
  const expected = new Set(expectation.trim().split('\n').slice(1));
  const found = new Set(
    articles.flatMap((article) =>
      article.references.edges
        .filter(({ reference }) => reference.detectedBy === 'LINK')
        .map(({ node }) => `${article.url}\t${node.url}`),
    ),
  );
  const missing = [...expected].filter((edge) => !found.has(edge));
  const extra = [...found].filter((edge) => !expected.has(edge));
  console.log(
    `${found.size} LINK references, ${expected.size} expected: ${missing.length} missing, ${extra.length} too many`,
  );
  for (const edge of missing.slice(0, 10)) console.log(`  missing: ${edge}`);
  for (const edge of extra.slice(0, 10)) console.log(`  too many: ${edge}`);
  return missing.length === 0 && extra.length === 0;
}

/** TITLE references drawn by a seed, as a Markdown table for a reader. */
export function sampleTitles(articles: readonly ListedArticle[], size: number, seed: number): string {
  const all = articles.flatMap((article) =>
    article.references.edges
      .filter(({ reference }) => reference.detectedBy === 'TITLE')
      .map(({ node, reference }) => ({ article, node, reference })),
  );
  const rows = shuffled(all, seed)
    .slice(0, size)
    .map(({ article, node, reference }, i) => {
      const { exact, sentence } = reference.anchors[0]!;
      const words = sentence.replace(exact, `**${exact}**`).replaceAll('|', '\\|').replace(/\s+/g, ' ');
      return `| ${i + 1} | ${article.title} | ${node.title} | ${reference.confidence} | ${words} | |`;
    });
  return [
    `${rows.length} of ${all.length} TITLE references, drawn by seed ${seed}.`,
    '',
    '| | in | names | confidence | sentence | right? |',
    '|---|---|---|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}
