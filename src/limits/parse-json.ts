/** @throws SyntaxError or RangeError */
export function parseJson(text: string): unknown {
  return JSON.parse(text) as unknown;
}
