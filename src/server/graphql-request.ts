import { parseJson } from '../limits/parse-json.ts';
import { HttpError, type HttpRequest } from './http-message.ts';
import { readBody } from './read-body.ts';

/** In a query string; the last two as JSON. */
const names = ['query', 'operationName', 'documentId', 'variables', 'extensions'] as const;

/**
 * What a request asks of the API, as it was sent. Only a JSON body is read, since a page of another site cannot make a
 * browser send one without asking first.
 *
 * @param bodyLimit bytes
 * @throws HttpError 400, 405, 413 or 415
 * @throws GraphQLError where it is no JSON or nests too deep
 */
export async function readGraphqlRequest(request: HttpRequest, bodyLimit: number): Promise<unknown> {
  const { method, search, headers } = request;
  if (method === 'GET' || method === 'HEAD') {
    const query = new URLSearchParams(search);
    return Object.fromEntries(names.map((name) => [name, fromQueryString(name, query.get(name))]));
  }
  if (method !== 'POST') {
    throw new HttpError(405, 'METHOD_NOT_ALLOWED', 'GET and POST are allowed here', {
      allow: 'GET, HEAD, POST, OPTIONS',
    });
  }
  if (!isJson(headers['content-type'])) {
    throw new HttpError(
      415,
      'UNSUPPORTED_MEDIA_TYPE',
      'The body is sent with `content-type: application/json`, in UTF-8',
    );
  }
  const params = parseJson(await readBody(request, bodyLimit), 'body');
  if (Array.isArray(params)) {
    throw new HttpError(400, 'BAD_REQUEST', 'One request is one operation: batches are not answered');
  }
  return params;
}

function isJson(contentType: string | undefined): boolean {
  const [type = '', ...parameters] = (contentType ?? '').split(';').map((part) => part.trim().toLowerCase());
  if (type !== 'application/json' && type !== 'application/graphql+json') return false;
  return parameters.every((parameter) => !/^charset=(?!"?utf-?8"?$)/.test(parameter));
}

/** Empty is the same as not given. */
function fromQueryString(name: (typeof names)[number], text: string | null): unknown {
  if (text === null || text === '') return null;
  return name === 'variables' || name === 'extensions' ? parseJson(text, name) : text;
}
