import { createHash } from 'node:crypto';
import { foldName } from './fold.ts';

const slugLimit = 100;

/** The name as a part of an address: folded words joined by hyphens, at most 100 characters, whole words. */
export function slugOf(name: string, key: string): string {
  const words =
    foldName(name)
      .replaceAll("'", '')
      .match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
  let slug = '';
  for (const word of words) {
    const longer = slug ? `${slug}-${word}` : word.slice(0, slugLimit).replace(/[\ud800-\udbff]$/, '');
    if (longer.length > slugLimit) break;
    slug = longer;
  }
  return slug || shortHash(key);
}

/** The slug for a name whose own is taken. */
export function slugWithHash(slug: string, key: string): string {
  return `${slug}-${shortHash(key)}`;
}

/** In base 36: of 5,000 pieces called "Links" some two would have the same six hexadecimal digits. */
function shortHash(key: string): string {
  const digest = createHash('sha256').update(key).digest('hex');
  return BigInt(`0x${digest}`).toString(36).slice(-6);
}
