import { mkdirSync } from 'node:fs';
import path from 'node:path';

/** Where stores are kept between runs: `bench/.data`, or what BENCH_DATA says. */
export function dataFolder(...below: string[]): string {
  const folder = path.join(
    path.resolve(process.env['BENCH_DATA'] ?? path.join(import.meta.dirname, '.data')),
    ...below,
  );
  mkdirSync(folder, { recursive: true });
  return folder;
}
