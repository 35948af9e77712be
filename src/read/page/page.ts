import { htmlToMarkdown } from '../../body/html-to-markdown.ts';
import { htmlToTree } from '../../body/html-tree.ts';
import { parseWebUrl } from '../../identity/url-key.ts';
import { checkFacts, type StatedFacts } from '../check-facts.ts';
import type { SourceDocument, Warning } from '../document.ts';
import { firstSentence } from '../stated-body.ts';
import { findOurTake, type OurTake } from './our-take.ts';
import { isOwnPage, type PageFields, readFields } from './page-fields.ts';
import { readStatements } from './page-statements.ts';
import { readText } from './page-text.ts';

/**
 * A page in HTML. One with "Our take" and "Read on the original site" is a take on the piece there; one of the publication's own is a
 * piece of its own, whose text is the take; of any other it is known where it is and what it says of itself.
 *
 * @param publicationUrl what lies below it is the publication's own; `own` where the page is, wherever it lies
 * @throws DocumentError
 */
export function parsePage(source: string, publicationUrl: string | null): SourceDocument {
  const root = htmlToTree(source, 'document');
  const statements = readStatements(root);
  const ourTake = findOurTake(root);
  const readable = readText(root);
  const fields = readFields(statements, readable);
  const isOwn = publicationUrl === 'own' || isOwnPage(fields.stated.url, publicationUrl);
  const stated = ourTake ? statedByTake(fields, ourTake) : isOwn ? statedByOwn(fields) : fields.stated;
  const tree = ourTake ? ourTake.text : isOwn ? readable.text : null;
  const base = fields.base;
  if (stated.title === undefined && readable.text) {
    const title = firstSentence(readable.text);
    if (title !== '') Object.assign(stated, { title, isTitleGuessed: true });
  }
  const { facts, warnings } = checkFacts(stated);
  const isUnknown = !isOwn && !ourTake && publicationUrl !== null && fields.stated.url === undefined;
  return {
    facts,
    warnings: isUnknown ? [...warnings, addressUnknown] : warnings,
    body: tree && { tree, markdown: htmlToMarkdown(tree, base === null ? {} : { base }), base },
    // The headline and the link that follows the take.
    sources: ourTake ? { ...fields.sources, title: 'html', url: 'html' } : fields.sources,
  };
}

const addressUnknown: Warning = {
  item: 'url',
  code: 'ADDRESS_UNKNOWN',
  message:
    'The page says no whole address of itself (link rel="canonical", og:url): it is no piece of your own, as it may lie outside of PUBLICATION_URL',
};

/** Its own address is the take's. */
function statedByOwn({ stated: { url, ...stated } }: PageFields): StatedFacts {
  return { ...stated, ...(url !== undefined && { permalink: url }) };
}

/** The headline is that of the piece; who wrote the page, and when, is the take's, and where it stands says nothing of the piece. */
function statedByTake({ stated, base }: PageFields, { headline, original }: OurTake): StatedFacts {
  const { url, publisher: _, authors, date, ...others } = stated;
  const address = original === null ? null : parseWebUrl(original, base ?? undefined);
  return {
    ...others,
    ...(url !== undefined && { authors, ...(date !== undefined && { date }) }),
    ...(headline !== null && { title: headline }),
    ...(address && { url: address.href, isLinkPost: true, isTitleOriginal: true }),
    ...(url !== undefined && { permalink: url }),
  };
}
