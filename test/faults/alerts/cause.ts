import type { Stage } from './stage.ts';

/** An alert that must fire; where its rule tells services apart, for this one. */
export interface Expected {
  readonly alert: string;
  readonly service?: string;
}

/** Something goes wrong; resolves with what puts it right again. */
export interface Cause {
  readonly how: string;
  readonly end: string;
  readonly expected: readonly Expected[];
  readonly begin: (stage: Stage) => Promise<() => Promise<unknown>>;
}

/** Does something again and again until it is told to stop, whatever comes of it. */
export function again(work: () => Promise<unknown>): () => Promise<void> {
  let stopping = false;
  const loop = (async () => {
    while (!stopping) await work().catch(() => undefined);
  })();
  return async () => {
    stopping = true;
    await loop;
  };
}
