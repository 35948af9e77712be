import { encodeGlobalID } from '@pothos/plugin-relay';
import { type ArticleRow, articlesByIds } from '../article/article.queries.ts';
import type { DetectionReason } from '../detect/resolve.ts';
import type { Detection } from '../ingest/detect-documents.ts';
import type { DetectedReference } from '../reference/detect-text.ts';
import { readingSettings } from '../settings.ts';
import type { Command } from './command.ts';
import { exitStatus } from './exit-status.ts';
import { formatFlag, formatOf } from './format-flag.ts';
import { withRehearsalStore } from './rehearsal-store.ts';

export const detectCommand: Command = {
  name: 'detect',
  summary: 'say what documents would refer to',
  description: `FILE is whatever ingest takes. Nothing is stored. Each piece that a text names is told once, where it does so first: as a
reference, or as a suggestion where that is not sure, with the reason and the sentence.`,
  argument: 'FILE',
  flags: [formatFlag, { name: 'json', description: 'print what is found as one JSON object' }],
  settings: readingSettings,
  async run({ config, flags, args, io }) {
    const format = formatOf(flags.get('format'));
    // Imported here as it reads Markdown, which other commands need not wait for.
    const { detectInFiles } = await import('../ingest/detect-documents.ts');
    const documents: object[] = [];
    const { publicationUrl } = config;
    const stdin = io.stdin ?? process.stdin;
    let hasFailed = false;
    await withRehearsalStore(config.databaseUrl, 'ibid detect', async ({ db }) => {
      for await (const detection of detectInFiles(db, args, { format, publicationUrl, stdin })) {
        const ids = detection.references.map(({ articleId }) => articleId);
        const articles = await articlesByIds(db, ids, shownFields);
        const found = detection.references.flatMap((reference, i): Told[] => {
          const article = articles[i];
          return article ? [{ ...reference, article }] : [];
        });
        hasFailed ||= detection.hasFailed;
        if (flags.has('json')) documents.push(toJson(detection, found));
        else io.stdout.write(`${describe(detection, found)}\n`);
      }
    });
    if (flags.has('json')) io.stdout.write(`${JSON.stringify({ documents })}\n`);
    return hasFailed ? exitStatus.inputFailed : exitStatus.done;
  },
};

type Told = DetectedReference & { article: ArticleRow };

const shownFields = new Set(['Article.id', 'Article.slug', 'Article.title', 'Article.url']);

function toJson({ source, item, problems }: Detection, found: readonly Told[]): object {
  const references = found.map(({ articleId: _, article: { uid, slug, title, url }, ...reference }) => ({
    article: { id: encodeGlobalID('Article', uid), slug, title, url },
    ...reference,
  }));
  return { source, item, references, problems };
}

const reasons: Record<DetectionReason, string> = {
  ADDRESS: 'its address',
  LONG_TITLE: 'its title, word for word',
  TITLE_SET_OFF: 'its title, quoted or emphasised',
  TITLE_IN_CAPITALS: 'its title, in capitals within a sentence',
  SHORT_TITLE_IN_PASSING: 'words that are also its title: perhaps by chance',
};

function describe({ source, item, hasFailed, problems }: Detection, found: readonly Told[]): string {
  const references = found.filter(({ isReference }) => isReference).length;
  const counts = `${counted(references, 'reference')}, ${counted(found.length - references, 'suggestion')}`;
  const lines = [
    `${source}${item === null ? '' : ` (${item})`}: ${hasFailed ? 'cannot be used' : counts}`,
    ...problems.map(({ code, message }) => `  ${message} [${code}]`),
    ...found.flatMap(({ article, anchor, confidence, isReference, reason }) => [
      `  ${confidence.toFixed(2)} ${article.title}${article.url === null ? '' : ` <${article.url}>`}`,
      `       ${isReference ? 'reference' : 'suggestion'}: ${reasons[reason]}`,
      `       ${oneLine(anchor.sentence)}`,
    ]),
  ];
  // Texts come from documents: a terminal must not take one for a command.
  return lines.map((line) => line.replace(/\p{Cc}/gu, ' ')).join('\n');
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ');
}
