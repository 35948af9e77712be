import { randomFillSync } from 'node:crypto';
import { v7 } from 'uuid';

/** What a global id carries: a UUIDv7, so that new rows stand together in the index. */
export function newUid(): string {
  return v7({ rng: randomBytes });
}

/** Drawn ahead: to ask for a few takes ten times as long. */
const drawn = new Uint8Array(4096);
let used = drawn.length;

function randomBytes(): Uint8Array {
  if (used === drawn.length) {
    randomFillSync(drawn);
    used = 0;
  }
  return drawn.subarray(used, (used += 16));
}
