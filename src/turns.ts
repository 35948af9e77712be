import { AsyncLocalStorage } from 'node:async_hooks';

/** How long requests together may hold the event loop before all else has its turn, in milliseconds. */
const sliceMs = 10;

/** What a request that has begun may take before it has to wait for its turn, in milliseconds: most take less in all. */
const freeMs = 4;

/**
 * How often the event loop goes round between two slices, unless that takes as long as a slice: each time it accepts one new
 * connection only.
 */
const roundsBetween = 8;

/** How many requests are under way, at most, while connections keep coming. */
const mostWhileConnecting = 16;

/** How many objects go on before those are called back who wait for all of them: more than pages in a page have. */
const enough = 1_000;

/**
 * A request's place among those that share the event loop. What is worked out without waiting for anything, or by a
 * database that answers at once, would hold it to its end: no other request would be heard, and no deadline rings.
 */
export interface Turn {
  readonly isStopped: boolean;
  /** Null where the request may go on at once, else when it may; never, once it is stopped. */
  pause(): Promise<void> | null;
  /** Whether anything of the request is. */
  isPaused(): boolean;
  /** Calls back once nothing is, or a good deal has gone on: those who collect what is wanted would collect too much. */
  whenGoing(callback: () => void): void;
  /** What is paused never goes on, nor does what would pause. */
  stop(): void;
  /** The request is over. */
  end(): void;
}

/** The turns of all requests that one event loop answers. */
export class Turns {
  /** Those that wait to begin, and those with something paused, the next one first. */
  readonly #queues: [beginning: Set<WaitingTurn>, begun: Set<WaitingTurn>] = [new Set(), new Set()];
  /** When requests began to hold the event loop; null where none has since it last went round. */
  #heldSince: number | null = null;
  /** When one of them last asked. */
  #askedAt = 0;
  #isGoingRound = false;
  #begunComesFirst = false;
  /** Requests that have begun and are not over. */
  #running = 0;
  /** Connections so far. */
  #connections = 0;
  #mayMoreCome = false;

  /** @param signal aborts when nobody waits for the request's answer any more */
  begin(signal: AbortSignal): Turn {
    const turn = new WaitingTurn({
      ask: () => this.#ask(),
      isOver: () => this.#isOver(),
      mayBegin: () =>
        !this.#mayMoreCome || (this.#mayOneBegin() && this.#queues[0].size === 0 && !this.#isOver()),
      began: () => void this.#running++,
      ended: () => void this.#running--,
      wait: (hasBegun) => void this.#queues[hasBegun ? 1 : 0].add(turn),
      leave: () => this.#queues.forEach((queue) => queue.delete(turn)),
    });
    signal.addEventListener('abort', () => turn.stop(), { once: true });
    return turn;
  }

  /**
   * A connection was accepted: the event loop takes one each time it goes round. Until it has gone round without another,
   * requests wait to begin where others hold it, or the last to come would wait for all who ask again and again. Nor are
   * more than a few under way: what a database answers them would make a round of the event loop long.
   */
  connectionCame(): void {
    const count = ++this.#connections;
    this.#mayMoreCome = true;
    setImmediate(() =>
      setImmediate(() => {
        if (count === this.#connections) this.#mayMoreCome = false;
      }),
    );
  }

  #mayOneBegin(): boolean {
    return !this.#mayMoreCome || this.#running < mostWhileConnecting;
  }

  /** @returns for how long the event loop has been held since one last asked, in milliseconds */
  #ask(): number {
    const now = performance.now();
    const held = this.#heldSince === null ? 0 : now - this.#askedAt;
    this.#heldSince ??= now;
    if (!this.#isGoingRound) this.#goRound(1, now);
    this.#askedAt = now;
    return held;
  }

  /** Whether it is held for too long. */
  #isOver(): boolean {
    return this.#heldSince !== null && this.#askedAt - this.#heldSince > sliceMs;
  }

  /** @param since when the first round began */
  #goRound(round: number, since: number): void {
    this.#isGoingRound = true;
    setImmediate(() => {
      this.#heldSince = null;
      this.#isGoingRound = this.#queues.some((queue) => queue.size > 0);
      if (!this.#isGoingRound) return;
      const now = performance.now();
      // What holds the event loop before the first round are those that now wait.
      const began = round === 1 ? now : since;
      const isEnough = round === roundsBetween || now - began > sliceMs;
      if (isEnough) this.#goRound(1, now);
      else this.#goRound(round + 1, began);
      if (isEnough) void this.#goOn();
    });
  }

  /** Lets what waits go on, one after the other, until the slice is used up: each queue in turn comes first. */
  async #goOn(): Promise<void> {
    this.#ask();
    this.#begunComesFirst = !this.#begunComesFirst;
    const [beginning, begun] = this.#queues;
    for (const queue of this.#begunComesFirst ? [begun, beginning] : [beginning, begun])
      if (!(await this.#goOnAmong(queue))) return;
  }

  /** Whether there is time left. */
  async #goOnAmong(queue: Set<WaitingTurn>): Promise<boolean> {
    for (const turn of queue) {
      if (queue === this.#queues[0] && !this.#mayOneBegin()) break;
      queue.delete(turn);
      while (turn.goOn()) {
        await settled();
        turn.callBack();
        this.#ask();
        if (!this.#isOver()) continue;
        // To the end, so that a small request does not wait for all of a large one.
        if (turn.isPaused()) this.#queues[1].add(turn);
        return false;
      }
    }
    return true;
  }
}

/** When all that can go on without the event loop has. */
async function settled(): Promise<void> {
  // Within a callback of the event loop's, what comes next would come before all promises.
  await Promise.resolve();
  const { promise, resolve } = Promise.withResolvers<void>();
  process.nextTick(resolve);
  await promise;
}

interface Share {
  ask(): number;
  isOver(): boolean;
  /** Nobody overtakes those that came before him. */
  mayBegin(): boolean;
  began(): void;
  ended(): void;
  wait(hasBegun: boolean): void;
  leave(): void;
}

class WaitingTurn implements Turn {
  isStopped = false;
  readonly #share: Share;
  #paused: (() => void)[] = [];
  #callbacks: (() => void)[] = [];
  /** How much has gone on since there were no callbacks: when it is enough, they come first. */
  #gone = 0;
  /** For how long the request has held the event loop, in milliseconds. */
  #held = 0;
  #hasAsked = false;
  #state: 'beginning' | 'running' | 'over' = 'beginning';

  constructor(share: Share) {
    this.#share = share;
  }

  pause(): Promise<void> | null {
    this.#count();
    this.#held += this.#share.ask();
    const hasBegun = this.#hasAsked;
    this.#hasAsked = true;
    const isOver = hasBegun ? this.#held > freeMs && this.#share.isOver() : !this.#share.mayBegin();
    if (!this.isStopped && !isOver && this.#gone < enough) {
      this.#begin();
      return null;
    }
    const { promise, resolve } = Promise.withResolvers<void>();
    if (!this.isStopped) {
      this.#paused.push(resolve);
      this.#share.wait(hasBegun);
    }
    return promise;
  }

  isPaused(): boolean {
    return this.#paused.length > 0;
  }

  whenGoing(callback: () => void): void {
    // What lets them go on does so for all requests: each is called back as itself.
    if (this.isPaused()) this.#callbacks.push(AsyncLocalStorage.bind(callback));
    else callback();
  }

  /** Lets the last that paused go on: what lies below it is then done, and forgotten, before what stands beside it. */
  goOn(): boolean {
    const next = this.#paused.pop();
    if (next) this.#begin();
    next?.();
    this.#count();
    return next !== undefined;
  }

  /** Once what went on has come to its end, or to where it pauses again. */
  callBack(): void {
    if (this.isPaused() && this.#gone < enough) return;
    this.#gone = 0;
    for (const callback of this.#callbacks.splice(0)) callback();
  }

  stop(): void {
    this.isStopped = true;
    this.#share.leave();
    this.#paused = [];
    this.#callbacks = [];
  }

  end(): void {
    if (this.#state === 'running') this.#share.ended();
    this.#state = 'over';
  }

  #begin(): void {
    if (this.#state !== 'beginning') return;
    this.#state = 'running';
    this.#share.began();
  }

  #count(): void {
    this.#gone = this.#callbacks.length > 0 ? this.#gone + 1 : 0;
  }
}
