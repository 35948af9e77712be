import type { TestApp } from '../support/app.ts';

export interface Reply {
  status: number;
  /** Of the errors, in their order. */
  codes: (string | undefined)[];
  messages: string[];
  data: unknown;
  text: string;
  ms: number;
}

interface ReplyBody {
  data?: unknown;
  errors?: { message: string; extensions?: { code?: string } }[];
}

/** Posts this body, as an object or as it is, to the API. */
export async function post({ app }: TestApp, body: object | string): Promise<Reply> {
  const started = performance.now();
  const response = await app.fetch(
    new Request('http://localhost/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json' },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    }),
  );
  const text = await response.text();
  const ms = performance.now() - started;
  // Whatever was asked, and by whichever test.
  if (response.status !== 200 && text.length >= 4_000) throw new Error(`${text.length} characters of errors`);
  const { data = null, errors = [] } = JSON.parse(text) as ReplyBody;
  return {
    status: response.status,
    codes: errors.map(({ extensions }) => extensions?.code),
    messages: errors.map(({ message }) => message),
    data,
    text,
    ms,
  };
}

/** So many texts with a space after each. */
export function many(count: number, text: (i: number) => string): string {
  return Array.from({ length: count }, (_, i) => text(i)).join(' ');
}
