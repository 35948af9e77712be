import { cleanBody } from '../body/clean.ts';
import { searchableBody } from '../detect/body-words.ts';
import {
  type CleanDocument,
  DocumentError,
  type Identified,
  type Problem,
  type ReadItem,
  RepeatedError,
  SkippedError,
  type SourceDocument,
} from './document.ts';
import { addressesOf } from './facts.ts';
import type { FoundFile } from './find-files.ts';
import type { Prepared } from './prepared.ts';
import { failedItem, readItems, type ReadOptions } from './read-items.ts';

/** Read, parse and clean: everything that needs no database. Never throws: what goes wrong is one document's matter. */
export async function* prepareDocuments(
  file: FoundFile,
  options: ReadOptions = {},
): AsyncGenerator<Prepared> {
  try {
    for await (const item of readItems(file, options)) yield prepare(file.path, item);
  } catch (error) {
    yield prepare(file.path, failedItem(asDocumentError(error)));
  }
}

function prepare(path: string, read: ReadItem): Prepared {
  const { item, content } = read;
  const problem = (code: string, message: string): Problem => ({ source: path, item, code, message });
  const document = read.key === '' ? path : `${path} ${read.key}`;
  if (content === null) {
    const message = 'A draft; it was passed over. A version of it that was ingested before stays as it is';
    return { outcome: 'skipped', document, problems: [problem('DRAFT_SKIPPED', message)] };
  }
  if (content instanceof DocumentError) {
    const outcome =
      content instanceof RepeatedError ? 'repeated' : content instanceof SkippedError ? 'skipped' : 'failed';
    return { outcome, document, problems: [problem(content.code, content.message)] };
  }
  const identified: Identified = { document, path, item, contentHash: read.contentHash };
  if ('topic' in content) return { outcome: { ...identified, topic: content.topic }, document, problems: [] };
  try {
    const { body, warnings } = cleanDocumentBody(content);
    return {
      outcome: { ...identified, facts: content.facts, body },
      document,
      addresses: addressesOf(content.facts),
      ...(content.sources && { sources: content.sources }),
      problems: [...content.warnings, ...warnings].map(({ isOfFile, ...warning }) => ({
        source: path,
        ...warning,
        item: item === null || isOfFile ? warning.item : `${item}: ${warning.item}`,
      })),
    };
  } catch (error) {
    const { code, message } = asDocumentError(error);
    return { outcome: 'failed', document, problems: [problem(code, message)] };
  }
}

function asDocumentError(error: unknown): DocumentError {
  return error instanceof DocumentError
    ? error
    : new DocumentError('UNEXPECTED', `Cannot be read: ${String(error)}`);
}

function cleanDocumentBody({
  facts,
  body,
}: SourceDocument): Pick<SourceDocument, 'warnings'> & Pick<CleanDocument, 'body'> {
  if (!body) return { body: null, warnings: [] };
  const { take, article } = addressesOf(facts);
  const base = body.base ?? (take ?? article)?.url;
  const { invalidLinks, ...clean } = cleanBody(body.tree, { markdown: body.markdown, ...(base && { base }) });
  // A body of images or white space only says nothing: an article without a take.
  const isEmpty = clean.text === '' && clean.links.length === 0;
  return {
    body: isEmpty ? null : searchableBody(clean),
    warnings: invalidLinks.map((link) => ({
      item: link.slice(0, 80),
      code: 'LINK_INVALID',
      message: 'A link in the text is no usable address',
    })),
  };
}
