import { hash } from 'node:crypto';

/** The first 48 bits of the SHA-256 of a text, which a number holds. */
export function hash48(text: string): number {
  // Half as long as by way of a buffer.
  return Number.parseInt(hash('sha256', text, 'hex').slice(0, 12), 16);
}
