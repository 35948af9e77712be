import type { GraphQLParams } from 'graphql-yoga';
import { parseJson } from '../limits/parse-json.ts';
import { HttpError, type HttpRequest } from './http-message.ts';
import { readBody } from './read-body.ts';

/**
 * What a request asks of the API. Only a JSON body is read, as a page of another site cannot make a browser send
 * one without asking first.
 *
 * @param bodyLimit bytes
 * @throws HttpError 400, 405, 413 or 415
 */
export async function readGraphqlRequest(request: HttpRequest, bodyLimit: number): Promise<GraphQLParams> {
  const { method, query, headers } = request;
  if (method === 'GET' || method === 'HEAD') {
    return checkParams({
      query: query.get('query'),
      operationName: query.get('operationName'),
      documentId: query.get('documentId'),
      variables: fromText('variables', query.get('variables')),
      extensions: fromText('extensions', query.get('extensions')),
    });
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
  return checkParams(parse('The body', await readBody(request, bodyLimit)));
}

function isJson(contentType: string | undefined): boolean {
  const [type = '', ...parameters] = (contentType ?? '').split(';').map((part) => part.trim().toLowerCase());
  if (type !== 'application/json' && type !== 'application/graphql+json') return false;
  return parameters.every((parameter) => !/^charset=(?!"?utf-?8"?$)/.test(parameter));
}

function fromText(name: string, text: string | null): unknown {
  return text === null || text === '' ? null : parse(`\`${name}\``, text);
}

function parse(what: string, text: string): unknown {
  try {
    return parseJson(text);
  } catch (error) {
    const why = error instanceof RangeError ? error.message : 'no JSON';
    throw badRequest(`${what} is ${why}`);
  }
}

/** Their types, as the rest of the server relies on them. Other parameters are passed over. */
function checkParams(params: unknown): GraphQLParams {
  if (Array.isArray(params)) throw badRequest('One request is one operation: batches are not answered');
  if (!isObject(params)) throw badRequest('The body is no JSON object');
  const { query, operationName, variables, extensions, documentId } = params;
  if (query == null && documentId == null && extensions == null) throw badRequest('There is no `query`');
  if (query != null && typeof query !== 'string') throw badRequest('`query` is no text');
  if (operationName != null && typeof operationName !== 'string') {
    throw badRequest('`operationName` is no text');
  }
  if (documentId != null && typeof documentId !== 'string') throw badRequest('`documentId` is no text');
  if (variables != null && !isObject(variables)) throw badRequest('`variables` is no object');
  if (extensions != null && !isObject(extensions)) throw badRequest('`extensions` is no object');
  return {
    ...(query == null ? {} : { query }),
    ...(operationName == null || operationName === '' ? {} : { operationName }),
    ...(variables == null ? {} : { variables }),
    ...(extensions == null ? {} : { extensions }),
    ...(documentId == null ? {} : { documentId }),
  };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function badRequest(message: string): HttpError {
  return new HttpError(400, 'BAD_REQUEST', message);
}
