import { Inject, Injectable, Logger } from '@nestjs/common';
import type { EachBatchPayload } from 'kafkajs';
import { describeError } from './errors.ts';
import { EventProcessor } from './event.processor.ts';
import { Handlers } from './handlers.ts';
import { ConsumerHealth } from './health.ts';
import { KafkaClient } from './kafka.client.ts';
import { measureLag } from './lag.ts';
import { MESSAGING_OPTIONS, type MessagingOptions } from './messaging.options.ts';
import { type MessagingMetrics, noMetrics } from './metrics.ts';
import { Offsets, partitionName } from './offsets.ts';
import { ParkingScheduler } from './parking.scheduler.ts';
import { PartitionQueue, type QueueEvents } from './partition.queue.ts';
import { headerOf, type KafkaRecord, recordOf } from './record.ts';
import { Semaphore } from './semaphore.ts';
import { type Assignment, SupervisedConsumer } from './supervised.consumer.ts';

const COMMIT_EVERY_MS = 500;
/** The share of `highWater` at which fetching goes on. kafkajs may sleep for half a second where all are paused, or wait as long for those that are not: what is left must last as long, or the service stands still meanwhile. */
const LOW_WATER = 0.75;

/**
 * From fetched batches to processed events. kafkajs waits with its next fetch for the slowest partition of a batch, so batches are only queued here:
 * partitions advance by themselves, heartbeats go on during long handlers, and a partition that is behind or blocked is paused alone.
 */
@Injectable()
export class ConsumerRuntime {
  private readonly logger = new Logger('ConsumerRuntime');
  private readonly metrics: MessagingMetrics;
  private readonly queues = new Map<string, PartitionQueue>();
  private readonly paused = new Set<string>();
  private readonly offsets = new Offsets();
  private readonly semaphore: Semaphore;
  private consumer: SupervisedConsumer | undefined;
  private committer: NodeJS.Timeout | undefined;
  private generation = 0;

  constructor(
    @Inject(MESSAGING_OPTIONS) private readonly options: MessagingOptions,
    private readonly client: KafkaClient,
    private readonly handlers: Handlers,
    private readonly processor: EventProcessor,
    private readonly health: ConsumerHealth,
    private readonly scheduler: ParkingScheduler,
  ) {
    this.metrics = options.metrics ?? noMetrics;
    this.semaphore = new Semaphore(options.consumer?.concurrency ?? 8);
  }

  start(): void {
    if (this.handlers.topics.length === 0 || this.consumer) return;
    this.health.state = 'starting';
    const { sessionTimeoutMs = 20_000, stallMs = 45_000, gatherMs = 0 } = this.options.consumer ?? {};
    this.consumer = new SupervisedConsumer(this.client, {
      groupId: this.options.service,
      topics: this.handlers.topics,
      fromBeginning: true,
      sessionTimeoutMs,
      stallMs,
      gatherMs,
      onBatch: (payload) => this.receive(payload),
      onAssigned: (assignment) => this.assigned(assignment),
      onRevoked: () => this.revoked(),
      onRestart: (reason) => {
        this.health.restarts += 1;
        this.metrics.consumerRestarted(reason);
      },
    });
    this.consumer.start();
    this.committer = setInterval(() => void this.commit(), COMMIT_EVERY_MS);
    this.scheduler.start();
  }

  async stop(): Promise<void> {
    const consumer = this.consumer;
    if (!consumer) return;
    this.consumer = undefined;
    clearInterval(this.committer);
    this.health.state = 'stopped';
    await this.scheduler.stop();
    // Only what is under way is finished; the generation stays, so that it still counts and is committed.
    for (const queue of this.queues.values()) queue.drop();
    await Promise.all([...this.queues.values()].map((queue) => queue.idle()));
    await this.commit(consumer);
    await consumer.stop();
  }

  /** Called by kafkajs for each batch; overridden by the test of the watchdog. */
  protected receive({ batch }: EachBatchPayload): Promise<void> | void {
    const topic = this.client.unprefixed(batch.topic);
    this.health.fetched(topic, batch.partition, BigInt(batch.highWatermark));
    const records = batch.messages.map((message) => recordOf(topic, batch.partition, message));
    if (!this.consumer) return;
    this.queue(topic, batch.partition).push(records);
    this.regulate(topic, batch.partition);
  }

  private queue(topic: string, partition: number): PartitionQueue {
    const name = partitionName(topic, partition);
    const existing = this.queues.get(name);
    if (existing) return existing;
    const events: QueueEvents = {
      process: (records) => this.process(records),
      done: (records) => this.done(records),
      failed: (records, attempt, error) => this.failed(records, attempt, error),
      changed: () => this.regulate(topic, partition),
    };
    const queue = new PartitionQueue(this.semaphore, events, this.options.consumer?.gatherMs);
    this.queues.set(name, queue);
    return queue;
  }

  private async process(records: readonly KafkaRecord[]): Promise<void> {
    const began = performance.now();
    const outcomes = await this.processor.process(records);
    const seconds = (performance.now() - began) / 1000 / Math.max(records.length, 1);
    for (const [index, record] of records.entries()) {
      const outcome = outcomes[index] ?? 'handled';
      this.metrics.consumed(record.topic, outcome === 'unknown_type' ? 'other' : this.label(record), outcome, seconds);
    }
  }

  /** A type that nobody knows comes from outside and must not become a label. */
  private label(record: KafkaRecord): string {
    const type = headerOf(record, 'ce_type') ?? '';
    return this.handlers.knows(record.topic, type) ? type : 'other';
  }

  private done(records: readonly KafkaRecord[]): void {
    const last = records.at(-1);
    if (!last) return;
    this.offsets.done(last);
    this.health.progressed(last.topic, last.partition, BigInt(last.offset) + 1n);
  }

  private failed([first]: readonly KafkaRecord[], attempt: number, error: unknown): void {
    if (!first) return;
    this.metrics.consumed(first.topic, 'other', 'retried', 0);
    if (attempt % 5 !== 1) return;
    this.logger.warn({ msg: 'Trying again in place', topic: first.topic, partition: first.partition, offset: first.offset, attempt, error: describeError(error) });
  }

  /** Pauses a partition that is blocked or has enough in memory; kafkajs would otherwise fetch on and on. */
  private regulate(topic: string, partition: number): void {
    const name = partitionName(topic, partition);
    const queue = this.queue(topic, partition);
    this.health.blocked(topic, partition, queue.blocked);
    const highWater = this.options.consumer?.highWater ?? 1_000;
    if (!this.paused.has(name) && (queue.blocked || queue.size >= highWater)) {
      this.paused.add(name);
      this.consumer?.pause(topic, partition);
    } else if (this.paused.has(name) && !queue.blocked && queue.size <= highWater * LOW_WATER) {
      this.paused.delete(name);
      this.consumer?.resume(topic, partition);
    }
  }

  private assigned(assignment: Assignment): void {
    this.revoked();
    this.health.state = 'running';
    this.health.assigned = true;
    const generation = this.generation;
    void measureLag(this.client, this.options.service, assignment, () => generation === this.generation && this.consumer !== undefined).then((offsets) => {
      if (offsets && generation === this.generation) this.health.measured(offsets);
    });
  }

  /** Nothing more is begun; positions start afresh at the committed offsets, and what comes twice is skipped by the inbox. */
  private revoked(): void {
    this.generation += 1;
    this.health.revoked();
    for (const queue of this.queues.values()) queue.clear();
    for (const name of this.paused) {
      const at = name.lastIndexOf('/');
      this.consumer?.resume(name.slice(0, at), Number(name.slice(at + 1)));
    }
    this.paused.clear();
    this.offsets.clear();
  }

  private async commit(consumer = this.consumer): Promise<void> {
    const offsets = this.offsets.take();
    if (offsets.length === 0 || !consumer) return;
    try {
      await consumer.commit(offsets);
    } catch (error) {
      this.offsets.failed(offsets);
      this.logger.debug({ msg: 'Offsets not committed', error: describeError(error) });
    }
  }
}
