import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, jest, test } from '@jest/globals';
import { eventually } from '#libs/testing/eventually';
import { PartitionQueue, TOGETHER } from './partition.queue.ts';
import type { KafkaRecord } from './record.ts';
import { Semaphore } from './semaphore.ts';

const record = (offset: number): KafkaRecord => ({ topic: 't', partition: 0, offset: String(offset), key: null, value: null, headers: {}, timestamp: 0 });
const records = (...offsets: number[]) => offsets.map(record);

function queue(process: (offset: string) => Promise<void>, semaphore = new Semaphore(4)) {
  const done: string[] = [];
  const made = new PartitionQueue(semaphore, {
    process: async (group) => {
      for (const { offset } of group) await process(offset);
    },
    done: (group) => done.push(...group.map(({ offset }) => offset)),
    failed: () => undefined,
    changed: () => undefined,
  });
  return { done, queue: made };
}

test('takes records one after the other', async () => {
  let running = 0;
  const { queue: q, done } = queue(async () => {
    running += 1;
    expect(running).toBe(1);
    await sleep(1);
    running -= 1;
  });
  q.push(records(1, 2));
  q.push(records(3));
  await q.idle();
  expect(done).toEqual(['1', '2', '3']);
});

test('hands over together what waits together, up to a limit', async () => {
  const groups: number[] = [];
  const made = new PartitionQueue(new Semaphore(1), {
    process: (group) => Promise.resolve(void groups.push(group.length)),
    done: () => undefined,
    failed: () => undefined,
    changed: () => undefined,
  });
  made.push(records(...Array.from({ length: TOGETHER + 3 }, (_, index) => index)));
  await made.idle();
  expect(groups).toEqual([TOGETHER, 3]);
});

describe('where records may gather', () => {
  function gathering(gatherMs: number) {
    const groups: string[][] = [];
    const made = new PartitionQueue(
      new Semaphore(1),
      { process: (group) => Promise.resolve(void groups.push(group.map(({ offset }) => offset))), done: () => undefined, failed: () => undefined, changed: () => undefined },
      gatherMs,
    );
    return { groups, queue: made };
  }

  test('the first is taken at once, those that follow soon together', async () => {
    const { groups, queue: q } = gathering(2_000);
    q.push(records(1));
    await q.idle();
    expect(groups).toEqual([['1']]);
    q.push(records(2));
    q.push(records(3));
    await sleep(5);
    q.push(records(4));
    await q.idle();
    expect(groups).toEqual([['1'], ['2', '3', '4']]);
  });

  test('nobody waits once there are enough, nor after a rest', async () => {
    const { groups, queue: q } = gathering(3_600_000);
    q.push(records(1));
    await q.idle();
    q.push(records(2));
    q.push(records(...Array.from({ length: TOGETHER - 1 }, (_, index) => index + 3)));
    await q.idle();
    expect(groups.map((group) => group.length)).toEqual([1, TOGETHER]);
    const now = performance.now();
    const clock = jest.spyOn(performance, 'now').mockReturnValue(now + 3_600_001);
    q.push(records(500));
    await q.idle();
    clock.mockRestore();
    expect(groups.at(-1)).toEqual(['500']);
  });

  test.each(['drop', 'clear'] as const)('a stop does not wait for it (%s), and what was not begun is forgotten', async (how) => {
    const { groups, queue: q } = gathering(3_600_000);
    q.push(records(1));
    await q.idle();
    q.push(records(2));
    q[how]();
    await q.idle();
    expect(groups).toEqual([['1']]);
  });
});

test('tries a failing record again before any later one', async () => {
  const tried: string[] = [];
  const { queue: q, done } = queue((offset) => {
    tried.push(offset);
    return tried.length < 3 ? Promise.reject(new Error('database away')) : Promise.resolve();
  });
  q.push(records(1, 2));
  await sleep(20);
  expect(q.blocked).toBe(true);
  await q.idle();
  expect(tried).toEqual(['1', '1', '1', '2']);
  expect(done).toEqual(['1', '2']);
  expect(q.blocked).toBe(false);
});

test('after a rebalance finishes what is under way without counting it, and then takes what comes anew', async () => {
  const processed: string[] = [];
  let release: () => void = () => undefined;
  const { queue: q, done } = queue(async (offset) => {
    if (offset === '1' && !processed.includes('1')) await new Promise<void>((resolve) => (release = resolve));
    processed.push(offset);
  });
  q.push(records(1));
  q.push(records(2, 3));
  await sleep(1);
  q.clear();
  q.push(records(1, 2));
  release();
  await q.idle();
  expect(processed).toEqual(['1', '1', '2']);
  expect(done).toEqual(['1', '2']);
});

test('what comes after a rebalance is tried again like anything else, also where its turn was waited for since before', async () => {
  const semaphore = new Semaphore(1);
  let free: () => void = () => undefined;
  const busy = semaphore.run(() => new Promise<void>((resolve) => (free = resolve)));
  let failures = 0;
  const { queue: q, done } = queue((offset) => (offset === '1' && ++failures === 1 ? Promise.reject(new Error('database away')) : Promise.resolve()), semaphore);
  q.push(records(1, 2));
  await sleep(1);
  q.clear();
  q.push(records(1, 2));
  free();
  await busy;
  await sleep(1);
  q.push(records(3));
  await q.idle();
  expect(done).toEqual(['1', '2', '3']);
});

test('a rebalance ends the waiting of a record that is tried again', async () => {
  const { queue: q, done } = queue(() => Promise.reject(new Error('away')));
  q.push(records(1));
  await sleep(5);
  q.clear();
  await q.idle();
  expect(done).toEqual([]);
});

test('partitions go side by side up to the limit', async () => {
  const semaphore = new Semaphore(2);
  let running = 0;
  let most = 0;
  const queues = Array.from({ length: 5 }, () =>
    queue(async () => {
      running += 1;
      most = Math.max(most, running);
      await sleep(10);
      running -= 1;
    }, semaphore),
  );
  for (const { queue: q } of queues) q.push(records(1, 2));
  await eventually(() => expect(queues.map(({ done }) => done.length)).toEqual([2, 2, 2, 2, 2]));
  expect(most).toBe(2);
});
