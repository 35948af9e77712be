import { UsageError } from '../program-errors.ts';
import { type Format, formats } from '../read/bytes/sniff.ts';
import type { Flag } from './command.ts';

/** Of commands that read documents. */
export const formatFlag: Flag = {
  name: 'format',
  placeholder: 'FORMAT',
  description: `${formats.join(', ')}; auto (the default) goes by how a file begins, then by its name`,
};

/** @throws UsageError */
export function formatOf(flag: string | true | undefined): Format {
  const format = formats.find((known) => known === (flag ?? 'auto'));
  if (format) return format;
  throw new UsageError(`--format is one of ${formats.join(', ')}, not ${JSON.stringify(flag)}`);
}
