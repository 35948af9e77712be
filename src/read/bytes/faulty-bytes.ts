/** @param line the number of the first line of these bytes */
export function describeFirstBadByte(bytes: Buffer, line = 1): string {
  // Where bytes are no character, decoding puts another one, so that encoding again gives other bytes there.
  const again = Buffer.from(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes));
  let at = 0;
  while (bytes[at] === again[at]) at++;
  const byte = (bytes[at] ?? 0).toString(16).padStart(2, '0');
  return `byte 0x${byte} in line ${line - 1 + lineAt(bytes.toString('latin1'), at)}`;
}

/** The line, counted from 1, of an offset. */
export function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}
