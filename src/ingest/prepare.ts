import { cleanBody } from '../body/clean.ts';
import { type CleanDocument, DocumentError, type SourceDocument } from './document.ts';
import { addressesOf } from './facts.ts';
import type { FoundFile } from './find-files.ts';
import { parseMarkdown } from './markdown.ts';
import { contentHashOf, readText } from './read-text.ts';
import type { Problem } from './report.ts';
import { parseTextPage } from './text-page.ts';

/** What became of a file before the store sees it. */
export interface Prepared {
  outcome: 'ready' | 'failed' | 'skipped';
  /** Null unless it is ready. */
  document: CleanDocument | null;
  problems: Problem[];
}

const parsers = { markdown: parseMarkdown, text: parseTextPage };

/** Read, parse and clean: everything that needs no database. Never throws: what goes wrong is one document's matter. */
export async function prepareDocument(file: FoundFile): Promise<Prepared> {
  const problem = (code: string, message: string): Problem => ({
    source: file.path,
    item: null,
    code,
    message,
  });
  try {
    if ('error' in file) throw file.error;
    const { text, bytes } = await readText(file.path);
    const document = parsers[file.format](text);
    if (!document) {
      const problems = [
        problem(
          'DRAFT_SKIPPED',
          'A draft; it was passed over. A version of it that was ingested before stays as it is',
        ),
      ];
      return { outcome: 'skipped', document: null, problems };
    }
    const { body, warnings } = cleanDocumentBody(document);
    return {
      outcome: 'ready',
      document: {
        document: file.path,
        path: file.path,
        item: null,
        contentHash: contentHashOf(bytes),
        facts: document.facts,
        body,
      },
      problems: [...document.warnings, ...warnings].map((warning) => ({ source: file.path, ...warning })),
    };
  } catch (error) {
    const [code, message] =
      error instanceof DocumentError
        ? [error.code, error.message]
        : ['UNEXPECTED', `Cannot be read: ${String(error)}`];
    return { outcome: 'failed', document: null, problems: [problem(code, message)] };
  }
}

function cleanDocumentBody({
  facts,
  body,
}: SourceDocument): Pick<SourceDocument, 'warnings'> & Pick<CleanDocument, 'body'> {
  if (!body) return { body: null, warnings: [] };
  const { take, article } = addressesOf(facts);
  const base = (take ?? article)?.url;
  const { invalidLinks, ...clean } = cleanBody(body.tree, { markdown: body.markdown, ...(base && { base }) });
  // A body of images or white space only says nothing: an article without a take.
  const isEmpty = clean.text === '' && clean.links.length === 0;
  return {
    body: isEmpty ? null : clean,
    warnings: invalidLinks.map((link) => ({
      item: link.slice(0, 80),
      code: 'LINK_INVALID',
      message: 'A link in the text is no usable address',
    })),
  };
}
