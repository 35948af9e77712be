import type { Body } from '../body/body.ts';
import { cleanBody } from '../body/clean.ts';
import { readBody, type StatedBody } from './stated-body.ts';

/** A text by itself, as it would be stored; null where there is none. Relative links are none. */
export function cleanStatedBody(stated: StatedBody): Body | null {
  const read = readBody(stated);
  if (!read) return null;
  const { invalidLinks: _, ...body } = cleanBody(read.tree, { markdown: read.markdown });
  return body;
}
