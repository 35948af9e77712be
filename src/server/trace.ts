/** What becomes known of a request while it is answered, for the log. */
export interface Trace {
  operationName: string | null;
}

/** What Yoga is handed with each request. */
export interface ServerContext {
  trace: Trace;
}

export function createTrace(): Trace {
  return { operationName: null };
}
