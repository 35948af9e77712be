import { once } from 'node:events';
import { type Agent, type IncomingMessage, request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import type { App } from '../../src/app.ts';
import type { GeneratedRequest } from './generated-requests.ts';
import { type RawAnswer, readAnswer } from './sound-answer.ts';

/** How long a connection may keep a client waiting, in milliseconds. */
const patience = 15_000;

/** Through the web's own request: what that cannot express is left out or sent otherwise. */
export async function sendDirectly(
  app: App,
  { method, target, headers, body }: GeneratedRequest,
): Promise<RawAnswer> {
  const address = `http://localhost${target.replaceAll(/[^\x21-\x7e]/g, encodeURIComponent)}`;
  const asked = new Request(address, {
    method: method === 'TRACE' ? 'GET' : method,
    headers: headers.map(([name, value]): [string, string] => [name, value]),
    body: ['GET', 'HEAD', 'TRACE'].includes(method) || !body ? null : Uint8Array.from(body),
  });
  const response = await app.fetch(asked);
  const encoding = response.headers.get('content-encoding');
  if (encoding === null) return readAnswer(response);
  const { status, headers: told } = response;
  return { status, headers: told, text: unpack(Buffer.from(await response.arrayBuffer()), encoding) };
}

/** Over a connection that is kept. */
export async function sendOverSocket(agent: Agent, port: number, sent: GeneratedRequest): Promise<RawAnswer> {
  const { method, target, headers, body } = sent;
  const rest = [['host', 'localhost'], ...(body ? [['content-length', String(body.length)]] : [])];
  const out = httpRequest({
    agent,
    port,
    host: '127.0.0.1',
    method,
    path: target,
    // In pairs, so that a header can be there twice.
    headers: [...headers, ...rest].flat() as unknown as Record<string, string>,
    signal: AbortSignal.timeout(patience),
  });
  out.end(body ?? undefined);
  const [answer] = (await once(out, 'response')) as [IncomingMessage];
  const bytes = await buffer(answer);
  const told = new Headers();
  for (const [name, values] of Object.entries(answer.headersDistinct)) {
    for (const value of values ?? []) told.append(name, value);
  }
  const text = unpack(bytes, told.get('content-encoding') ?? 'identity');
  return { status: answer.statusCode ?? 0, headers: told, text };
}

/** All that comes back for these bytes until the connection ends. */
export async function sendRaw(port: number, raw: Buffer): Promise<string> {
  const socket = connect({ port, host: '127.0.0.1' });
  socket.setTimeout(patience, () => socket.destroy(new Error('The connection stays open')));
  socket.end(raw);
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  await once(socket, 'close').catch((error: unknown) => {
    // Closed with bytes of ours unread.
    if (
      (error as NodeJS.ErrnoException).code !== 'ECONNRESET' &&
      (error as NodeJS.ErrnoException).code !== 'EPIPE'
    )
      throw error;
  });
  return Buffer.concat(chunks).toString('latin1');
}

function unpack(bytes: Buffer, encoding: string): string {
  // As for HEAD.
  if (bytes.length === 0) return '';
  if (encoding === 'gzip') return gunzipSync(bytes).toString();
  if (encoding === 'br') return brotliDecompressSync(bytes).toString();
  return bytes.toString();
}
