import { setTimeout as pause } from 'node:timers/promises';

export interface Patience {
  /** Milliseconds before it gives up; default 30 s, since a busy machine takes its time. */
  timeoutMs?: number;
  intervalMs?: number;
}

/**
 * Tries `attempt` until it neither throws nor rejects and returns what it returned; after the time-out its last error comes out.
 * @example await eventually(async () => expect(await db.query('SELECT …')).toHaveLength(1));
 */
export async function eventually<T>(attempt: () => Promise<T> | T, { timeoutMs = 30_000, intervalMs = 25 }: Patience = {}): Promise<T> {
  const deadline = performance.now() + timeoutMs;
  for (let delay = intervalMs; ; delay = Math.min(delay * 1.5, 500)) {
    try {
      return await attempt();
    } catch (error) {
      if (performance.now() + delay > deadline) throw error;
    }
    await pause(delay);
  }
}
