import type { ConsumerOptions } from './messaging.options.ts';

/** Five more attempts within about ten minutes, then a person decides. */
const defaultDelaysMs = [1_000, 5_000, 30_000, 120_000, 480_000];

/** Milliseconds to wait after the n-th failed attempt (from 1); null: hold for a person. */
export function retryDelay(options: ConsumerOptions | undefined, failures: number): number | null {
  return (options?.retryDelaysMs ?? defaultDelaysMs)[failures - 1] ?? null;
}

/** Pause before trying in place again while the infrastructure is away: doubled from 100 ms to 10 s, spread by a quarter. */
export function backOff(attempt: number): number {
  return Math.min(100 * 2 ** Math.min(attempt, 10), 10_000) * (0.875 + Math.random() * 0.25);
}
