import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { codeOf, isLost } from './postgres-errors.ts';
import { LookUp } from './postgres-look-up.ts';
import { Pipeline, type PipelineOwner } from './postgres-pipeline.ts';
import { encodeParameter } from './postgres-rows.ts';
import type { PreparedText } from './statement.ts';
import { beginStatement } from './statement-scope.ts';

/** Connections that are opened as soon as there is more to do than one can. */
const usualConnections = 2;

/** Connections while some are kept by a slow statement. */
export const mostConnections = 4;

/** How long a statement in a scope waits for a connection, in milliseconds. */
const patienceMs = 1_000;

/** How long after one that could not be opened the next is tried, in milliseconds. */
const reopenMs = 1_000;

/** How long closing waits for what is running, in milliseconds. */
const closingPatienceMs = 1_000;

/**
 * Ended by `lookUpLimitMs`, or by what stands between us and the server and knows nothing of what is prepared: what
 * an ordinary connection runs without a name, for as long as it takes.
 */
const needsOther = /^(57014|26000|42P05|0A000)$/;

/**
 * Runs look-ups by key, prepared and pipelined, on a few connections of its own. A slow one does not keep others
 * waiting for long: they are sent once more, elsewhere. Look-ups only read, so it does no harm that both run.
 */
export class LookUps implements PipelineOwner {
  readonly #config: pg.ClientConfig;
  /** Sockets must not keep the scope of the request that made them. */
  readonly #outside = AsyncLocalStorage.snapshot();
  readonly #ready = new Set<Pipeline>();
  readonly #opening = new Set<Pipeline>();
  /** Given up, and not at their end yet. */
  readonly #leaving = new Set<Pipeline>();
  readonly #queue = new Set<LookUp>();
  #opensAgain = 0;
  #isClosed = false;

  constructor(config: pg.ClientConfig) {
    this.#config = config;
  }

  /** Undefined where an ordinary connection has to run the statement. */
  rows({ sql, name }: PreparedText, parameters: readonly unknown[]): Promise<unknown[] | undefined> {
    if (this.#isClosed) return Promise.reject(new Error('The store is closed'));
    const values = parameters.map(encodeParameter);
    if (this.#ready.size + this.#opening.size === 0 && performance.now() < this.#opensAgain)
      return Promise.resolve(undefined);
    const lookUp = new LookUp(sql, name, values, beginStatement(false));
    this.#dispatch(lookUp);
    return lookUp.answer;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    for (const lookUp of this.#queue) lookUp.reject(new Error('Connection terminated: the store is closed'));
    this.#queue.clear();
    const all = [...this.#ready, ...this.#opening, ...this.#leaving];
    const finished = Promise.allSettled(all.map((pipeline) => pipeline.finish()));
    await Promise.race([finished, sleep(closingPatienceMs, undefined, { ref: false })]);
    for (const pipeline of all) pipeline.destroy();
  }

  failed(lookUp: LookUp, error: Error): void {
    const isGone = isLost(error);
    // The others of its time are probably as dead: whoever is on them waits for his answer, but nobody else does.
    if (isGone) for (const pipeline of this.#ready) this.#leave(pipeline);
    if (lookUp.isSettled) return;
    if (needsOther.test(codeOf(error))) return lookUp.resolve(undefined);
    if (!isGone || this.#isClosed) return lookUp.reject(error);
    const mayStillCome = lookUp.copies > 0 || this.#queue.has(lookUp);
    if (mayStillCome) return;
    if (lookUp.isRepeated) return lookUp.reject(error);
    lookUp.isRepeated = true;
    this.#dispatch(lookUp);
  }

  blocked(pipeline: Pipeline): void {
    for (const lookUp of pipeline.behind()) {
      if (lookUp.isSettled || lookUp.isRepeated || lookUp.isCopied) continue;
      lookUp.isCopied = true;
      this.#dispatch(lookUp, false);
    }
  }

  ended(pipeline: Pipeline): void {
    this.#ready.delete(pipeline);
    this.#leaving.delete(pipeline);
  }

  /** @param isNeeded whether it has to wait behind a slow one where there is no other way */
  #dispatch(lookUp: LookUp, isNeeded = true): void {
    let best: Pipeline | undefined;
    let blocked: Pipeline | undefined;
    for (const pipeline of this.#ready) {
      if (pipeline.isBlocked) blocked = lessBusy(pipeline, blocked);
      else best = lessBusy(pipeline, best);
    }
    if (!best || (best.load > 0 && this.#ready.size < usualConnections)) this.#open();
    if (best) best.send(lookUp);
    else if (this.#opening.size > 0) this.#wait(lookUp);
    else if (!isNeeded) lookUp.isCopied = false;
    else if (blocked) blocked.send(lookUp);
    else lookUp.resolve(undefined);
  }

  #wait(lookUp: LookUp): void {
    this.#queue.add(lookUp);
    // A command has the time that it takes to connect.
    if (!lookUp.isInScope) return;
    const giveUp = () => {
      if (!this.#queue.delete(lookUp) || lookUp.isSettled || lookUp.copies > 0) return;
      lookUp.reject(new Error(`timeout exceeded when trying to connect: ${patienceMs} ms`));
    };
    setTimeout(giveUp, patienceMs).unref();
  }

  #open(): void {
    const isBusy = this.#opening.size > 0 || this.#ready.size >= mostConnections;
    if (this.#isClosed || isBusy || performance.now() < this.#opensAgain) return;
    this.#outside(() => {
      const pipeline = new Pipeline(this.#config, this);
      this.#opening.add(pipeline);
      const opened = pipeline.connect();
      void opened.then(
        () => {
          this.#opening.delete(pipeline);
          if (this.#isClosed) return;
          this.#ready.add(pipeline);
          this.#serveQueue();
        },
        (error: unknown) => {
          this.#opening.delete(pipeline);
          // What cannot be told there what to plan by is left alone: it says no every time.
          this.#opensAgain = /startup parameter/.test(String(error))
            ? Infinity
            : performance.now() + reopenMs;
          this.#serveQueue();
        },
      );
    });
  }

  #serveQueue(): void {
    const waiting = [...this.#queue];
    this.#queue.clear();
    for (const lookUp of waiting) if (!lookUp.isSettled) this.#dispatch(lookUp, lookUp.copies === 0);
  }

  #leave(pipeline: Pipeline): void {
    this.#ready.delete(pipeline);
    this.#leaving.add(pipeline);
    void pipeline.finish();
  }
}

function lessBusy(a: Pipeline, b: Pipeline | undefined): Pipeline {
  return !b || a.load < b.load ? a : b;
}
