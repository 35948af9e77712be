import { PassThrough } from 'node:stream';
import { createLog, type Log } from '../../src/server/log.ts';

export interface CapturedLog {
  log: Log;
  /** What was logged since the last call. */
  records(): Record<string, unknown>[];
}

export function captureLog(): CapturedLog {
  const output = new PassThrough();
  return {
    log: createLog('info', output),
    records: () => {
      const chunk = output.read() as Buffer | null;
      const lines = chunk?.toString().trimEnd().split('\n') ?? [];
      return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    },
  };
}
