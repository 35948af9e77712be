import type { Measurement } from '../measure/load.ts';
import type { Options } from '../options.ts';

/** All that a run found. */
export interface Results {
  options: Options;
  /** By name. */
  servers: Record<string, ServerResults>;
  measured: (Measurement & { round: number; server: string; query: string; connections: number })[];
}

export interface ServerResults {
  startedInMs: number;
  idleMb: number;
  /** After the last round. */
  loadedMb: number;
  /** By query: what one request takes. */
  statements: Record<string, number>;
}

/** The middle one of several rounds, and how far the others lie from it. */
export interface Spread {
  median: number;
  /** The largest distance from the median, as a part of it. */
  spread: number;
}

/** A rate as tables show it; what is slow keeps its decimals. */
export function rateText(perSecond: number): string {
  return perSecond < 10 ? perSecond.toFixed(2) : Math.round(perSecond).toLocaleString('en');
}

export function spreadOf(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)] ?? NaN;
  const spread = Math.max(...sorted.map((value) => Math.abs(value - median))) / median;
  return { median, spread };
}
