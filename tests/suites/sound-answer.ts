import { errorCodes } from '../../src/errors.ts';

/** What came back for a request, whatever way it was sent. */
export interface RawAnswer {
  status: number;
  headers: Headers;
  text: string;
}

export async function readAnswer(response: Response): Promise<RawAnswer> {
  return { status: response.status, headers: response.headers, text: await response.text() };
}

/** In bytes. */
const errorLimit = 4_000;

/** What no client has to see: where the program lies and what it asks its database. */
const inside =
  /node_modules|\.[jt]s:\d|\\n {4}at |\bselect [\w".*]+ from\b|\bsqlite|\bpostgres|\bSQLITE_|ERR_[A-Z]|kysely|syntax error at or near|invalid byte sequence|is not a function|cannot read prop/i;

/** What is wrong with any answer whatever was asked; the answer to HEAD and OPTIONS has no body. */
export function faultsOf({ status, headers, text }: RawAnswer): string[] {
  const faults: string[] = [];
  const type = headers.get('content-type') ?? '';
  if (status >= 500) faults.push(`status ${status}`);
  if (!headers.get('x-request-id')) faults.push('no x-request-id');
  for (const name of headers.keys()) if (name.startsWith('access-control-')) faults.push(name);
  if (text === '') return faults;
  const leak = inside.exec(type.startsWith('text/html') ? '' : text);
  if (leak) faults.push(`tells ${JSON.stringify(leak[0])}`);
  if (!/json/.test(type)) return status >= 400 ? [...faults, `an error as ${type}`] : faults;
  const body = parse(text);
  if (body === undefined) return [...faults, 'no JSON'];
  const isError = status >= 400 || (body.errors !== undefined && body.data === undefined);
  const bytes = Buffer.byteLength(text);
  if (isError && bytes > errorLimit) faults.push(`an error of ${bytes} bytes`);
  if (isError && !hasMessage(body)) faults.push('an error that says nothing');
  return faults;
}

interface Body {
  data?: unknown;
  errors?: { message?: unknown; extensions?: { code?: unknown } }[];
  error?: unknown;
}

function parse(text: string): Body | undefined {
  try {
    return JSON.parse(text) as Body;
  } catch {
    return undefined;
  }
}

const codes: ReadonlySet<unknown> = new Set(errorCodes);

/** At the API's address each error has a code too, one that clients can know. */
function hasMessage({ error, errors }: Body): boolean {
  if (typeof error === 'string') return error !== '';
  if (!Array.isArray(errors) || errors.length === 0) return false;
  return errors.every(({ message, extensions }) => Boolean(message) && codes.has(extensions?.code));
}
