import { Inject, Injectable, Optional } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { KafkaClient } from './kafka.client.ts';
import { MESSAGING_OPTIONS, type MessagingOptions } from './messaging.options.ts';
import { RelayShard } from './relay.shard.ts';
import { RelaySignal } from './relay.signal.ts';
import { type ReadPage, readPage } from './relay.window.ts';

export const RELAY_READ_PAGE = Symbol('RELAY_READ_PAGE');

/** Sends what the outbox holds: one relay per shard in the whole system, whoever gets the lock. */
@Injectable()
export class Relay {
  private shards: RelayShard[] = [];

  constructor(
    @Inject(MESSAGING_OPTIONS) private readonly options: MessagingOptions,
    private readonly dataSource: DataSource,
    private readonly client: KafkaClient,
    private readonly signal: RelaySignal,
    @Optional() @Inject(RELAY_READ_PAGE) private readonly read: ReadPage | undefined,
  ) {}

  /** Starts in the background; neither database nor broker need be there yet. */
  start(): void {
    const { enabled = true, shards = 1 } = this.options.relay ?? {};
    if (!enabled || this.shards.length > 0) return;
    const url = this.options.relay?.databaseUrl ?? urlOf(this.dataSource);
    this.shards = Array.from({ length: shards }, (_, shard) => new RelayShard(this.options, this.client, url, shard, this.read ?? readPage));
    this.signal.onAppended(() => this.shards.forEach((shard) => shard.wake()));
    for (const shard of this.shards) shard.start();
  }

  /** Sends what is committed by now, within 5 s, and stops. What is left goes out with the next start. Safe to call twice. */
  async stop(): Promise<void> {
    const shards = this.shards;
    this.shards = [];
    await Promise.all(shards.map((shard) => shard.stop()));
  }

  /** true while this process sends every shard. */
  get leading(): boolean {
    return this.shards.length > 0 && this.shards.every((shard) => shard.leading);
  }
}

function urlOf({ options }: DataSource): string {
  if (options.type !== 'postgres' || options.url === undefined) throw new Error('the relay needs relay.databaseUrl where the data source has no url');
  return options.url;
}
