import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import type { EachBatchPayload } from 'kafkajs';
import { eventually } from '#libs/testing/eventually';
import { ConsumerRuntime } from './consumer.runtime.ts';
import type { EventProcessor } from './event.processor.ts';
import type { Handlers } from './handlers.ts';
import { ConsumerHealth } from './health.ts';
import type { KafkaClient } from './kafka.client.ts';
import type { ConsumerOptions } from './messaging.options.ts';
import type { Outcome } from './metrics.ts';
import type { ParkingScheduler } from './parking.scheduler.ts';
import { TOGETHER } from './partition.queue.ts';

type EachBatch = (payload: EachBatchPayload) => Promise<void>;

/** The runtime between a kafkajs that says when it is paused and a processor that says when it is done. */
async function running(consumer: ConsumerOptions) {
  const calls: string[] = [];
  const groups: number[] = [];
  const waiting: (() => void)[] = [];
  let eachBatch: EachBatch | undefined;
  const kafkajs = {
    events: {},
    on: () => undefined,
    connect: () => Promise.resolve(),
    subscribe: () => Promise.resolve(),
    run: (config: { eachBatch: EachBatch }) => Promise.resolve(void (eachBatch = config.eachBatch)),
    pause: () => calls.push('pause'),
    resume: () => calls.push('resume'),
    commitOffsets: () => Promise.resolve(),
    disconnect: () => Promise.resolve(),
  };
  const client = { mortalConsumer: () => ({ consumer: kafkajs, kill: () => undefined }), prefixed: (topic: string) => topic, unprefixed: (topic: string) => topic };
  const processor = {
    process: async (records: readonly unknown[]): Promise<Outcome[]> => {
      groups.push(records.length);
      await new Promise<void>((resolve) => waiting.push(resolve));
      return records.map(() => 'handled');
    },
  };
  const runtime = new ConsumerRuntime(
    { service: 'spec', brokers: [], consumer },
    client as unknown as KafkaClient,
    { topics: ['things'], knows: () => true } as unknown as Handlers,
    processor as unknown as EventProcessor,
    new ConsumerHealth(),
    { start: () => undefined, stop: () => Promise.resolve() } as unknown as ParkingScheduler,
  );
  runtime.start();
  await eventually(() => expect(eachBatch).toBeDefined());
  let offset = 0;
  return {
    calls,
    groups,
    stop: () => runtime.stop(),
    fetched: async (count: number) => {
      const messages = Array.from({ length: count }, () => ({ offset: String(offset++), key: null, value: null, headers: {}, timestamp: '0' }));
      await eachBatch?.({ batch: { topic: 'things', partition: 0, highWatermark: String(offset), messages, lastOffset: () => String(offset - 1) }, resolveOffset: () => undefined } as unknown as EachBatchPayload);
    },
    /** What is under way comes to its end. */
    done: async (group: number) => {
      await eventually(() => expect(groups).toHaveLength(group));
      waiting.shift()?.();
    },
  };
}

test('fetching stops where enough is in hand, and goes on at three quarters of it', async () => {
  const { calls, groups, fetched, done, stop } = await running({ highWater: 4 * TOGETHER });
  await fetched(1);
  await fetched(4 * TOGETHER - 1);
  expect(calls).toEqual([]);
  await fetched(1);
  expect(calls).toEqual(['pause']);
  await done(1);
  await eventually(() => expect(groups).toEqual([1, TOGETHER]));
  // All of them still wait, but those that are under way.
  expect(calls).toEqual(['pause']);
  await done(2);
  await eventually(() => expect(calls).toEqual(['pause', 'resume']));
  await Promise.all([stop(), done(3)]);
});

test('events gather where the service lets them', async () => {
  const { groups, fetched, done, stop } = await running({ gatherMs: 3_600_000 });
  await fetched(1);
  await done(1);
  await fetched(1);
  await sleep(20);
  expect(groups).toEqual([1]);
  await fetched(TOGETHER - 1);
  await done(2);
  expect(groups).toEqual([1, TOGETHER]);
  await stop();
});
