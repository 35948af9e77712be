import type { GraphQLSchema } from 'graphql';
import type { Choices } from './choices.ts';
import { generateDocument } from './generated-documents.ts';
import { type Known, secret } from './generated-values.ts';
import { naughtyStrings } from './naughty-strings.ts';
import { brackets, longNames, methods, nestings, oddHeaders, oddVariables, targets } from './odd-parts.ts';

export interface GeneratedRequest {
  method: string;
  /** Path and query string. */
  target: string;
  headers: [name: string, value: string][];
  body: Buffer | null;
  /** What goes over the socket instead of all that: something like HTTP. */
  raw: Buffer | null;
}

export function generateRequest(
  schema: GraphQLSchema,
  { request: choices, document: documentChoices }: { request: Choices; document: Choices },
  known: Known,
): GeneratedRequest {
  const { query, variables } = generateDocument(schema, documentChoices, known);
  const document = choices.once(3) ? mangleText(query, choices) : query;
  const sent = choices.once(8) ? choices.of(oddVariables) : variables;
  const extra = choices.once(8) ? oddParameters(choices) : {};
  const params: Record<string, unknown> = { query: document, variables: sent, ...extra };
  const headers = generateHeaders(choices);
  const request = choices.once(5)
    ? {
        method: choices.of(['GET', 'GET', 'HEAD']),
        target: `/graphql?${searchOf(params)}`,
        headers,
        body: null,
      }
    : {
        method: 'POST',
        target: '/graphql',
        headers: [['content-type', contentType(choices)] as [string, string], ...headers],
        body: bodyOf(params, choices),
      };
  if (choices.once(10)) request.method = choices.of(methods);
  if (choices.once(10)) request.target = choices.of(targets);
  return { ...request, raw: choices.once(20) ? rawOf(request, choices) : null };
}

function oddParameters(choices: Choices): Record<string, unknown> {
  const odd = choices.of<unknown>([
    null,
    1,
    [],
    {},
    'Generated',
    '',
    secret,
    { persistedQuery: { version: 1 } },
  ]);
  const name = choices.of([
    'operationName',
    'extensions',
    'documentId',
    'query',
    'id',
    '__proto__x',
    'doc_id',
  ]);
  return { [name]: odd };
}

function searchOf(params: Record<string, unknown>): string {
  return Object.entries(params)
    .map(([name, value]) => {
      const text = typeof value === 'string' ? value : JSON.stringify(value);
      // Node's own limit of all headers is 16 kB.
      return `${encodeURIComponent(name)}=${encodeURIComponent(text.toWellFormed()).slice(0, 3_000)}`;
    })
    .join('&');
}

/** Sometimes no JSON, sometimes other bytes than text. */
function bodyOf(params: object, choices: Choices): Buffer {
  const json = JSON.stringify(choices.once(30) ? [params] : params);
  if (!choices.once(8)) return Buffer.from(json);
  const bytes = Buffer.from(choices.once(2) ? mangleText(json, choices) : json);
  const flips = choices.below(4);
  for (let i = 0; i < flips && bytes.length > 0; i++) {
    bytes[choices.below(bytes.length)] = choices.below(256);
  }
  return choices.once(12) ? Buffer.concat([bytes, Buffer.alloc(300_000, ' ')]) : bytes;
}

const contentType = (choices: Choices) =>
  choices.once(10)
    ? choices.of([
        'text/plain',
        'application/graphql',
        'application/x-www-form-urlencoded',
        'multipart/form-data',
        '',
        'application/json; charset=latin1',
        'application/json;;;',
        'APPLICATION/JSON; CHARSET="UTF-8"',
        '*/*',
        'x',
      ])
    : 'application/json';

function generateHeaders(choices: Choices): [string, string][] {
  const headers = choices
    .some(Object.keys(oddHeaders), 6)
    .map((name): [string, string] => [name, choices.of(oddHeaders[name]!)]);
  const [first] = headers;
  return first && choices.once(12) ? [...headers, first] : headers;
}

function mangleText(text: string, choices: Choices): string {
  let mangled = text;
  const times = 1 + choices.below(3);
  for (let i = 0; i < times; i++) mangled = mangleOnce(mangled, choices);
  return mangled;
}

function mangleOnce(text: string, choices: Choices): string {
  const at = choices.below(text.length + 1);
  const end = at + choices.below(20);
  switch (choices.below(8)) {
    case 0:
      return text.slice(0, at) + text.slice(end);
    case 1:
      return text.slice(0, end) + text.slice(at);
    case 2:
      return text.slice(0, at);
    case 3:
      return text.slice(0, at) + choices.of(naughtyStrings) + text.slice(at);
    case 4:
      return text.slice(0, at) + choices.of(brackets).repeat(choices.of(nestings)) + text.slice(at);
    case 5:
      return text.replaceAll(/\d+/g, choices.of(['9'.repeat(400), '-', '1e999', '0x1', '00', '.5']));
    case 6:
      return text.replaceAll(/\w{4,}/g, (word) => (choices.once(4) ? choices.of(longNames) : word));
    default: {
      const tokens = text.split(/\b/);
      const one = choices.below(tokens.length);
      const other = choices.below(tokens.length);
      return tokens.with(one, tokens[other]!).with(other, tokens[one]!).join('');
    }
  }
}

/** Broken HTTP, and HTTP that is only strange. */
function rawOf(request: Omit<GeneratedRequest, 'raw'>, choices: Choices): Buffer {
  const { method, target, headers, body } = request;
  const lines = headers.map(([name, value]) => `${name}: ${value}`);
  const length = choices.of([
    body?.length ?? 0,
    (body?.length ?? 0) + 9,
    1,
    -1,
    'x',
    '1e9',
    '99999999999999999999',
  ]);
  const version = choices.of(['HTTP/1.1', 'HTTP/1.1', 'HTTP/1.0', 'HTTP/9.9', 'HTTP', '']);
  const framing = choices.of([
    [`content-length: ${length}`],
    ['transfer-encoding: chunked'],
    [`content-length: ${length}`, 'transfer-encoding: chunked'],
    ['content-length: 1', 'content-length: 2'],
    ['transfer-encoding: x'],
    ['host: a', 'host: b', 'upgrade: websocket', 'connection: upgrade'],
  ]);
  const ending = choices.of(['\r\n', '\r\n', '\n', '\r']);
  const head = [
    `${method} ${target} ${version}`,
    'host: localhost',
    'connection: close',
    ...lines,
    ...framing,
  ];
  const bytes = Buffer.concat([
    Buffer.from(head.join(ending) + ending + ending, 'latin1'),
    Buffer.from(choices.of(['', '5\r\nhello\r\n0\r\n\r\n', 'zz\r\n', '-1\r\n', 'GET / HTTP/1.1\r\n\r\n'])),
    body ?? Buffer.alloc(0),
  ]);
  const flips = choices.below(3);
  for (let i = 0; i < flips; i++) bytes[choices.below(Math.min(bytes.length, 300))] = choices.below(256);
  return choices.once(3) ? bytes.subarray(0, choices.below(bytes.length)) : bytes;
}
