import { setImmediate as checkPhase } from 'node:timers/promises';
import { afterEach, expect, test } from '@jest/globals';
import type { EachBatchPayload } from 'kafkajs';
import { eventually } from '#libs/testing/eventually';
import type { KafkaClient } from './kafka.client.ts';
import { SupervisedConsumer } from './supervised.consumer.ts';

type Listener = (event: { payload: object }) => void;
type EachBatch = (payload: EachBatchPayload) => Promise<void>;

const events = Object.fromEntries(['FETCH', 'FETCH_START', 'HEARTBEAT', 'GROUP_JOIN', 'REBALANCING', 'CRASH', 'REQUEST'].map((name) => [name, name]));
let consumer: SupervisedConsumer | undefined;

afterEach(() => consumer?.stop());

/** A supervised consumer over a kafkajs of which the test says what happens. */
async function supervised() {
  const listeners = new Map<string, Listener>();
  const log: string[] = [];
  const restarts: string[] = [];
  let eachBatch: EachBatch | undefined;
  const kafkajs = {
    events,
    on: (name: string, listener: Listener) => listeners.set(name, listener),
    connect: () => Promise.resolve(),
    subscribe: () => Promise.resolve(),
    run: (config: { eachBatch: EachBatch }) => Promise.resolve(void (eachBatch = config.eachBatch)),
    resume: () => undefined,
    disconnect: () => Promise.resolve(),
  };
  const client = { mortalConsumer: () => ({ consumer: kafkajs, kill: () => undefined }), prefixed: (topic: string) => topic, unprefixed: (topic: string) => topic };
  consumer = new SupervisedConsumer(client as unknown as KafkaClient, {
    groupId: 'spec',
    topics: ['things'],
    fromBeginning: true,
    sessionTimeoutMs: 6_000,
    stallMs: 60_000,
    gatherMs: 1_000,
    onBatch: ({ batch }) => void log.push(`batch ${batch.partition}`),
    onAssigned: () => log.push('assigned'),
    onRevoked: () => undefined,
    onRestart: (reason) => restarts.push(reason),
  });
  consumer.start();
  await eventually(() => expect(eachBatch).toBeDefined());
  const emit = (name: string, payload: object = {}) => listeners.get(name)?.({ payload });
  const handOver = async (partition: number, left = 0): Promise<void> => {
    const batch = { topic: 'things', partition, highWatermark: String(10 + left), messages: [{ offset: '9' }], lastOffset: () => '9' };
    await eachBatch?.({ batch, resolveOffset: () => log.push(`resolved ${partition}`) } as unknown as EachBatchPayload);
    log.push(`went on ${partition}`);
  };
  return { log, restarts, emit, handOver, consumer, join: () => emit('GROUP_JOIN', { memberAssignment: { things: [0, 1] } }) };
}

/** Lets happen what waits for no timer. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) await checkPhase();
}

test('what a fetch brought is handed over and its position taken at once, only the next fetch waits', async () => {
  const { log, emit, handOver } = await supervised();
  emit('FETCH');
  const both = Promise.all([handOver(0), handOver(1)]);
  await settle();
  expect(log).toEqual(['batch 0', 'batch 1', 'resolved 0', 'resolved 1']);
  await both;
});

test('where a partition holds more, nobody waits', async () => {
  const { log, emit, handOver } = await supervised();
  emit('FETCH');
  void handOver(0);
  void handOver(1, 1);
  await settle();
  expect(log).toEqual(expect.arrayContaining(['went on 0', 'went on 1']));
});

test('a partition that goes on is fetched at once', async () => {
  const { log, emit, handOver, consumer: paced } = await supervised();
  emit('FETCH');
  void handOver(0);
  paced.resume('things', 1);
  await settle();
  expect(log).toContain('went on 0');
});

test('a stop waits for no fetch', async () => {
  const { log, emit, handOver, consumer: paced } = await supervised();
  emit('FETCH');
  void handOver(0);
  await paced.stop();
  await settle();
  expect(log).toContain('went on 0');
});

test('a consumer that joins anew while it fetches from several brokers is replaced: answers on their way would pass over what it forgot', async () => {
  const { log, restarts, emit, join } = await supervised();
  join();
  emit('FETCH_START', { nodeId: 1 });
  emit('FETCH_START', { nodeId: 2 });
  join();
  expect(log).toEqual(['assigned']);
  expect(restarts).toEqual(['joined anew while fetching from several brokers']);
});

test.each([
  ['that fetches from one broker', false, [1, 1]],
  ['whose fetches have ended for a rebalance', true, [1, 2]],
])('a consumer %s may join anew', async (_which, rebalancing, brokers) => {
  const { log, restarts, emit, join } = await supervised();
  join();
  for (const nodeId of brokers) emit('FETCH_START', { nodeId });
  if (rebalancing) emit('REBALANCING');
  join();
  expect([log, restarts]).toEqual([['assigned', 'assigned'], []]);
});
