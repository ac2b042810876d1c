import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { Pool } from 'undici';
import { summary } from '../measure.ts';

/** One request of a mix, made anew each time. */
export interface Asked {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
  /** Any other status is a failure. */
  readonly due: number;
}

export interface Kind {
  readonly name: string;
  /** Of all requests, beside the others' shares. */
  readonly share: number;
  readonly ask: () => Asked;
  /** Whether an answer's `id` is kept, to look later for what it stands for. */
  readonly keep?: boolean;
}

export interface Failure {
  /** Seconds since the beginning. */
  readonly at: number;
  readonly kind: string;
  readonly what: string;
}

export interface SteadyReport {
  readonly asked: number;
  readonly failed: number;
  /** 503 with `Retry-After`: nothing was done, and the client knows when to come back. Counted as failed unless `refusals` are expected. */
  readonly refused: number;
  /** The first hundred. */
  readonly failures: readonly Failure[];
  /** Milliseconds from the moment at which a request was due, not from when it could be sent. */
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
  readonly byKind: Readonly<Record<string, number>>;
  /** Ids of what was written, by kind. */
  readonly written: Readonly<Record<string, readonly string[]>>;
}

export interface SteadyOptions {
  readonly url: string;
  readonly perSecond: number;
  readonly mix: readonly Kind[];
  /** Ends the load; what is under way is waited for. */
  readonly signal: AbortSignal;
  readonly connections?: number;
  /** Something is away on purpose: being told to come back is no failure. */
  readonly refusals?: boolean;
  /** Told of the first hundred as they come. */
  readonly onFailure?: (failure: Failure) => void;
}

const PATIENCE_MS = 30_000;
const REFUSED = '503 with Retry-After';

/**
 * Sends requests at a fixed rate, whether or not earlier ones have been answered, and repeats none: who asks does not wait because others do.
 * @example await steadyLoad({ url, perSecond: 200, mix: openMix(), signal: AbortSignal.timeout(60_000) });
 */
export async function steadyLoad({ url, perSecond, mix, signal, connections = 64, refusals = false, onFailure }: SteadyOptions): Promise<SteadyReport> {
  // A connection rests shorter than any server keeps it; also where the server's own hint is longer. (Not from libs: this runs without a build.)
  const pool = new Pool(new URL(url).origin, { connections, keepAliveTimeout: 3000, keepAliveMaxTimeout: 3000, headersTimeout: PATIENCE_MS, bodyTimeout: PATIENCE_MS });
  const begin = performance.now();
  const times: number[] = [];
  const failures: Failure[] = [];
  const byKind: Record<string, number> = {};
  const written: Record<string, string[]> = {};
  let [failed, refused] = [0, 0];
  const one = async (kind: Kind, due: number): Promise<void> => {
    byKind[kind.name] = (byKind[kind.name] ?? 0) + 1;
    const wrong = await send(pool, kind, (id) => (written[kind.name] ??= []).push(id));
    times.push(performance.now() - due);
    if (wrong === REFUSED) refused += 1;
    if (wrong === undefined || (wrong === REFUSED && refusals)) return;
    failed += 1;
    const failure = { at: Math.round((due - begin) / 100) / 10, kind: kind.name, what: wrong };
    if (failures.length >= 100) return;
    failures.push(failure);
    onFailure?.(failure);
  };
  const open = new Set<Promise<void>>();
  for (let turn = 0; !signal.aborted; turn += 1) {
    const due = begin + (turn * 1000) / perSecond;
    const early = due - performance.now();
    if (early > 1) await sleep(early, undefined, { signal }).catch(() => undefined);
    if (signal.aborted) break;
    const asked = one(chosen(mix), due).finally(() => open.delete(asked));
    open.add(asked);
  }
  await Promise.all(open);
  await pool.close();
  const { n, p50, p99, max } = summary(times);
  return { asked: n, failed, refused, failures, p50, p99, max, byKind, written };
}

/** What is wrong with the answer, if anything is. */
async function send(pool: Pool, { ask, keep = false }: Kind, found: (id: string) => void): Promise<string | undefined> {
  const { method, path, headers, body, due } = ask();
  try {
    const answer = await pool.request({ method, path, headers: { accept: 'application/json', ...headers }, ...(body === undefined ? {} : { body }), signal: AbortSignal.timeout(PATIENCE_MS) });
    const text = await answer.body.text();
    if (answer.statusCode === 503 && answer.headers['retry-after'] !== undefined) return REFUSED;
    if (answer.statusCode !== due) return `${method} ${path}: ${answer.statusCode} ${text.slice(0, 200)}`;
    const id = keep ? /"id":"([\w-]+)"/.exec(text)?.[1] : undefined;
    if (id !== undefined) found(id);
    return undefined;
  } catch (error) {
    return `${method} ${path}: ${error instanceof Error ? `${error.name} ${error.message}` : String(error)}`;
  }
}

function chosen(mix: readonly Kind[]): Kind {
  let left = Math.random() * mix.reduce((sum, { share }) => sum + share, 0);
  for (const kind of mix) {
    left -= kind.share;
    if (left < 0) return kind;
  }
  const last = mix.at(-1);
  if (last === undefined) throw new Error('The mix is empty.');
  return last;
}
