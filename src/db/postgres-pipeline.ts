import pg from 'pg';
import { serialize } from 'pg-protocol';
import type { LookUp } from './postgres-look-up.ts';
import { type RowReader, rowReader, type Sent } from './postgres-rows.ts';

/** Statements that stay prepared on one connection; the server keeps the plan of each, some 50 kB. */
const preparedLimit = 250;

/** Of one statement on one connection, in milliseconds. */
export const lookUpLimitMs = 1_000;

/** For how long one statement may keep the others of its connection waiting, in milliseconds. */
const blockedMs = 100;

/** After how long the server must be dead, as it ended the statement else, in milliseconds. */
const hangMs = lookUpLimitMs + 1_000;

/**
 * A plan that does not depend on values is made once, and must be good for any. Left to itself the planner takes all
 * of a small table into a hash where a few rows are looked up by key.
 */
const settings = {
  plan_cache_mode: 'force_generic_plan',
  enable_hashjoin: 'off',
  enable_mergejoin: 'off',
  enable_seqscan: 'off',
  jit: 'off',
  statement_timeout: lookUpLimitMs,
};

/** PostgreSQL's: the statement that was prepared is not there, is another, or has other columns since a migration. */
const stale = /^(26000|42P05|0A000)$/;

/** What pg's types leave out. */
interface Parameters {
  connectionParameters: { options?: string };
}

/** Who hears of what becomes of a connection and of what is on it. */
export interface PipelineOwner {
  failed(lookUp: LookUp, error: Error): void;
  /** Its first statement keeps the others waiting. */
  blocked(pipeline: Pipeline): void;
  ended(pipeline: Pipeline): void;
}

/**
 * A connection on which statements are sent without waiting for the answers of those before. What is sent within a tick
 * of the event loop goes in one piece. Each statement has its own end (Sync), so that its error is its own.
 */
export class Pipeline {
  readonly #client: pg.Client;
  readonly #owner: PipelineOwner;
  /** By its statement's name how to read a row, once the server told the columns; those used last come last. */
  readonly #prepared = new Map<string, RowReader | null>();
  /** In the order in which they will be answered. */
  readonly #inFlight = new Set<InFlight>();
  #outbox: Buffer[] = [];
  /** Since when the first of them is what the server works at. */
  #since = 0;
  #watch: NodeJS.Timeout | undefined;
  #isBlocked = false;

  constructor(config: pg.ClientConfig, owner: PipelineOwner) {
    this.#owner = owner;
    this.#client = new pg.Client({ ...config, pipeline: true });
    const { connectionParameters } = this.#client as unknown as Parameters;
    const own = Object.entries(settings).map(([name, value]) => `-c ${name}=${value}`);
    connectionParameters.options = [connectionParameters.options ?? '', ...own].join(' ').trim();
    // Without listeners a connection that dies would end the process. Its statements reject.
    this.#client.on('error', () => {});
    this.#client.once('end', () => {
      clearInterval(this.#watch);
      owner.ended(this);
    });
  }

  async connect(): Promise<void> {
    await this.#client.connect();
  }

  /** How many statements have no answer yet. */
  get load(): number {
    return this.#inFlight.size;
  }

  get isBlocked(): boolean {
    return this.#isBlocked;
  }

  /** Those that wait for the first one to be answered. */
  *behind(): Generator<LookUp> {
    let isFirst = true;
    for (const { lookUp } of this.#inFlight) {
      if (!isFirst) yield lookUp;
      isFirst = false;
    }
  }

  send(lookUp: LookUp): void {
    if (this.#inFlight.size === 0) this.#since = performance.now();
    const inFlight = new InFlight(lookUp, this);
    this.#inFlight.add(inFlight);
    lookUp.copies++;
    this.#watch ??= setInterval(() => setImmediate(() => this.#look()), blockedMs / 2).unref();
    this.#client.query(inFlight);
  }

  /** For one that its connection takes now. */
  submit({ lookUp }: InFlight): void {
    const { name, sql, values } = lookUp;
    const reader = this.#prepared.get(name);
    const messages: Buffer[] = [];
    if (reader === undefined) {
      // It may be there from an attempt that failed later on; to close one that is not is no error.
      messages.push(serialize.close({ type: 'S', name }), serialize.parse({ name, text: sql }));
      const [oldest] = this.#prepared.keys();
      if (this.#prepared.size >= preparedLimit && oldest !== undefined) {
        this.#prepared.delete(oldest);
        messages.push(serialize.close({ type: 'S', name: oldest }));
      }
    } else this.#prepared.delete(name);
    this.#prepared.set(name, reader ?? null);
    messages.push(serialize.bind({ statement: name, values: values as Sent[] }));
    if (!reader) messages.push(serialize.describe({ type: 'P' }));
    messages.push(serialize.execute(), serialize.sync());
    if (this.#outbox.length === 0) process.nextTick(() => this.#flush());
    this.#outbox.push(...messages);
  }

  readerFor({ lookUp }: InFlight): RowReader | null | undefined {
    return this.#prepared.get(lookUp.name);
  }

  learn({ lookUp }: InFlight, fields: readonly pg.FieldDef[]): RowReader {
    const reader = rowReader(
      fields,
      (type) => this.#client.getTypeParser(type, 'text') as (text: string) => unknown,
    );
    if (this.#prepared.has(lookUp.name)) this.#prepared.set(lookUp.name, reader);
    return reader;
  }

  answered(inFlight: InFlight): void {
    if (!this.#inFlight.delete(inFlight)) return;
    inFlight.lookUp.copies--;
    this.#isBlocked = false;
    this.#since = performance.now();
  }

  failed(inFlight: InFlight, error: Error & { code?: string }): void {
    this.answered(inFlight);
    const { name } = inFlight.lookUp;
    if (this.#prepared.get(name) === null || stale.test(error.code ?? '')) this.#prepared.delete(name);
    this.#owner.failed(inFlight.lookUp, error);
  }

  /** What is on it still gets its answer. */
  finish(): Promise<void> {
    this.#flush();
    return this.#client.end();
  }

  destroy(): void {
    this.#client.connection.stream.destroy();
  }

  #flush(): void {
    const { stream } = this.#client.connection;
    const outbox = this.#outbox;
    this.#outbox = [];
    if (outbox.length > 0 && stream.writable) stream.write(Buffer.concat(outbox));
  }

  /** Comes when the event loop has read what was there to be read: answers that wait for us block nobody. */
  #look(): void {
    if (this.#inFlight.size === 0) {
      clearInterval(this.#watch);
      this.#watch = undefined;
      return;
    }
    const elapsed = performance.now() - this.#since;
    if (elapsed > hangMs) this.destroy();
    else if (elapsed > blockedMs) {
      this.#isBlocked = true;
      this.#owner.blocked(this);
    }
  }
}

/** pg's client hands the server's messages to what is a query of its own; of that nothing else is used. */
const Query = pg.Query as unknown as new (config: object) => object;

/** A statement on a connection, as pg's client knows it. */
class InFlight extends Query implements pg.Submittable {
  readonly lookUp: LookUp;
  readonly #pipeline: Pipeline;
  readonly #rows: unknown[] = [];
  #reader: RowReader | null | undefined;
  #error: Error | undefined;

  constructor(lookUp: LookUp, pipeline: Pipeline) {
    super({});
    this.lookUp = lookUp;
    this.#pipeline = pipeline;
  }

  submit(): null {
    this.#pipeline.submit(this);
    // As it is at this place of the pipeline: the statement may be prepared anew further on.
    this.#reader = this.#pipeline.readerFor(this);
    return null;
  }

  handleRowDescription({ fields }: { fields: readonly pg.FieldDef[] }): void {
    this.#reader = this.#pipeline.learn(this, fields);
  }

  handleDataRow({ fields }: { fields: readonly Sent[] }): void {
    try {
      this.#rows.push(this.#reader!(fields));
    } catch (error) {
      this.#error ??= error as Error;
    }
  }

  handleCommandComplete(): void {}

  handleEmptyQuery(): void {}

  handleReadyForQuery(): void {
    if (this.#error) return this.handleError(this.#error);
    this.#pipeline.answered(this);
    if (!this.lookUp.isSettled) this.lookUp.resolve(this.#rows);
  }

  handleError(error: Error): void {
    this.#pipeline.failed(this, error);
  }
}
