export interface QueueLimits {
  readonly concurrency: number;
  /** How many jobs may wait while others run. */
  readonly waiting: number;
}

/** Runs at most `concurrency` jobs at once, in order, and lets at most `waiting` more wait; a job beyond that is refused at once. */
export class BoundedQueue {
  private running = 0;
  private readonly waiters: (() => void)[] = [];

  constructor(
    private readonly limits: QueueLimits,
    private readonly refusal: () => Error,
  ) {}

  /** Throws what `refusal` makes where the queue is full. */
  async run<T>(job: () => Promise<T>): Promise<T> {
    if (this.running < this.limits.concurrency) this.running += 1;
    else if (this.waiters.length >= this.limits.waiting) throw this.refusal();
    // Whoever finishes hands its place on, so `running` does not change.
    else await new Promise<void>((resolve) => this.waiters.push(resolve));
    try {
      return await job();
    } finally {
      const next = this.waiters.shift();
      if (next) next();
      else this.running -= 1;
    }
  }
}
