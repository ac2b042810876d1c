import { performance } from 'node:perf_hooks';

/** What a loop of calls took: calls per second, and milliseconds of one call. */
export interface Measured {
  readonly n: number;
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
  readonly failed: number;
}

export interface Loop {
  /** How many callers go round at once. */
  readonly clients: number;
  readonly seconds: number;
  /** Seconds before counting starts; connections, caches and the JIT settle in them. */
  readonly warmUp?: number;
  /** One call; what it throws counts as failed. `client` tells the callers apart, `turn` their rounds. */
  readonly call: (client: number, turn: number) => Promise<void>;
}

/** Of what goes through services: turns of each, seconds that one is counted, and seconds before that. In the pause that precedes a turn V8 gives memory back, and all caches go cold. */
export const TURNS = { rounds: 3, seconds: 15, warmUp: 5 } as const;

/** Every call of a loop by itself: the milliseconds that each took. */
export interface Timed {
  readonly taken: readonly number[];
  readonly seconds: number;
  readonly failed: number;
}

/** Runs callers side by side for a time and measures each call. */
export async function measure(loop: Loop): Promise<Measured> {
  return pooled([await timed(loop)]);
}

/** The same, before anything is reckoned of it. */
export async function timed(loop: Loop): Promise<Timed> {
  const begin = performance.now();
  const countFrom = begin + (loop.warmUp ?? 2) * 1000;
  const end = countFrom + loop.seconds * 1000;
  const taken: number[] = [];
  let failed = 0;
  const caller = async (client: number): Promise<void> => {
    for (let turn = 0; performance.now() < end; turn += 1) {
      const start = performance.now();
      try {
        await loop.call(client, turn);
      } catch (error) {
        failed += 1;
        if (failed === 1) process.stderr.write(`  first failure: ${error instanceof Error ? error.message : String(error)}\n`);
        if (failed > 1000) throw error;
      }
      const stop = performance.now();
      if (start >= countFrom && stop <= end) taken.push(stop - start);
    }
  };
  await Promise.all(Array.from({ length: loop.clients }, (_, client) => caller(client)));
  return { taken, seconds: loop.seconds, failed };
}

function pooled(loops: readonly Timed[]): Measured {
  const taken = loops.flatMap((each) => each.taken);
  const total = (of: (each: Timed) => number): number => loops.reduce((sum, each) => sum + of(each), 0);
  return { ...summary(taken), perSecond: taken.length / total(({ seconds }) => seconds), failed: total(({ failed }) => failed) };
}

/** n and percentiles of times in milliseconds. */
export function summary(times: readonly number[]): { n: number; p50: number; p99: number; max: number } {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
  return { n: sorted.length, p50: at(0.5), p99: at(0.99), max: sorted.at(-1) ?? Number.NaN };
}

/** Runs two loops by turns and keeps each one's best round: what else the machine does then hits both alike. */
export async function byTurns<A, B>(rounds: number, first: () => Promise<A>, second: () => Promise<B>, score: (value: A | B) => number): Promise<[A, B]> {
  const firsts: A[] = [];
  const seconds: B[] = [];
  for (let round = 0; round < rounds; round += 1) {
    firsts.push(await first());
    seconds.push(await second());
  }
  return [best(firsts, score), best(seconds, score)];
}

/**
 * Runs two loops by many short turns and takes all of each together. Where the machine's own speed goes up and down within seconds, the best of a few rounds
 * is the luckiest, and the shorter the rounds of one of the two are, the luckier.
 */
export async function together(rounds: number, first: () => Promise<Timed>, second: () => Promise<Timed>): Promise<[Measured, Measured]> {
  const turns: [Timed, Timed][] = [];
  for (let round = 0; round < rounds; round += 1) turns.push([await first(), await second()]);
  return [pooled(turns.map(([each]) => each)), pooled(turns.map(([, each]) => each))];
}

function best<T>(values: readonly T[], score: (value: T) => number): T {
  return values.reduce((a, b) => (score(b) > score(a) ? b : a));
}
