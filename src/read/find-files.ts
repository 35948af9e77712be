import { createHash } from 'node:crypto';
import { createWriteStream, type Dirent, readdirSync, realpathSync, statSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Input, unreadable } from './bytes/input.ts';
import {
  type FileFormat,
  type Format,
  formatByName,
  knownExtensions,
  sniff,
  sniffedLength,
} from './bytes/sniff.ts';
import { DocumentError } from './document.ts';

/** In bytes; a path must fit an index. */
const pathLimit = 2000;
const isAddress = /^https?:\/\//i;
/** What stands for standard input among sources. */
export const standardInput = '-';

export interface FoundFiles extends AsyncDisposable {
  files: FoundFile[];
  /** The real paths of what was named and is there: what was below before and is not now is gone. */
  roots: string[];
}

/** A file to read, or why there is none. */
export type FoundFile = ReadableFile | (Named & { error: DocumentError });

export interface ReadableFile extends Named {
  format: FileFormat;
  bytes: number;
  /** Where its content is. */
  location: string;
}

interface Named {
  /** What it is called, and what it is known by when it comes again: its real path; of standard input its content's hash. */
  path: string;
  /** The source that it was found by, as it was named. */
  source: string;
}

export interface FindOptions {
  /** `auto` where it is left out. */
  format?: Format;
  /** What `-` stands for; without it there is no such source. */
  stdin?: NodeJS.ReadableStream;
  /** Hears of each file that can be read once it is found, perhaps again. */
  onFile?: (file: ReadableFile) => void;
}

/**
 * The files of what was named, each once, by its real path; those of a folder in the order of their names, those that
 * a list of feeds names behind the list. In folders, files of other kinds, hidden ones, node_modules and links to
 * folders are passed over; a file that is named itself is read or said to be unusable.
 */
export async function findFiles(sources: readonly string[], options: FindOptions = {}): Promise<FoundFiles> {
  const files = new Map<string, FoundFile>();
  const roots = [];
  const spools: string[] = [];
  for (const source of sources) {
    const finder = new Finder(source, options);
    if (source === standardInput && options.stdin) {
      const spool = await mkdtemp(path.join(tmpdir(), 'ibid-'));
      spools.push(spool);
      await finder.addInput(options.stdin, path.join(spool, 'input'));
    } else if (isAddress.test(source)) {
      finder.refuse(
        source,
        new DocumentError(
          'ADDRESS_GIVEN',
          'An address; only files and folders are read. Download it and name the file',
        ),
      );
    } else {
      await finder.addNamed(path.resolve(source));
      if (finder.found.some((file) => !('error' in file))) roots.push(realpathSync.native(source));
    }
    // What is named twice is of the first that names it.
    for (const file of finder.found) if (!files.has(file.path)) files.set(file.path, file);
  }
  return {
    files: [...files.values()],
    roots,
    async [Symbol.asyncDispose]() {
      for (const spool of spools) await rm(spool, { recursive: true, force: true });
    },
  };
}

/** Gathers the files of one source. */
class Finder {
  readonly found: FoundFile[] = [];
  readonly #source: string;
  readonly #format: Format;
  readonly #onFile: FindOptions['onFile'];

  constructor(source: string, { format = 'auto', onFile }: FindOptions) {
    this.#source = source;
    this.#format = format;
    this.#onFile = onFile;
  }

  refuse(file: string, error: DocumentError): void {
    this.found.push({ path: file, source: this.#source, error });
  }

  /** Keeps what comes in a file: it is read more than once. */
  async addInput(stdin: NodeJS.ReadableStream, spool: string): Promise<void> {
    const hash = createHash('sha256');
    const hashing = new Transform({
      transform(chunk: Buffer, _, done) {
        hash.update(chunk);
        done(null, chunk);
      },
    });
    await pipeline(stdin, hashing, createWriteStream(spool));
    await this.#addFile(spool, { name: '', called: `stdin:${hash.digest('hex').slice(0, 16)}` });
  }

  async addNamed(source: string): Promise<void> {
    let real: string;
    try {
      real = realpathSync.native(source);
      if (!statSync(real).isDirectory()) return await this.#addFile(real);
    } catch (error) {
      return this.refuse(source, unreadable(error));
    }
    await this.#addBelow(real);
    if (this.found.length > 0) return;
    const reason = `The folder holds no file that can be read (${knownExtensions}, or what begins as one)`;
    this.refuse(real, new DocumentError('EMPTY_FOLDER', reason));
  }

  async #addBelow(folder: string): Promise<void> {
    let entries: Dirent[];
    try {
      entries = readdirSync(folder, { withFileTypes: true });
    } catch (error) {
      return this.refuse(folder, unreadable(error));
    }
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      if (entry.name.startsWith('.') || entry.name === 'node_modules') continue;
      const file = path.join(folder, entry.name);
      if (entry.isDirectory()) await this.#addBelow(file);
      else await this.#addEntry(file, entry.isFile());
      // Nothing of this waits: signals need their turn.
      await nextTurn();
    }
  }

  /** @param isFile else it may be a link */
  async #addEntry(file: string, isFile: boolean): Promise<void> {
    try {
      const real = isFile ? file : realpathSync.native(file);
      const status = statSync(real);
      if (status.isFile()) await this.#addFile(real, { name: file, isPassedOver: true });
      else if (!status.isDirectory() && formatByName(file)) this.refuse(real, noFile());
    } catch (error) {
      this.refuse(file, unreadable(error));
    }
  }

  /**
   * @param name helps to tell the format: a link's, where one leads to the file
   * @param isPassedOver where it is nothing that is read
   */
  async #addFile(
    location: string,
    { name = location, called = location, isPassedOver = false } = {},
  ): Promise<void> {
    if (!statSync(location).isFile()) return this.refuse(called, noFile());
    let head: Buffer;
    let bytes: number;
    try {
      using input = new Input(location);
      head = await input.head(sniffedLength);
      bytes = input.size;
    } catch (error) {
      const isOther = isPassedOver && !formatByName(name);
      return isOther ? undefined : this.refuse(called, unreadable(error));
    }
    const sniffed = sniff(head, name, isPassedOver);
    const format = this.#format === 'auto' || (isPassedOver && !sniffed) ? sniffed : this.#format;
    if (!format) {
      if (isPassedOver) return;
      const reason = `Neither its name nor its beginning tells a format; known are ${knownExtensions}, or say --format`;
      return this.refuse(called, new DocumentError('FORMAT_UNKNOWN', reason));
    }
    if (Buffer.byteLength(called) > pathLimit) {
      const reason = `The path is longer than ${pathLimit} bytes`;
      return this.refuse(called, new DocumentError('PATH_TOO_LONG', reason));
    }
    const file = { path: called, source: this.#source, format, bytes, location };
    this.found.push(file);
    this.#onFile?.(file);
    if (format === 'opml') await this.#addListed(location);
  }

  /** The feeds that a list names by files below its own folder. */
  async #addListed(list: string): Promise<void> {
    const { localFeedOf, readOutlines } = await import('./feed/opml.ts');
    const outlines = await readOutlines(list).catch(() => []);
    for (const outline of outlines) {
      const file = localFeedOf(outline, list);
      if (file === null) continue;
      try {
        const real = realpathSync.native(file);
        const isBelow = real.startsWith(path.dirname(list) + path.sep);
        if (!isBelow) throw new DocumentError('LIST_INVALID', 'A list names files below its own folder only');
        const before = this.found.length;
        await this.#addFile(real);
        const added = this.found[before];
        if (added && 'format' in added && added.format !== 'feed') {
          this.found.length = before;
          throw new DocumentError('LIST_INVALID', 'A list names feeds, and this is none');
        }
      } catch (error) {
        this.refuse(file, unreadable(error));
      }
    }
  }
}

/** A pipe: reading it would wait for ever for somebody to write. */
function noFile(): DocumentError {
  return new DocumentError('UNREADABLE', 'This is no regular file');
}
