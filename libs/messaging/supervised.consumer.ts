import { Logger } from '@nestjs/common';
import type { Consumer, EachBatchPayload } from 'kafkajs';
import { type KafkaClient, rebalanceTimeoutMs } from './kafka.client.ts';
import { FetchPace } from './fetch.pace.ts';
import { backOff } from './retry.ts';
import { withDeadline } from './deadline.ts';

/** Partitions of one answer that are handed over at once; where more of them brought something, they come as soon as the next fetch would be due. */
const FETCHED_AT_ONCE = 64;

export type Assignment = Readonly<Record<string, readonly number[]>>;

export interface SupervisedOptions {
  readonly groupId: string;
  /** Without the prefix. */
  readonly topics: readonly string[];
  readonly fromBeginning: boolean;
  readonly sessionTimeoutMs: number;
  readonly stallMs: number;
  /** How long the next fetch waits after one that brought something, ms; 0 by default, a second at most. */
  readonly gatherMs?: number;
  /** Must return soon: the fetch loop, and with it the heartbeat, waits for it. */
  readonly onBatch: (payload: EachBatchPayload) => Promise<void> | void;
  /** After joining the group, with topics without prefix; positions start at the committed offsets. */
  readonly onAssigned: (assignment: Assignment) => void;
  /** After each assignment, once the broker has answered the first fetch: where the positions begin is settled, nothing later is skipped. */
  readonly onPositioned?: () => void;
  /** The assignment is void: a rebalance has begun, or the consumer is being replaced. */
  readonly onRevoked: () => void;
  readonly onRestart: (reason: string) => void;
}

/**
 * A kafkajs consumer that is watched: it is replaced by a new one when it crashes, cannot start, or shows no sign of life
 * (a fetch, a heartbeat, a join) for `stallMs`. kafkajs by itself stops for good after an error that it thinks not retriable, and can hang after a rebalance.
 */
export class SupervisedConsumer {
  private readonly logger = new Logger('SupervisedConsumer');
  private readonly pace: FetchPace;
  private consumer: Consumer | undefined;
  private kill: () => void = () => undefined;
  /** Joining takes as long as the broker waits for members that are gone. */
  private joining = true;
  private positioned = false;
  /** Those from which was fetched since the group was joined. */
  private readonly brokers = new Set<number>();
  private silentMs = 0;
  private watchedAt = 0;
  private failures = 0;
  private stopped = false;
  private restarting = false;
  private watchdog: NodeJS.Timeout | undefined;
  private retry: NodeJS.Timeout | undefined;

  constructor(
    private readonly client: KafkaClient,
    private readonly options: SupervisedOptions,
  ) {
    this.pace = new FetchPace(options.gatherMs ?? 0);
  }

  /** Starts in the background and goes on trying until it runs; the broker need not be there yet. */
  start(): void {
    this.watchedAt = performance.now();
    this.watchdog = setInterval(() => this.watch(), this.watchEveryMs());
    void this.run();
  }

  /** Leaves the group. */
  async stop(): Promise<void> {
    this.stopped = true;
    this.pace.hurry();
    clearInterval(this.watchdog);
    clearTimeout(this.retry);
    const { consumer, kill } = this;
    this.consumer = undefined;
    this.options.onRevoked();
    if (consumer) await this.discard(consumer, kill);
  }

  pause(topic: string, partition: number): void {
    this.ifRunning((consumer) => consumer.pause([{ topic: this.client.prefixed(topic), partitions: [partition] }]));
  }

  resume(topic: string, partition: number): void {
    this.pace.hurry();
    this.ifRunning((consumer) => consumer.resume([{ topic: this.client.prefixed(topic), partitions: [partition] }]));
  }

  /** Commits next offsets to read, with the time, from which an operator sees when a partition last moved; rejects while a rebalance is going on. */
  async commit(offsets: readonly { topic: string; partition: number; offset: string }[]): Promise<void> {
    const metadata = new Date().toISOString();
    await this.consumer?.commitOffsets(offsets.map(({ topic, partition, offset }) => ({ topic: this.client.prefixed(topic), partition, offset, metadata })));
  }

  private async run(): Promise<void> {
    const { consumer, kill } = this.client.mortalConsumer(this.options.groupId, this.options.sessionTimeoutMs);
    this.consumer = consumer;
    this.kill = kill;
    this.joining = true;
    this.positioned = false;
    this.brokers.clear();
    this.silentMs = 0;
    this.observe(consumer);
    try {
      await consumer.connect();
      await consumer.subscribe({ topics: this.options.topics.map((topic) => this.client.prefixed(topic)), fromBeginning: this.options.fromBeginning });
      await consumer.run({
        autoCommit: false,
        eachBatchAutoResolve: false,
        eachBatch: async (payload) => {
          if (this.consumer !== consumer) return;
          await this.options.onBatch(payload);
          // Before the pause: while it lasts, the group may be joined anew, and what is resolved after that would count for the new assignment.
          payload.resolveOffset(payload.batch.lastOffset());
          if (isMoreThere(payload)) this.pace.hurry();
          await this.pace.next();
        },
        partitionsConsumedConcurrently: FETCHED_AT_ONCE,
      });
    } catch (error) {
      this.restart(consumer, error instanceof Error ? error.message : 'start failed');
    }
  }

  private observe(consumer: Consumer): void {
    const { FETCH, FETCH_START, HEARTBEAT, GROUP_JOIN, REBALANCING, CRASH, REQUEST } = consumer.events;
    const sign = (): void => {
      if (this.consumer === consumer) this.silentMs = 0;
    };
    consumer.on(FETCH, () => {
      sign();
      if (this.consumer === consumer) this.pace.fetched();
    });
    consumer.on(FETCH_START, ({ payload }) => {
      sign();
      if (this.consumer === consumer) this.brokers.add(payload.nodeId);
    });
    consumer.on(HEARTBEAT, sign);
    consumer.on(REBALANCING, () => {
      sign();
      if (this.consumer !== consumer) return;
      this.joining = true;
      this.options.onRevoked();
    });
    consumer.on(GROUP_JOIN, ({ payload }) => {
      sign();
      if (this.consumer !== consumer) return;
      // A leader has moved: kafkajs joins anew from within one broker's fetch and goes on with the others', whose answers would pass over what is forgotten here.
      if (!this.joining && this.brokers.size > 1) return this.restart(consumer, 'joined anew while fetching from several brokers');
      this.brokers.clear();
      this.joining = false;
      this.positioned = false;
      this.failures = 0;
      this.options.onAssigned(Object.fromEntries(Object.entries(payload.memberAssignment).map(([topic, partitions]) => [this.client.unprefixed(topic), partitions])));
    });
    // Not FETCH: kafkajs tells that one also where it could not look up its positions, and always with no batches.
    consumer.on(REQUEST, ({ payload }) => {
      if (payload.apiName !== 'Fetch' || this.consumer !== consumer || this.joining || this.positioned) return;
      this.positioned = true;
      this.options.onPositioned?.();
    });
    consumer.on(CRASH, ({ payload }) => this.restart(consumer, `crashed: ${payload.error.message}`));
  }

  private watchEveryMs(): number {
    return Math.max(200, this.options.stallMs / 5);
  }

  private watch(): void {
    const now = performance.now();
    // A process that was not let run (a starved machine, SIGSTOP) comes to its timers before it reads what its sockets hold: that time says nothing about the broker.
    this.silentMs += Math.min(now - this.watchedAt, 2 * this.watchEveryMs());
    this.watchedAt = now;
    const patience = this.options.stallMs + (this.joining ? rebalanceTimeoutMs(this.options.sessionTimeoutMs) + 10_000 : 0);
    if (this.consumer && !this.restarting && this.silentMs > patience) this.restart(this.consumer, `no sign of life for ${Math.round(this.silentMs)} ms`);
  }

  private restart(consumer: Consumer, reason: string): void {
    if (this.stopped || this.restarting || this.consumer !== consumer) return;
    this.restarting = true;
    this.failures += 1;
    this.logger.warn({ msg: 'Restarting the consumer', groupId: this.options.groupId, reason });
    this.consumer = undefined;
    this.options.onRevoked();
    this.options.onRestart(reason);
    void this.discard(consumer, this.kill);
    this.retry = setTimeout(
      () => {
        this.restarting = false;
        if (!this.stopped) void this.run();
      },
      backOff(Math.min(this.failures, 6)),
    );
  }

  /** A frozen consumer never finishes its disconnect: its connections are cut, and the broker drops it when its session ends. */
  private async discard(consumer: Consumer, kill: () => void): Promise<void> {
    await withDeadline(consumer.disconnect(), 5_000, () => new Error('disconnect took too long')).catch((error: unknown) => {
      this.logger.debug({ msg: 'Gave up a consumer', reason: error instanceof Error ? error.message : 'unknown' });
    });
    kill();
  }

  private ifRunning(action: (consumer: Consumer) => void): void {
    try {
      if (this.consumer) action(this.consumer);
    } catch {
      // Between two assignments there is nothing to pause; a new assignment starts unpaused.
    }
  }
}

/** Whether the partition held more than the answer had room for. */
function isMoreThere({ batch }: EachBatchPayload): boolean {
  const last = batch.messages.at(-1);
  return last !== undefined && BigInt(last.offset) + 1n < BigInt(batch.highWatermark);
}
