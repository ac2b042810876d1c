import { expect, test } from '@jest/globals';
import { BoundedQueue } from './bounded-queue.ts';

const settled = () => new Promise((resolve) => setImmediate(resolve));

function jobs(queue: BoundedQueue) {
  const release: (() => void)[] = [];
  const state = { running: 0, most: 0, done: 0 };
  const add = () =>
    queue.run(async () => {
      state.running += 1;
      state.most = Math.max(state.most, state.running);
      await new Promise<void>((resolve) => release.push(resolve));
      state.running -= 1;
      state.done += 1;
    });
  return { add, release, state };
}

test('runs so many at once, lets so many wait and refuses the rest', async () => {
  const { add, release, state } = jobs(new BoundedQueue({ concurrency: 2, waiting: 3 }, () => new Error('full')));
  const accepted = Array.from({ length: 5 }, add);
  await expect(add()).rejects.toThrow('full');
  while (state.done < 5) {
    release.shift()?.();
    await settled();
  }
  await Promise.all(accepted);
  expect(state).toEqual({ running: 0, most: 2, done: 5 });
});

test('a job that fails gives its place to the next', async () => {
  const queue = new BoundedQueue({ concurrency: 1, waiting: 1 }, () => new Error('full'));
  const failing = queue.run(() => Promise.reject(new Error('broken')));
  const next = queue.run(() => Promise.resolve('fine'));
  await expect(failing).rejects.toThrow('broken');
  expect(await next).toBe('fine');
  expect(await queue.run(() => Promise.resolve('again'))).toBe('again');
});
