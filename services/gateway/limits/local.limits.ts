import type { Rate } from './rate.ts';

interface Window {
  used: number;
  ends: number;
}

/** What counting one request said. */
export interface Count {
  readonly rate: Rate;
  readonly used: number;
  /** Milliseconds until the window ends. */
  readonly resets: number;
}

/**
 * Counts in memory, in windows that begin with a key's first request. Bounded: when full, ended windows go first, then the
 * oldest; an attacker with more addresses than that is a matter for the network before us.
 */
export class LocalLimits {
  private readonly windows = new Map<string, Window>();

  constructor(private readonly capacity = 100_000) {}

  /** Counts one request; `used` above the limit means refuse. */
  count(key: string, rate: Rate, now: number): Count {
    const known = this.windows.get(key);
    if (known !== undefined && known.ends > now) {
      known.used += 1;
      return { rate, used: known.used, resets: known.ends - now };
    }
    if (known === undefined && this.windows.size >= this.capacity) this.makeRoom(now);
    this.windows.set(key, { used: 1, ends: now + rate.windowMs });
    return { rate, used: 1, resets: rate.windowMs };
  }

  get size(): number {
    return this.windows.size;
  }

  private makeRoom(now: number): void {
    for (const [key, window] of this.windows) if (window.ends <= now) this.windows.delete(key);
    for (const key of this.windows.keys()) {
      if (this.windows.size < this.capacity * 0.9) return;
      this.windows.delete(key);
    }
  }
}
