import type { Output } from './command.ts';

export interface Progress {
  /** @param items how many documents were in them */
  show(done: number, total: number, items?: number): void;
  /** Takes the bar off the terminal. */
  end(): void;
}

/**
 * A bar on a terminal. Loaded here, as most runs have none.
 *
 * @param what is counted
 */
export async function startProgress(terminal: Output, what = 'files, {items} documents'): Promise<Progress> {
  const { default: cliProgress } = await import('cli-progress');
  const bar = new cliProgress.SingleBar({
    stream: terminal,
    format: `{bar} {value} of {total} ${what}`,
    barCompleteChar: '█',
    barIncompleteChar: '░',
    barsize: 30,
    hideCursor: true,
    clearOnComplete: true,
    // A signal is the command's to answer.
    gracefulExit: false,
  });
  let started = false;
  return {
    show(done, total, items = 0) {
      if (!started) bar.start(total, 0, { items });
      started = true;
      bar.update(done, { items });
    },
    end() {
      if (started) bar.stop();
    },
  };
}
