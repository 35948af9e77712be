import { Random } from '../text/random.ts';

/** A UUIDv7 for each number, the same every time. */
export function uidAt(kind: string, index: number): string {
  const random = new Random(`uid of ${kind}`, index);
  const time = (Date.UTC(2024, 0, 2) + index).toString(16).padStart(12, '0');
  const hex = () =>
    random
      .below(2 ** 32)
      .toString(16)
      .padStart(8, '0');
  const noise = hex() + hex() + hex();
  const variant = '89ab'[random.below(4)]!;
  const parts = [time.slice(0, 8), time.slice(8), `7${noise.slice(0, 3)}`, variant + noise.slice(3, 6)];
  return [...parts, noise.slice(6, 18)].join('-');
}
