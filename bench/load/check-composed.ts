import { deepStrictEqual } from 'node:assert';
import { cleanBody } from '../../src/body/clean.ts';
import { AnchorMaker } from '../../src/detect/anchor.ts';
import { TextToSearch } from '../../src/detect/mentions.ts';
import { titleForm } from '../../src/detect/title.ts';
import { checkLine, readDocumentLine } from '../../src/read/jsonl-line.ts';
import type { DocumentLine } from '../data-set.ts';
import { titleAt } from '../text/words.ts';
import type { ComposedText } from './composed-text.ts';

/** @throws AssertionError where the product makes something else of the text than was composed */
export function checkComposed(line: DocumentLine, composed: ComposedText): void {
  const checked = checkLine(line);
  const read = 'document' in checked ? readDocumentLine(checked.document)?.body : null;
  if (!read) throw new TypeError('The data set has a document without text');
  const base = line.permalink ?? line.url;
  const { invalidLinks, ...body } = cleanBody(read.tree, { markdown: read.markdown, ...(base && { base }) });
  deepStrictEqual(invalidLinks, []);
  deepStrictEqual(composed.body, body);
  const text = new TextToSearch(body);
  deepStrictEqual(
    composed.wordHashes,
    Array.from(text.heads.distinct).sort((a, b) => a - b),
  );
  const anchors = new AnchorMaker(body.text, body.layout.blocks);
  for (const place of [...body.links, ...composed.mentions.map((mention) => ({ ...mention, url: null }))])
    deepStrictEqual(composed.anchor(place), anchors.make(place.start, place.end, place.url));
  const found = composed.mentions.flatMap(({ names }) =>
    text
      .mentionsOf({ ...titleForm(titleAt(names)), id: names })
      .map(({ titleId, ...rest }) => ({ names: titleId, ...rest })),
  );
  deepStrictEqual(composed.mentions, found);
}
