import { setTimeout as sleep } from 'node:timers/promises';
import type { KafkaRecord } from './record.ts';
import { backOff } from './retry.ts';
import type { Semaphore } from './semaphore.ts';

export interface QueueEvents {
  /** Takes one record to its end; a rejection means: try the same record again. */
  readonly process: (record: KafkaRecord) => Promise<void>;
  /** A record is done and everything before it. */
  readonly done: (record: KafkaRecord) => void;
  /** `blocked` is the error that keeps the first record from being processed. */
  readonly failed: (record: KafkaRecord, attempt: number, error: unknown) => void;
  /** Something about `size` or `blocked` has changed. */
  readonly changed: () => void;
}

/** The records of one partition, one after the other; a record that meets a failing infrastructure is tried again in place. */
export class PartitionQueue {
  private pending: KafkaRecord[] = [];
  private generation = 0;
  private loop: Promise<void> | undefined;
  private wake = new AbortController();
  private stopping = false;
  blocked = false;

  constructor(
    private readonly semaphore: Semaphore,
    private readonly events: QueueEvents,
  ) {}

  get size(): number {
    return this.pending.length;
  }

  push(records: readonly KafkaRecord[]): void {
    this.pending.push(...records);
    this.loop ??= this.drain();
  }

  /** Forgets what has not been begun. The record under way comes to its end before later ones are begun, but no longer counts as done. */
  clear(): void {
    this.generation += 1;
    this.pending = [];
    this.wake.abort();
    this.wake = new AbortController();
  }

  /** Forgets what has not been begun; the record under way still counts as done. */
  drop(): void {
    this.pending = [];
    this.stopping = true;
    this.wake.abort();
  }

  /** Resolves when the record under way, if any, has come to its end. */
  async idle(): Promise<void> {
    await this.loop;
  }

  private async drain(): Promise<void> {
    for (let record = this.pending.shift(); record; record = this.pending.shift()) await this.take(record);
    this.loop = undefined;
  }

  private async take(record: KafkaRecord): Promise<void> {
    const generation = this.generation;
    for (let attempt = 1; generation === this.generation && !(this.stopping && attempt > 1); attempt += 1) {
      try {
        await this.semaphore.run(() => this.events.process(record));
        this.blocked = false;
        if (generation === this.generation) this.events.done(record);
        this.events.changed();
        return;
      } catch (error) {
        this.blocked = true;
        this.events.failed(record, attempt, error);
        this.events.changed();
        await sleep(backOff(attempt), undefined, { signal: this.wake.signal }).catch(() => undefined);
      }
    }
    this.blocked = false;
  }
}
