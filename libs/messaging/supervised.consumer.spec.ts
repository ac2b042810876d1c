import { randomUUID } from 'node:crypto';
import { setImmediate as checkPhase, setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { eventually } from '#libs/testing/eventually';
import { messagingTopics, things } from '#libs/testing/messaging-app';
import type { KafkaClient } from './kafka.client.ts';
import { SupervisedConsumer, type SupervisedOptions } from './supervised.consumer.ts';

let client: KafkaClient;
let consumer: SupervisedConsumer | undefined;

beforeAll(async () => {
  ({ client } = await messagingTopics(1));
});

afterEach(() => consumer?.stop());

function supervise(onBatch: SupervisedOptions['onBatch'], more: Partial<SupervisedOptions> = {}): string[] {
  const restarts: string[] = [];
  consumer = new SupervisedConsumer(client, {
    groupId: `supervised-${randomUUID()}`,
    topics: [things.name],
    fromBeginning: true,
    sessionTimeoutMs: 6_000,
    stallMs: 2_000,
    onBatch,
    onAssigned: () => undefined,
    onRevoked: () => undefined,
    onRestart: (reason) => restarts.push(reason),
    ...more,
  });
  consumer.start();
  return restarts;
}

async function put(value: string): Promise<void> {
  const producer = client.producer();
  await producer.connect();
  await producer.send({ topic: client.prefixed(things.name), messages: [{ key: 'a', value }] });
  await producer.disconnect();
}

test('the next fetch waits for company', async () => {
  const arrivals = new Map<string, number>();
  supervise(({ batch }) => batch.messages.forEach(({ value }) => arrivals.set(value?.toString() ?? '', performance.now())), { stallMs: 20_000, gatherMs: 1_000 });
  const [first, second] = [`first-${randomUUID()}`, `second-${randomUUID()}`];
  await put(first);
  await eventually(() => expect(arrivals.has(first)).toBe(true), { timeoutMs: 20_000 });
  await put(second);
  await eventually(() => expect(arrivals.has(second)).toBe(true), { timeoutMs: 20_000 });
  expect((arrivals.get(second) ?? 0) - (arrivals.get(first) ?? 0)).toBeGreaterThan(700);
}, 60_000);

describe('the watchdog', () => {
  test('replaces a consumer whose fetch loop is frozen', async () => {
    const values: string[] = [];
    let freeze = true;
    const restarts = supervise(async ({ batch }) => {
      if (freeze) {
        freeze = false;
        await new Promise<never>(() => undefined);
      }
      values.push(...batch.messages.map(({ value }) => value?.toString() ?? ''));
    });
    await put('frozen');
    // The broker waits for the frozen member until its session ends.
    await eventually(() => expect(values).toContain('frozen'), { timeoutMs: 40_000 });
    expect(restarts[0]).toMatch(/no sign of life/);
  }, 60_000);

  test('replaces a consumer that kafkajs has stopped for good', async () => {
    const values: string[] = [];
    let crash = true;
    const restarts = supervise(({ batch }) => {
      if (crash) {
        crash = false;
        throw new TypeError('x is undefined');
      }
      values.push(...batch.messages.map(({ value }) => value?.toString() ?? ''));
    });
    await put('crashed');
    await eventually(() => expect(values).toContain('crashed'), { timeoutMs: 40_000 });
    expect(restarts).toEqual([expect.stringMatching(/crashed: .*x is undefined/)]);
  }, 60_000);

  test('leaves a consumer alone that has nothing to do, or whose partitions are paused', async () => {
    const joined: number[] = [];
    const restarts = supervise(() => consumer?.pause(things.name, 0), { stallMs: 2_500, onAssigned: () => joined.push(1) });
    await eventually(() => expect(joined).toHaveLength(1), { timeoutMs: 20_000 });
    await sleep(6_000);
    expect(restarts).toEqual([]);
  });

  test('leaves a consumer alone whose own process was not let run for a while', async () => {
    const joined: number[] = [];
    const restarts = supervise(() => undefined, { stallMs: 2_000, onAssigned: () => joined.push(1) });
    await eventually(() => expect(joined).toHaveLength(1), { timeoutMs: 20_000 });
    // From here on the loop comes to its timers before its sockets, as after a stop at any place outside JavaScript.
    await checkPhase();
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 3_000);
    await sleep(1_000);
    expect(restarts).toEqual([]);
  });

  test('goes on trying where there is no broker and no topic yet', async () => {
    const restarts = supervise(() => undefined, { topics: ['missing'] });
    await eventually(() => expect(restarts.length).toBeGreaterThan(0), { timeoutMs: 30_000 });
  });
});
