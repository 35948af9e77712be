import { isDeepStrictEqual } from 'node:util';
import type { Arguments } from '../arguments.ts';
import { slugsOf } from '../queries.ts';
import { requestsFor } from '../requests.ts';
import type { RunningServer, ServerKind } from '../servers.ts';
import { Connection } from './connection.ts';

/** How many of its arguments each query is compared with. */
const compared = 10;

/** What servers answered, to be compared with what others answer. */
export class Answers {
  readonly #exact = new Map<string, { server: string; data: unknown }>();
  readonly #rows = new Map<string, { server: string; slugs: string[] }>();

  /**
   * Asks a server and compares: Ibid and hand-written SQL answer the same, to the letter; PostGraphile, whose answers
   * have another shape, names the same rows.
   *
   * @throws where it answers something else than a server before it
   */
  async check(
    name: string,
    kind: ServerKind,
    server: RunningServer,
    queryNames: readonly string[],
    drawn: Arguments,
  ): Promise<void> {
    const connection = await Connection.open(server.url);
    for (const query of queryNames) {
      for (const [i, request] of requestsFor(kind, server.url, query, drawn).slice(0, compared).entries()) {
        const { status, body } = await connection.ask(request);
        const answer = parse(body) as { data?: unknown; errors?: unknown };
        if (status !== 200 || answer.errors !== undefined || answer.data == null)
          throw new Error(`${name} answers ${query} with ${status}: ${body.toString().slice(0, 1000)}`);
        this.#compare(`${query} ${i}`, name, kind, answer.data);
      }
    }
    connection.close();
  }

  #compare(key: string, server: string, { asks }: ServerKind, data: unknown): void {
    const slugs = slugsOf(data).sort();
    const rows = this.#rows.get(key) ?? { server, slugs };
    this.#rows.set(key, rows);
    if (slugs.length < 2 || !isDeepStrictEqual(rows.slugs, slugs))
      throw new Error(
        `${server} and ${rows.server} differ in ${key}:\n${slugs.join(' ')}\n${rows.slugs.join(' ')}`,
      );
    if (asks === 'postgraphile') return;
    const exact = this.#exact.get(key) ?? { server, data };
    this.#exact.set(key, exact);
    if (!isDeepStrictEqual(exact.data, data))
      throw new Error(
        `${server} and ${exact.server} differ in ${key}:\n${JSON.stringify(data)}\n${JSON.stringify(exact.data)}`,
      );
  }
}

/** An answer that came in chunks has their lengths between. */
function parse(body: Buffer): unknown {
  const text = body.toString();
  if (text.startsWith('{')) return JSON.parse(text);
  return JSON.parse(text.replace(/^[0-9a-f]+\r\n/i, '').replaceAll(/\r\n[0-9a-f]+\r\n/gi, ''));
}
