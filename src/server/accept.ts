/**
 * Which of these the header prefers; the first where it does not care or says nothing.
 *
 * @param header `Accept` or `Accept-Encoding`
 * @param offered in the server's order of preference
 * @returns null where the header takes none of them
 */
export function preferred<Offered extends string>(
  header: string | undefined,
  offered: readonly Offered[],
): Offered | null {
  if (header === undefined || header.trim() === '') return offered[0] ?? null;
  const ranges = rangesOf(header);
  let best: { value: Offered; quality: number } | null = null;
  for (const value of offered) {
    const range = ranges
      .filter(({ pattern }) => matches(pattern, value))
      .sort((a, b) => b.pattern.replaceAll('*', '').length - a.pattern.replaceAll('*', '').length)[0];
    if (range && range.quality > (best?.quality ?? 0)) best = { value, quality: range.quality };
  }
  return best?.value ?? null;
}

/** For an answer that can travel so; `identity` is as it is, and always an answer to fall back to. */
export function preferredEncoding<Offered extends string>(
  header: string | string[] | undefined,
  offered: readonly Offered[],
): Offered | 'identity' {
  const wanted = header?.toString() ?? '';
  return preferred(wanted === '' ? 'identity' : wanted, [...offered, 'identity']) ?? 'identity';
}

interface Range {
  pattern: string;
  quality: number;
}

/** Clients send the same few headers again and again; who sends others does not make this grow. */
const latestRanges = new Map<string, Range[]>();
const keptHeaders = 32;

function rangesOf(header: string): Range[] {
  let ranges = latestRanges.get(header);
  if (!ranges) {
    ranges = header.split(',').map(parseRange);
    if (latestRanges.size >= keptHeaders) latestRanges.clear();
    if (header.length < 1_000) latestRanges.set(header, ranges);
  }
  return ranges;
}

/** Another `charset` than UTF-8 is not on offer; parameters beside it and `q` are let pass. */
function parseRange(text: string): Range {
  const [pattern = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase());
  let quality = 1;
  for (const parameter of parameters) {
    const [name, value = ''] = parameter.split('=').map((part) => part.trim());
    if (name === 'q') quality = /^[01](\.\d{0,3})?$/.test(value) ? Math.min(Number(value), 1) : 0;
    else if (name === 'charset' && value.replaceAll('"', '') !== 'utf-8') quality = 0;
  }
  return { pattern, quality };
}

function matches(pattern: string, value: string): boolean {
  if (pattern === value || pattern === '*/*' || pattern === '*') return true;
  return pattern.endsWith('/*') && value.startsWith(pattern.slice(0, -1));
}
