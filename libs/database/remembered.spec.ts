import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { Remembered } from './remembered.ts';

let now: number;
let reads: number;

beforeEach(() => {
  now = 1000;
  reads = 0;
  jest.spyOn(performance, 'now').mockImplementation(() => now);
});
afterEach(() => void jest.restoreAllMocks());

const remembered = (read = async () => (reads += 1)) => new Remembered(100, read);

describe('a remembered value', () => {
  test('is read by one caller for all, and again when it is too old', async () => {
    const value = remembered();
    expect(await Promise.all([value.get(), value.get()])).toEqual([1, 1]);
    now += 99;
    expect(await value.get()).toBe(1);
    now += 1;
    expect(await value.get()).toBe(2);
  });

  test('may grow too old while somebody asks for it: it is read again, and nobody is told of an error', async () => {
    const value = remembered();
    await value.get();
    // Each look at the clock finds it a millisecond later: the value's age passes its limit between any two of them.
    now += 99;
    jest.spyOn(performance, 'now').mockImplementation(() => now++);
    expect(await value.get()).toBe(1);
    expect(await value.get()).toBe(2);
    now += 99;
    await expect(value.getBy(async () => 7)).resolves.toBeDefined();
  });

  test('is not remembered from a read that began before it was forgotten', async () => {
    const answers: ((value: number) => void)[] = [];
    const value = remembered(() => new Promise((resolve) => answers.push(resolve)));
    const before = value.get();
    value.forget();
    const after = value.get();
    answers[1]?.(2);
    answers[0]?.(1);
    expect([await before, await after]).toEqual([1, 2]);
    expect(await value.get()).toBe(2);
  });

  test('that could not be read is told to those who waited, and read again', async () => {
    let fail = true;
    const value = remembered(async () => {
      if (fail) throw new Error('away');
      return 5;
    });
    await expect(Promise.all([value.get(), value.get()])).rejects.toThrow('away');
    fail = false;
    expect(await value.get()).toBe(5);
  });
});
