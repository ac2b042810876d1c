import { expect, test } from '@jest/globals';
import { Metrics } from './metrics.ts';

test('a series tells what is there when it is asked for, and nothing of what has gone', async () => {
  const metrics = new Metrics('spec');
  let partitions = ['0', '1'];
  metrics.series('lag_records', 'Records', ['partition'], () => partitions.map((partition) => ({ labels: { partition }, value: Number(partition) + 5 })));
  const told = async () => [...(await metrics.registry.metrics()).matchAll(/^lag_records\{.*partition="(\d)".*\} (\d)$/gm)].map(([, partition, value]) => [partition, value]);
  expect(await told()).toEqual([['0', '5'], ['1', '6']]);
  partitions = ['1'];
  expect(await told()).toEqual([['1', '6']]);
});
