/** Whether the connection is gone, for whatever reason. */
export function isLost(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return (
    /^(57P0|08|ECONN|EPIPE|ETIMEDOUT)/.test(codeOf(error)) ||
    /^Connection terminated|is not queryable/.test(error.message)
  );
}

/** PostgreSQL's or the system's; empty where it has none. */
/** The connection has another's prepared statements, or has lost ours: something stands between that shares it. */
export function hasOthersNames(error: unknown): boolean {
  return /^(26000|42P05)$/.test(codeOf(error));
}

export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
