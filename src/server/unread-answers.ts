import type { ServerResponse } from 'node:http';

export interface UnreadAnswersOptions {
  /** What a reader may take for an answer of any length, in milliseconds. */
  patience: number;
  /** What it has to take of a longer one, in bytes a second. */
  rate: number;
  /** Of all answers together, as they are in memory until their last byte is taken. */
  bytes: number;
}

/**
 * The answers that are not taken yet. Whoever takes them too slowly loses their connection: each byte shows that a
 * reader lives, so that one which takes a little now and then would keep all of its answer in memory.
 */
export class UnreadAnswers {
  readonly #options: UnreadAnswersOptions;
  /** By their lengths, the oldest first: who reads well is soon gone. */
  readonly #unread = new Map<ServerResponse, number>();
  #bytes = 0;

  constructor(options: UnreadAnswersOptions) {
    this.#options = options;
  }

  /** As the answer is handed to its connection. */
  add(out: ServerResponse, bytes: number): void {
    if (out.destroyed) return;
    const { patience, rate } = this.#options;
    const { socket } = out.req;
    const end = setTimeout(() => socket.destroy(), patience + (bytes / rate) * 1_000);
    this.#unread.set(out, bytes);
    this.#bytes += bytes;
    const forget = () => {
      clearTimeout(end);
      if (this.#unread.delete(out)) this.#bytes -= bytes;
    };
    // After the last byte, or where the connection ends before.
    out.once('close', forget);
    this.#makeRoom(out);
  }

  /** Never at the cost of the last one: a single answer may be longer than all are to be. */
  #makeRoom(last: ServerResponse): void {
    for (const [out, bytes] of this.#unread) {
      if (this.#bytes <= this.#options.bytes || out === last) return;
      this.#unread.delete(out);
      this.#bytes -= bytes;
      out.req.socket.destroy();
    }
  }
}
