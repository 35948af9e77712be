import { constants } from 'node:os';
import { runCli } from './cli.ts';

/** Commands that can stop in good order ask for it; the others end by the signal itself. */
function stopSignal(): AbortSignal {
  const stop = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.on(name, () => {
      if (stop.signal.aborted) process.exit(128 + constants.signals[name]);
      stop.abort(name);
    });
  }
  return stop.signal;
}

let outputFailed = false;
for (const stream of [process.stdout, process.stderr]) {
  // A reader that has seen enough (`| head`) is no failure; a full disk is one.
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') outputFailed = true;
  });
}

const status = await runCli(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  stopSignal,
});
process.exitCode = status;
process.once('exit', () => {
  if (outputFailed && status === 0) process.exitCode = 1;
});
