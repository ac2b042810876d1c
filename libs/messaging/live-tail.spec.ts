import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eventually } from '#libs/testing/eventually';
import { messagingTopics, things } from '#libs/testing/messaging-app';
import { testBrokers } from '#libs/testing/start-service';
import type { KafkaClient } from './kafka.client.ts';
import { LiveTail } from './live-tail.ts';
import { toRecord } from './outbox.record.ts';

let client: KafkaClient;
const tails: LiveTail[] = [];

beforeAll(async () => {
  ({ client } = await messagingTopics(2));
}, 30_000);

afterAll(() => Promise.all(tails.map((tail) => tail.onApplicationShutdown())));

function tail(): LiveTail {
  const made = new LiveTail({ service: 'spec', brokers: testBrokers() }, client);
  tails.push(made);
  return made;
}

async function put(payloads: readonly string[], type = 'thing.made.v1'): Promise<void> {
  const producer = client.producer();
  await producer.connect();
  const messages = payloads.map((payload) => toRecord({ id: randomUUID(), topic: 'things', aggregate: 'a', type, payload, headers: {}, sequence: '1', seq: '1' }, '/services/spec'));
  await producer.send({ topic: client.prefixed(things.name), messages });
  await producer.disconnect();
}

test('every instance gets each new event, none of the old ones, and nothing unreadable', async () => {
  await put(['{"number":0}']);
  const seen: [number[], number[]] = [[], []];
  const subscriptions = seen.map((numbers) =>
    tail().subscribe(things, (event) => {
      if (event.type === 'thing.made.v1') numbers.push(event.data.number);
      if (event.type === 'thing.made.v1' && event.data.number === 1) throw new Error('a subscriber fails');
    }),
  );
  await eventually(() => expect(subscriptions.map(({ live }) => live)).toEqual([true, true]), { timeoutMs: 20_000 });
  // The end of the topic is looked up with the first fetch after joining.
  await eventually(
    async () => {
      await put(['{"number":1}', '{"number":"two"}', 'half a {', '{"number":3}']);
      await put(['{}'], 'thing.levitated.v9');
      expect(seen.map((numbers) => numbers.slice(-2))).toEqual([[1, 3], [1, 3]]);
    },
    { timeoutMs: 20_000, intervalMs: 500 },
  );
  expect(seen.flat()).not.toContain(0);
  await subscriptions[0]?.stop();
  expect(subscriptions.map(({ live }) => live)).toEqual([false, true]);
}, 60_000);
