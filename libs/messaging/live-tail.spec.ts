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
});

afterAll(() => Promise.all(tails.map((tail) => tail.onApplicationShutdown())));

function tail(): LiveTail {
  const made = new LiveTail({ service: 'spec', brokers: testBrokers() }, client);
  tails.push(made);
  return made;
}

async function put(payloads: readonly string[], type = 'thing.made.v1', aggregate = 'a'): Promise<void> {
  const producer = client.producer();
  await producer.connect();
  const messages = payloads.map((payload) => toRecord({ id: randomUUID(), topic: 'things', aggregate, type, payload, headers: {}, sequence: '1', seq: '1' }, '/services/spec'));
  await producer.send({ topic: client.prefixed(things.name), messages });
  await producer.disconnect();
}

test('every instance gets each new event, none of the old ones, and nothing unreadable', async () => {
  await put(['{"number":0}']);
  const seen: [number[], number[]] = [[], []];
  const begun = [0, 0];
  const subscriptions = seen.map((numbers, index) =>
    tail().subscribe(things, {
      onEvent: (event) => {
        if (event.type === 'thing.made.v1') numbers.push(event.data.number);
        if (event.type === 'thing.made.v1' && event.data.number === 1) throw new Error('a subscriber fails');
      },
      onLive: () => {
        begun[index] = (begun[index] ?? 0) + 1;
      },
    }),
  );
  await eventually(() => expect(begun).toEqual([1, 1]), { timeoutMs: 20_000 });
  expect(subscriptions.map(({ live }) => live)).toEqual([true, true]);
  // Once: from the moment when it says that it is live, nothing is missed.
  await put(['{"number":1}', '{"number":"two"}', 'half a {', '{"number":3}']);
  await put(['{}'], 'thing.levitated.v9');
  await eventually(() => expect(seen).toEqual([[1, 3], [1, 3]]));
  expect(begun).toEqual([1, 1]);
  await subscriptions[0]?.stop();
  expect(subscriptions.map(({ live }) => live)).toEqual([false, true]);
}, 60_000);

test('what nobody waits for is passed over', async () => {
  let [live, waiting] = [false, false];
  const asked = new Set<string>();
  const numbers: number[] = [];
  tail().subscribe(things, {
    wants: (key) => {
      asked.add(key);
      return waiting && key === 'b';
    },
    onEvent: (event) => {
      if (event.type === 'thing.made.v1') numbers.push(event.data.number);
    },
    onLive: () => {
      live = true;
    },
  });
  await eventually(() => expect(live).toBe(true), { timeoutMs: 20_000 });
  await put(['{"number":1}'], 'thing.made.v1', 'b');
  await eventually(() => expect([...asked]).toEqual(['b']));
  waiting = true;
  await put(['{"number":2}'], 'thing.made.v1', 'c');
  await put(['{"number":3}'], 'thing.made.v1', 'b');
  await eventually(() => expect([numbers, [...asked].toSorted()]).toEqual([[3], ['b', 'c']]));
}, 60_000);
