import { mkdtempSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { inject } from 'vitest';
import { DocumentError, type ReadItem, type SourceDocument } from '../../src/read/document.ts';

type Reader = (file: string) => AsyncIterable<ReadItem>;

/** What a reader makes of a file with that content. */
export async function readItems(read: Reader, content: string | Uint8Array): Promise<ReadItem[]> {
  const file = path.join(mkdtempSync(path.join(inject('runDirectory'), 'items-')), 'file');
  await writeFile(file, content);
  return itemsOf(read(file));
}

export async function itemsOf(items: AsyncIterable<ReadItem>): Promise<ReadItem[]> {
  const read: ReadItem[] = [];
  for await (const item of items) read.push(item);
  return read;
}

/** `item CODE: message` of those that cannot be used. */
export function faultsOf(items: readonly ReadItem[]): string[] {
  return items.flatMap(({ item, content }) =>
    content instanceof DocumentError
      ? [`${item === null ? '' : `${item} `}${content.code}: ${content.message}`]
      : [],
  );
}

/** The pieces among them, in their order. */
export function documentsOf(items: readonly ReadItem[]): SourceDocument[] {
  return items.flatMap(({ content }) => (content && 'facts' in content ? [content] : []));
}
