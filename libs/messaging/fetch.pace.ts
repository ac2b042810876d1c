/** The longest that a fetch waits: kafkajs sends heartbeats between fetches. */
const LONGEST_MS = 1_000;

/**
 * Keeps a consumer's fetches apart. kafkajs names every assigned partition in every fetch and the broker looks at each of them, so that a fetch for one event
 * costs nearly as much as one for fifty. What a fetch brought is handed over at once; only the next one waits, and not where a partition is known to hold more.
 */
export class FetchPace {
  private readonly waiting = new Set<() => void>();
  private readonly gatherMs: number;
  private due = 0;

  constructor(gatherMs: number) {
    this.gatherMs = Math.min(gatherMs, LONGEST_MS);
  }

  /** A fetch was answered. */
  fetched(): void {
    this.due = performance.now() + this.gatherMs;
  }

  /** Resolves when the next fetch may begin. */
  async next(): Promise<void> {
    const left = this.due - performance.now();
    if (left <= 0) return;
    await new Promise<void>((resolve) => {
      const go = (): void => {
        clearTimeout(timer);
        this.waiting.delete(go);
        resolve();
      };
      const timer = setTimeout(go, left);
      this.waiting.add(go);
    });
  }

  /** The next fetch waits no longer. */
  hurry(): void {
    this.due = 0;
    for (const go of this.waiting) go();
  }
}
