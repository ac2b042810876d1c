import { Injectable } from '@nestjs/common';
import { partitionName } from './offsets.ts';

export interface ConsumerSnapshot {
  /** `idle`: the service consumes nothing. */
  readonly state: 'idle' | 'starting' | 'running' | 'stopped';
  /** A member of the group, with or without partitions. */
  readonly assigned: boolean;
  /** Everything that was waiting in the topics when the consumer started has been processed; never falls back to false. */
  readonly caughtUp: boolean;
  /** Records not processed yet, by `topic/partition`. */
  readonly lag: Readonly<Record<string, number>>;
  /** Partitions that are tried again in place because the infrastructure is away. */
  readonly blocked: readonly string[];
  readonly restarts: number;
  /** ISO 8601; null before the first record. */
  readonly lastProgressAt: string | null;
}

/** What readiness, metrics and an operator need to know about the consumer; written by the strategy. */
@Injectable()
export class ConsumerHealth {
  state: ConsumerSnapshot['state'] = 'idle';
  assigned = false;
  restarts = 0;
  private lastProgress: Date | undefined;
  private caughtUp = false;
  private readonly ends = new Map<string, bigint>();
  private readonly positions = new Map<string, bigint>();
  private startUp: Map<string, bigint> | undefined;
  private readonly blockedPartitions = new Set<string>();

  /** Ready to take traffic, as far as the consumer is concerned. */
  get ready(): boolean {
    const { state, assigned, caughtUp } = this.snapshot();
    return state === 'idle' || (state === 'running' && assigned && caughtUp);
  }

  snapshot(): ConsumerSnapshot {
    this.caughtUp ||= this.state === 'idle' || (this.startUp !== undefined && [...this.startUp].every(([name, end]) => (this.positions.get(name) ?? 0n) >= end));
    const lag = Object.fromEntries([...this.ends].map(([name, end]) => [name, Number(maximum(end - (this.positions.get(name) ?? 0n), 0n))]));
    return {
      state: this.state,
      assigned: this.assigned,
      caughtUp: this.caughtUp,
      lag,
      blocked: [...this.blockedPartitions],
      restarts: this.restarts,
      lastProgressAt: this.lastProgress?.toISOString() ?? null,
    };
  }

  revoked(): void {
    this.assigned = false;
    this.ends.clear();
    this.blockedPartitions.clear();
  }

  /** Where the assigned partitions stood and ended after a join; until it has caught up, only what is assigned now counts for that. */
  measured(offsets: readonly { topic: string; partition: number; position: bigint; end: bigint }[]): void {
    for (const { topic, partition, position, end } of offsets) {
      const name = partitionName(topic, partition);
      this.ends.set(name, maximum(end, this.ends.get(name) ?? 0n));
      this.positions.set(name, maximum(position, this.positions.get(name) ?? 0n));
    }
    if (!this.caughtUp) this.startUp = new Map(this.ends);
  }

  fetched(topic: string, partition: number, end: bigint): void {
    this.ends.set(partitionName(topic, partition), end);
  }

  progressed(topic: string, partition: number, position: bigint): void {
    this.lastProgress = new Date();
    this.positions.set(partitionName(topic, partition), position);
  }

  blocked(topic: string, partition: number, is: boolean): void {
    if (is) this.blockedPartitions.add(partitionName(topic, partition));
    else this.blockedPartitions.delete(partitionName(topic, partition));
  }
}

function maximum(a: bigint, b: bigint): bigint {
  return a > b ? a : b;
}
