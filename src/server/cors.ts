import { HttpError, type HttpRequest, type HttpResponse } from './http-message.ts';
import type { Log } from './log.ts';

export interface CorsOptions {
  /** As browsers write them; `*` among them lets all in. */
  origins: readonly string[];
  /** Whether pages of this machine may ask too, whatever their port: for front-end work. */
  isDev: boolean;
}

/** A day; browsers keep it for two hours at most. */
const preflightSeconds = '86400';

/**
 * Headers that let a page of another site read an answer. There are none for a site that is not listed, and never
 * leave to send cookies: the API knows none.
 */
export function corsHeaders({ headers }: HttpRequest, options: CorsOptions): Record<string, string> {
  const { origin } = headers;
  const isOpen = options.origins.includes('*');
  // What a cache keeps must not be shown to another site with the first one's leave.
  const vary: Record<string, string> = isOpen ? {} : { vary: 'origin' };
  if (origin === undefined || !isAllowed(origin, options)) return vary;
  return {
    ...vary,
    'access-control-allow-origin': isOpen ? '*' : origin,
    'access-control-expose-headers': 'x-request-id, retry-after',
  };
}

/**
 * Answers the question that a browser puts before a page's request to another site.
 *
 * @throws HttpError 403 for a site that is not listed
 */
export function answerPreflight(request: HttpRequest, options: CorsOptions): HttpResponse {
  const { origin } = request.headers;
  if (origin !== undefined && !isAllowed(origin, options)) {
    throw new HttpError(
      403,
      'FORBIDDEN',
      'Pages of this origin may not ask: CORS_ORIGINS does not name it. `ibid serve --dev` lets those of this machine in',
    );
  }
  return {
    status: 204,
    headers: {
      allow: 'GET, HEAD, POST, OPTIONS',
      'access-control-allow-methods': 'GET, HEAD, POST',
      // The star does not include authorization.
      'access-control-allow-headers': '*, authorization',
      'access-control-max-age': preflightSeconds,
    },
    body: '',
  };
}

/** Strangers must not fill the log. */
const maxToldOrigins = 20;

/**
 * Tells the operator of an origin whose pages are refused, once: the browser leaves a page with "Failed to fetch", and
 * the request's line in the log says 200.
 */
export function createRefusalNotice(options: CorsOptions, log: Log): (request: HttpRequest) => void {
  const told = new Set<string>();
  return ({ headers }) => {
    const { origin, host } = headers;
    if (origin === undefined || isAllowed(origin, options)) return;
    // GraphiQL asks from Ibid's own address; a proxy may have changed the host.
    if (headers['sec-fetch-site'] === 'same-origin' || origin.endsWith(`://${host}`)) return;
    if (told.has(origin) || told.size === maxToldOrigins) return;
    told.add(origin);
    log.warn(
      { origin },
      'browsers keep answers from pages of this origin: name it in CORS_ORIGINS, or for pages of this machine start with --dev',
    );
  };
}

function isAllowed(origin: string, { origins, isDev }: CorsOptions): boolean {
  if (origins.includes('*') || origins.includes(origin)) return true;
  return isDev && /^https?:\/\/(localhost|[\w-]+\.localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/.test(origin);
}
