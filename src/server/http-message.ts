import type { IncomingHttpHeaders } from 'node:http';
import type { ErrorCode } from '../errors.ts';

/** A request, whether it came over a socket or from a test. */
export interface HttpRequest {
  method: string;
  /** As sent, still encoded, without the query string. */
  path: string;
  /** What follows the path's question mark, still encoded. */
  search: string;
  /** By their names in lower case. */
  headers: IncomingHttpHeaders;
  /**
   * Hands over the body as it comes, until it ends or has been enough. Rejects where it ends early.
   *
   * @param take returns whether more is wanted
   */
  readBody(take: (chunk: Uint8Array) => boolean): Promise<void>;
  /** Aborts when its client goes away. */
  signal: AbortSignal;
}

export interface HttpResponse {
  status: number;
  /** By their names in lower case. */
  headers: Readonly<Record<string, string>>;
  body: string | Uint8Array;
}

/** An answer of the addresses beside the API: never kept by a cache. */
export function jsonResponse(
  status: number,
  body: object,
  headers: Readonly<Record<string, string>> = {},
): HttpResponse {
  return {
    status,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store', ...headers },
    body: JSON.stringify(body),
  };
}

/** The response, which another header of the request has a say in too. */
export function varyingBy(header: string | undefined, response: HttpResponse): HttpResponse {
  if (header === undefined) return response;
  const known = response.headers['vary'];
  return { ...response, headers: { ...response.headers, vary: known ? `${known}, ${header}` : header } };
}

/** A request that HTTP itself says no to: what is thrown where there is no answer yet. */
export class HttpError extends Error {
  override name = 'HttpError';
  readonly status: number;
  readonly code: ErrorCode;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    code: ErrorCode,
    message: string,
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
    this.status = status;
    this.code = code;
    this.headers = headers;
  }
}
