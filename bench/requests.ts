import type { Arguments, Variables } from './arguments.ts';
import { queries, type Query } from './queries.ts';
import type { ServerKind } from './servers.ts';

/** Every request that a query may be asked with, as bytes on a socket. */
export function requestsFor(kind: ServerKind, url: URL, name: string, drawn: Arguments): Buffer[] {
  const query = queries[name]!;
  return drawn[query.variables].map((variables) => bytesOf(url, kind.asks, name, query, variables));
}

function bytesOf(
  { host }: URL,
  asks: ServerKind['asks'],
  name: string,
  query: Query,
  variables: Variables,
): Buffer {
  if (asks === 'sql') {
    const slug = encodeURIComponent(variables['slug'] ?? '');
    return Buffer.from(`GET /${name}?${slug} HTTP/1.1\r\nhost: ${host}\r\n\r\n`);
  }
  const body = JSON.stringify({
    query: asks === 'postgraphile' ? query.postgraphile : query.ibid,
    variables,
  });
  return Buffer.from(
    [
      'POST /graphql HTTP/1.1',
      `host: ${host}`,
      'content-type: application/json',
      'accept: application/graphql-response+json, application/json;q=0.9',
      `content-length: ${Buffer.byteLength(body)}`,
      '',
      body,
    ].join('\r\n'),
  );
}
