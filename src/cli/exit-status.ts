/** What a script can tell from the exit status. A signal's is 128 and its number. */
export const exitStatus = {
  done: 0,
  inputFailed: 1,
  usage: 2,
  unreachable: 3,
  interrupted: 130,
  terminated: 143,
};

/** For help texts and the README. */
export const exitStatuses: readonly { status: number; meaning: string }[] = [
  { status: exitStatus.done, meaning: 'done' },
  {
    status: exitStatus.inputFailed,
    meaning: 'something of the input failed (the rest is stored), or doctor found something',
  },
  { status: exitStatus.usage, meaning: 'wrong usage or configuration' },
  { status: exitStatus.unreachable, meaning: 'the database could not be reached' },
  { status: exitStatus.interrupted, meaning: 'stopped by Ctrl-C; what was done is stored' },
  { status: exitStatus.terminated, meaning: 'stopped by SIGTERM; what was done is stored' },
];
