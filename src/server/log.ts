import { type DestinationStream, type Logger, pino } from 'pino';
import type { LogLevel } from '../settings.ts';

export type Log = Logger;

/** One JSON object a line. */
export function createLog(level: LogLevel, output: NodeJS.WritableStream): Log {
  return pino({ level, base: undefined, timestamp: pino.stdTimeFunctions.isoTime }, together(output));
}

/** Of logs that have lines to write. */
const waiting = new Set<() => void>();

// Where the process ends within a turn of the event loop.
process.on('exit', () => {
  for (const flush of waiting) flush();
});

/**
 * Writes the lines of one turn of the event loop at once, as each by itself would be a system call; but warnings and
 * errors as they come.
 */
function together(output: NodeJS.WritableStream): DestinationStream {
  let lines = '';
  const flush = () => {
    waiting.delete(flush);
    if (lines !== '') output.write(lines);
    lines = '';
  };
  return {
    // Makes pino tell the level of the line that it writes.
    [pino.symbols.needsMetadataGsym]: true,
    lastLevel: 0,
    write(line: string) {
      lines += line;
      if (this.lastLevel >= pino.levels.values['warn']!) return flush();
      if (waiting.has(flush)) return;
      waiting.add(flush);
      setImmediate(flush);
    },
  } as DestinationStream & { lastLevel: number };
}
