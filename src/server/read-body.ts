import { isUtf8 } from 'node:buffer';
import { HttpError, type HttpRequest } from './http-message.ts';

/** How many times the limit is read, and thrown away, so that the sender gets to hear why. */
const readBeyond = 8;

const byteOrderMark = /^\ufeff/;

/**
 * The body as text. It is counted while it comes, so that one of any length costs no more than the limit.
 *
 * @param limit bytes
 * @throws HttpError 413, 415 where it is compressed, 400 where it is no UTF-8 or ends early
 */
export async function readBody(request: HttpRequest, limit: number): Promise<string> {
  const { headers } = request;
  const encoding = headers['content-encoding'] ?? 'identity';
  if (encoding !== 'identity') {
    throw new HttpError(415, 'UNSUPPORTED_MEDIA_TYPE', 'A compressed body is not read: send it as it is');
  }
  if (Number(headers['content-length'] ?? 0) > limit * readBeyond) throw tooLarge(limit);
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    await request.readBody((chunk) => {
      length += chunk.byteLength;
      if (length <= limit) chunks.push(chunk);
      return length <= limit * readBeyond;
    });
  } catch {
    throw new HttpError(400, 'BAD_REQUEST', 'The body ended early');
  }
  if (length > limit) throw tooLarge(limit);
  const bytes = Buffer.concat(chunks);
  if (!isUtf8(bytes)) throw new HttpError(400, 'BAD_REQUEST', 'The body is no UTF-8');
  return bytes.toString().replace(byteOrderMark, '');
}

/** What may still come of it is not read: the connection ends with the answer. */
function tooLarge(limit: number): HttpError {
  return new HttpError(413, 'PAYLOAD_TOO_LARGE', `The body is longer than ${limit} bytes`, {
    connection: 'close',
  });
}
