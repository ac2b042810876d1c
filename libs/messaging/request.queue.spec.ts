import { setTimeout as sleep } from 'node:timers/promises';
import { expect, jest, test } from '@jest/globals';
import { messagingTopics, things } from '#libs/testing/messaging-app';

test('a connection on which nothing waits sets no timers, and still carries what is sent', async () => {
  const { client } = await messagingTopics(1);
  const producer = client.producer();
  await producer.connect();
  await producer.send({ topic: client.prefixed(things.name), messages: [{ value: 'one' }] });
  const timers = jest.spyOn(globalThis, 'setTimeout');
  await sleep(500);
  // Without the change one each millisecond; the library's own checks of its requests' age may come by.
  expect(timers.mock.calls.length).toBeLessThan(10);
  timers.mockRestore();
  const sends = Array.from({ length: 100 }, (_, index) => producer.send({ topic: client.prefixed(things.name), messages: [{ value: String(index) }] }));
  expect(await Promise.all(sends)).toHaveLength(100);
  await producer.disconnect();
});
