import { v7 } from 'uuid';

/** What a global id carries: a UUIDv7, so that new rows stand together in the index. */
export function newUid(): string {
  return v7();
}
