import { Writable } from 'node:stream';
import { createLog, type Log } from '../../src/server/log.ts';

export interface CapturedLog {
  log: Log;
  /** What was logged since the last call. */
  records(): Record<string, unknown>[];
}

export function captureLog(): CapturedLog {
  let written = '';
  const output = new Writable({
    decodeStrings: false,
    write(chunk: string, _encoding, done) {
      written += chunk;
      done();
    },
  });
  return {
    log: createLog('info', output),
    records: () => {
      const lines = written.split('\n').slice(0, -1);
      written = '';
      return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    },
  };
}
