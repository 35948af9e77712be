import { connect, type Socket } from 'node:net';
import { once } from 'node:events';

export interface RawAnswer {
  status: number;
  /** Of the body. */
  bytes: number;
  body: Buffer;
}

/** A server that takes longer is taken for stuck, in milliseconds. */
const patience = 120_000;
const headerEnd = Buffer.from('\r\n\r\n');
const lastChunk = Buffer.from('0\r\n\r\n');

/**
 * One HTTP/1.1 connection that asks, waits for the answer and asks again. It reads no more of an answer than it must, so
 * that the load takes little of the machine that the servers share with it.
 */
export class Connection {
  readonly #socket: Socket;
  #received: Buffer[] = [];
  #size = 0;
  #waiting: { resolve: (answer: RawAnswer) => void; reject: (error: Error) => void } | undefined;
  /** Known once the head is there. */
  #head: { status: number; start: number; end: number | null } | undefined;

  private constructor(socket: Socket) {
    this.#socket = socket.setNoDelay(true);
    socket.setTimeout(patience, () => this.#fail(new Error(`No answer within ${patience} ms`)));
    socket.on('data', (chunk) => this.#onData(chunk));
    socket.on('error', (error) => this.#fail(error));
    socket.on('close', () => this.#fail(new Error('The server closed the connection')));
  }

  static async open(url: URL): Promise<Connection> {
    const socket = connect(Number(url.port), url.hostname);
    await once(socket, 'connect');
    return new Connection(socket);
  }

  async ask(request: Buffer): Promise<RawAnswer> {
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
      this.#socket.write(request);
    });
  }

  close(): void {
    this.#socket.destroy();
  }

  #onData(chunk: Buffer): void {
    this.#received.push(chunk);
    this.#size += chunk.length;
    this.#head ??= this.#readHead();
    const head = this.#head;
    if (!head) return;
    const isComplete =
      head.end === null ? chunk.subarray(-lastChunk.length).equals(lastChunk) : this.#size >= head.end;
    if (!isComplete) return;
    const all = this.#received.length === 1 ? chunk : Buffer.concat(this.#received);
    const body = all.subarray(head.start);
    const waiting = this.#waiting;
    this.#received = [];
    this.#size = 0;
    this.#head = undefined;
    this.#waiting = undefined;
    waiting?.resolve({ status: head.status, bytes: body.length, body });
  }

  #readHead(): { status: number; start: number; end: number | null } | undefined {
    if (this.#received.length > 1) this.#received = [Buffer.concat(this.#received)];
    const [bytes] = this.#received;
    const at = bytes!.indexOf(headerEnd);
    if (at === -1) return undefined;
    const head = bytes!.toString('latin1', 0, at);
    const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
    const start = at + headerEnd.length;
    return {
      status: Number(head.slice(9, 12)),
      start,
      end: length === undefined ? null : start + Number(length),
    };
  }

  #fail(error: Error): void {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    waiting?.reject(error);
  }
}
