import type { KafkaRecord } from './record.ts';

export interface PartitionOffset {
  readonly topic: string;
  readonly partition: number;
  /** The next offset to read. */
  readonly offset: string;
}

/** How far each assigned partition has been processed, and what of that is not committed yet. */
export class Offsets {
  private readonly positions = new Map<string, PartitionOffset>();
  private readonly dirty = new Set<string>();

  done({ topic, partition, offset }: KafkaRecord): void {
    const name = partitionName(topic, partition);
    this.positions.set(name, { topic, partition, offset: String(BigInt(offset) + 1n) });
    this.dirty.add(name);
  }

  position(topic: string, partition: number): bigint | undefined {
    const found = this.positions.get(partitionName(topic, partition));
    return found && BigInt(found.offset);
  }

  clear(): void {
    this.positions.clear();
    this.dirty.clear();
  }

  /** What is to be committed; hand it back to `failed` where that did not work. */
  take(): PartitionOffset[] {
    const taken = [...this.dirty].flatMap((name) => this.positions.get(name) ?? []);
    this.dirty.clear();
    return taken;
  }

  failed(offsets: readonly PartitionOffset[]): void {
    for (const { topic, partition } of offsets) {
      const name = partitionName(topic, partition);
      if (this.positions.has(name)) this.dirty.add(name);
    }
  }
}

export function partitionName(topic: string, partition: number): string {
  return `${topic}/${partition}`;
}
