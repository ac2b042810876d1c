import { expect, test } from '@jest/globals';
import { FetchPace } from './fetch.pace.ts';

test('the next fetch waits for as long after the answer to the one before', async () => {
  const pace = new FetchPace(60);
  await pace.next();
  const answered = performance.now();
  pace.fetched();
  await Promise.all([pace.next(), pace.next()]);
  // Timers count whole milliseconds.
  expect(performance.now() - answered).toBeGreaterThan(58);
});

test('whoever waits goes on where there is hurry, and nobody waits after that', async () => {
  const pace = new FetchPace(1_000);
  pace.fetched();
  const order: string[] = [];
  const waiting = [pace.next(), pace.next()].map((each) => each.then(() => order.push('went on')));
  await Promise.resolve();
  order.push('hurry');
  pace.hurry();
  await Promise.all(waiting);
  await pace.next();
  expect(order).toEqual(['hurry', 'went on', 'went on']);
});

test('no fetch waits longer than heartbeats can', async () => {
  const pace = new FetchPace(86_400_000);
  pace.fetched();
  await pace.next();
});

test('without a pace nobody waits', async () => {
  const pace = new FetchPace(0);
  pace.fetched();
  await pace.next();
});
