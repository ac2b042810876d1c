import { setTimeout as sleep } from 'node:timers/promises';
import type { KafkaRecord } from './record.ts';
import { backOff } from './retry.ts';
import type { Semaphore } from './semaphore.ts';

export interface QueueEvents {
  /** Takes records to their end, in order; a rejection means: try the same records again. */
  readonly process: (records: readonly KafkaRecord[]) => Promise<void>;
  /** These records are done, and everything before them. */
  readonly done: (records: readonly KafkaRecord[]) => void;
  /** The first of these could not be taken to its end. */
  readonly failed: (records: readonly KafkaRecord[], attempt: number, error: unknown) => void;
  /** Something about `size` or `blocked` has changed. */
  readonly changed: () => void;
}

/** Records that wait together and are handed over together: enough to share the cost of a commit, few enough to keep its locks short. */
export const TOGETHER = 100;

/** The records of one partition, in order; records that meet a failing infrastructure are tried again in place. */
export class PartitionQueue {
  private pending: KafkaRecord[] = [];
  private generation = 0;
  private loop: Promise<void> | undefined;
  private wake = new AbortController();
  private stopping = false;
  private enough = new AbortController();
  private takenAt = -Infinity;
  blocked = false;

  constructor(
    private readonly semaphore: Semaphore,
    private readonly events: QueueEvents,
    /** How long records may gather after those before them were taken, ms; the first after a rest is taken at once. */
    private readonly gatherMs = 0,
  ) {}

  get size(): number {
    return this.pending.length;
  }

  push(records: readonly KafkaRecord[]): void {
    this.pending.push(...records);
    if (this.pending.length >= TOGETHER) this.enough.abort();
    this.loop ??= this.drain();
  }

  /** Forgets what has not been begun. What is under way comes to its end before later records are begun, but no longer counts as done. */
  clear(): void {
    this.generation += 1;
    this.pending = [];
    this.wake.abort();
    this.wake = new AbortController();
  }

  /** Forgets what has not been begun; what is under way still counts as done. */
  drop(): void {
    this.pending = [];
    this.stopping = true;
    this.wake.abort();
  }

  /** Resolves when what is under way has come to its end. */
  async idle(): Promise<void> {
    await this.loop;
  }

  private async drain(): Promise<void> {
    while (this.pending.length > 0) {
      const waitMs = this.takenAt + this.gatherMs - performance.now();
      if (waitMs > 0 && this.pending.length < TOGETHER) await this.gather(waitMs);
      // What waited may have been forgotten meanwhile.
      if (this.pending.length === 0) break;
      this.takenAt = performance.now();
      await this.take();
    }
    this.loop = undefined;
  }

  /** Waits for company: many small transactions cost several times what a large one does. */
  private async gather(waitMs: number): Promise<void> {
    this.enough = new AbortController();
    const signal = AbortSignal.any([this.wake.signal, this.enough.signal]);
    await sleep(waitMs, undefined, { signal }).catch(() => undefined);
  }

  private async take(): Promise<void> {
    let generation = this.generation;
    let records: KafkaRecord[] = [];
    const process = (): Promise<void> => {
      // Taken only once there is a place, so that a busy service shares more. After a rebalance meanwhile they are those that came since, and count.
      if (records.length === 0) [generation, records] = [this.generation, this.pending.splice(0, TOGETHER)];
      return this.events.process(records);
    };
    for (let attempt = 1; generation === this.generation && !(this.stopping && attempt > 1); attempt += 1) {
      try {
        await this.semaphore.run(process);
        this.blocked = false;
        if (generation === this.generation) this.events.done(records);
        this.events.changed();
        return;
      } catch (error) {
        this.blocked = true;
        this.events.failed(records, attempt, error);
        this.events.changed();
        await sleep(backOff(attempt), undefined, { signal: this.wake.signal }).catch(() => undefined);
      }
    }
    this.blocked = false;
  }
}
