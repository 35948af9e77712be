import { type FileHandle, open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { DocumentError } from '../document.ts';

const chunkSize = 1 << 18;

/** Of what a compressed file unpacks to, in bytes: more is taken for a bomb. */
export const unpackedLimit = 200_000_000;

/**
 * An open file, read from its beginning as often as its reader needs: one that is replaced meanwhile stays the same.
 * What is compressed with gzip is unpacked, whatever its name is.
 */
export class Input implements AsyncDisposable {
  readonly #handle: FileHandle;
  readonly #isPacked: boolean;

  private constructor(handle: FileHandle, isPacked: boolean) {
    this.#handle = handle;
    this.#isPacked = isPacked;
  }

  /** @throws DocumentError where it cannot be read */
  static async open(file: string): Promise<Input> {
    try {
      const handle = await open(file);
      try {
        const { bytesRead, buffer } = await handle.read(Buffer.alloc(2), 0, 2, 0);
        return new Input(handle, bytesRead === 2 && buffer.readUInt16BE() === 0x1f8b);
      } catch (error) {
        await handle.close();
        throw error;
      }
    } catch (error) {
      throw unreadable(error);
    }
  }

  /**
   * The bytes from the beginning. Each piece is good only until the next is asked for.
   *
   * @throws DocumentError where they cannot be read or unpacked, or are more than `unpackedLimit` unpacked
   */
  chunks(): AsyncGenerator<Buffer> {
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

  async *#stored(): AsyncGenerator<Buffer> {
    const buffer = Buffer.allocUnsafe(chunkSize);
    for (let position = 0; ;) {
      let bytesRead: number;
      try {
        ({ bytesRead } = await this.#handle.read(buffer, 0, chunkSize, position));
      } catch (error) {
        throw unreadable(error);
      }
      if (bytesRead === 0) return;
      position += bytesRead;
      yield buffer.subarray(0, bytesRead);
    }
  }

  async *#unpacked(): AsyncGenerator<Buffer> {
    const packed = Readable.from(copies(this.#stored()));
    const gunzip = createGunzip({ chunkSize });
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

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#handle.close();
  }
}

async function* copies(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) yield Buffer.from(chunk);
}

/** What the file system said, as a reason why a document cannot be used. */
export function unreadable(error: unknown): DocumentError {
  if (error instanceof DocumentError) return error;
  const code = error instanceof Error && 'code' in error ? error.code : '';
  if (code === 'ENOENT') return new DocumentError('NOT_FOUND', 'There is no such file or folder');
  return new DocumentError('UNREADABLE', error instanceof Error ? error.message : String(error));
}
