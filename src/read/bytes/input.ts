import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { DocumentError } from '../document.ts';

/** How much is read at once, in bytes: no more than the file needs, and of its beginning less. */
const chunkSize = { least: 1 << 12, first: 1 << 16, most: 1 << 18 };

/** Of what a compressed file unpacks to, in bytes: more is taken for a bomb. */
export const unpackedLimit = 200_000_000;

/** Pieces of a file, each good only until the next is asked for. */
export type Chunks = Iterable<Buffer> | AsyncIterable<Buffer>;

/**
 * An open file, read from its beginning as often as its reader needs: one that is replaced meanwhile stays the same. Its first 64 kB are
 * read when it is opened.
 * What is compressed with gzip is unpacked, whatever its name is. The thread waits for each read: of thousands of small
 * files that takes a tenth of the time that it takes to be told of the end of one.
 */
export class Input implements Disposable {
  readonly #descriptor: number;
  readonly #start: Buffer;
  /** Of the file when it was opened, in bytes as they are stored. */
  readonly size: number;

  /** @throws DocumentError where it cannot be read */
  constructor(file: string) {
    try {
      this.#descriptor = openSync(file, 'r');
    } catch (error) {
      throw unreadable(error);
    }
    try {
      this.size = fstatSync(this.#descriptor).size;
      // A byte more than there should be: that it is not there tells the end.
      const size = Math.max(chunkSize.least, Math.min(this.size + 1, chunkSize.first));
      this.#start = this.#read(Buffer.allocUnsafe(size), 0);
    } catch (error) {
      closeSync(this.#descriptor);
      throw error;
    }
  }

  get #isPacked(): boolean {
    return this.#start.length >= 2 && this.#start.readUInt16BE() === 0x1f8b;
  }

  /**
   * The bytes from the beginning.
   *
   * @throws DocumentError where they cannot be read or unpacked, or are more than `unpackedLimit` unpacked
   */
  chunks(): Chunks {
    return this.#isPacked ? this.#unpacked() : this.#stored();
  }

  /** The first bytes, at most that many. */
  async head(length: number): Promise<Buffer> {
    const pieces: Buffer[] = [];
    let missing = length;
    for await (const chunk of this.chunks()) {
      pieces.push(Buffer.from(chunk.subarray(0, missing)));
      missing -= chunk.length;
      if (missing <= 0) break;
    }
    return Buffer.concat(pieces);
  }

  *#stored(): Generator<Buffer> {
    if (this.#start.length === 0) return;
    yield this.#start;
    let position = this.#start.length;
    if (position === this.size && position < chunkSize.first) return;
    const buffer = Buffer.allocUnsafe(Math.max(chunkSize.least, Math.min(this.size + 1, chunkSize.most)));
    for (;;) {
      const chunk = this.#read(buffer, position);
      if (chunk.length === 0) return;
      position += chunk.length;
      yield chunk;
    }
  }

  #read(into: Buffer, position: number): Buffer {
    try {
      return into.subarray(0, readSync(this.#descriptor, into, 0, into.length, position));
    } catch (error) {
      throw unreadable(error);
    }
  }

  async *#unpacked(): AsyncGenerator<Buffer> {
    const packed = Readable.from(copies(this.#stored()));
    const gunzip = createGunzip({ chunkSize: chunkSize.most });
    packed.on('error', (error) => gunzip.destroy(error));
    let length = 0;
    try {
      for await (const chunk of packed.pipe(gunzip) as AsyncIterable<Buffer>) {
        length += chunk.length;
        if (length > unpackedLimit) {
          const message = `Unpacked it has more than ${unpackedLimit} bytes, which is all that is read`;
          throw new DocumentError('FILE_TOO_LARGE', message);
        }
        yield chunk;
      }
    } catch (error) {
      if (error instanceof DocumentError) throw error;
      const reason = error instanceof Error ? error.message : String(error);
      throw new DocumentError('GZIP_INVALID', `It begins as gzip and cannot be unpacked: ${reason}`);
    } finally {
      packed.destroy();
      gunzip.destroy();
    }
  }

  [Symbol.dispose](): void {
    closeSync(this.#descriptor);
  }
}

function* copies(chunks: Iterable<Buffer>): Generator<Buffer> {
  for (const chunk of chunks) yield Buffer.from(chunk);
}

/** What the file system said, as a reason why a document cannot be used. */
export function unreadable(error: unknown): DocumentError {
  if (error instanceof DocumentError) return error;
  const code = error instanceof Error && 'code' in error ? error.code : '';
  if (code === 'ENOENT') return new DocumentError('NOT_FOUND', 'There is no such file or folder');
  return new DocumentError('UNREADABLE', error instanceof Error ? error.message : String(error));
}
