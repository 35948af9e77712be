import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { preferredEncoding } from './accept.ts';
import { type HttpRequest, type HttpResponse, varyingBy } from './http-message.ts';

/** Bytes from which it is worth while: less fits one packet anyway. */
const least = 1_400;

/** About gzip's speed, and a tenth smaller. */
const brotliQuality = 4;

const compressors = {
  br: async (text: string) =>
    promisify(brotliCompress)(text, { params: { [constants.BROTLI_PARAM_QUALITY]: brotliQuality } }),
  gzip: async (text: string) => promisify(gzip)(text),
};

/** The response in what the client takes best. What is bytes already has been compressed where that helps. */
export async function compressed(request: HttpRequest, response: HttpResponse): Promise<HttpResponse> {
  const { body } = response;
  if (typeof body !== 'string' || body.length < least) return response;
  const varying = varyingBy('accept-encoding', response);
  const encoding = preferredEncoding(request.headers['accept-encoding'], ['br', 'gzip']);
  if (encoding === 'identity') return varying;
  return {
    ...varying,
    headers: { ...varying.headers, 'content-encoding': encoding },
    body: await compressors[encoding](body),
  };
}
