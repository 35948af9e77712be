import { decoderOf, type Encoding } from '../bytes/encoding.ts';
import type { Input } from '../bytes/input.ts';

/**
 * The text of an XML file in pieces, without the control characters that XML forbids and
 * careless programs put in.
 *
 * @throws DocumentError where it cannot be read
 */
export async function* readXmlText(input: Input, encoding: Encoding): AsyncGenerator<string> {
  const decoder = decoderOf(encoding);
  for await (const chunk of input.chunks()) yield withoutControls(decoder.write(chunk));
  yield withoutControls(decoder.end());
}

const controls = /(?![\t\n\r\x80-\x9f])\p{Cc}|[\ufffe\uffff]/gu;

function withoutControls(text: string): string {
  return text.replace(controls, '');
}
