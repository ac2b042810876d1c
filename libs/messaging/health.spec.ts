import { expect, test } from '@jest/globals';
import { ConsumerHealth } from './health.ts';

const at = (partition: number, position: bigint, end: bigint) => ({ topic: 't', partition, position, end });

function joined(...offsets: ReturnType<typeof at>[]): ConsumerHealth {
  const health = new ConsumerHealth();
  health.state = 'running';
  health.assigned = true;
  health.measured(offsets);
  return health;
}

test('a service that consumes nothing is ready', () => {
  expect(new ConsumerHealth().ready).toBe(true);
});

test('a consumer is ready once it has done what waited when it joined, and stays so when more comes', () => {
  const health = joined(at(0, 0n, 2n), at(1, 5n, 5n));
  expect(health.snapshot()).toMatchObject({ caughtUp: false, lag: { 't/0': 2, 't/1': 0 } });
  health.progressed('t', 0, 2n);
  expect(health.ready).toBe(true);
  health.fetched('t', 0, 9n);
  expect(health.snapshot()).toMatchObject({ caughtUp: true, lag: { 't/0': 7 } });
});

test('partitions that another instance has taken meanwhile do not keep it from being ready', () => {
  const health = joined(at(0, 0n, 2n), at(1, 0n, 9n));
  health.revoked();
  expect(health.ready).toBe(false);
  health.assigned = true;
  health.measured([at(0, 0n, 2n)]);
  health.progressed('t', 0, 2n);
  expect(health.ready).toBe(true);
});

test('it is not ready before its lag is known, nor while it is in no group', () => {
  const health = new ConsumerHealth();
  health.state = 'running';
  health.assigned = true;
  expect(health.ready).toBe(false);
  health.measured([]);
  expect(health.ready).toBe(true);
  health.revoked();
  expect(health.ready).toBe(false);
});
