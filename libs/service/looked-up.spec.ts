import { afterEach, expect, jest, test } from '@jest/globals';
import { Metrics } from './metrics.ts';
import type { Reading } from './looked-up.ts';

afterEach(() => void jest.restoreAllMocks());

const gauges = [{ name: 'things_waiting', help: 'Things' }, { name: 'things_by_colour', help: 'Things', labelNames: ['colour'] }];
const lines = async (metrics: Metrics) => (await metrics.registry.metrics()).split('\n').filter((line) => /^(things|metric_look)/.test(line)).map((line) => line.replace(',service="spec"', '').replace('service="spec"', ''));

function looking(readings: () => Promise<readonly Reading[]>, maxAgeMs: number) {
  const metrics = new Metrics('spec');
  const asked = { times: 0 };
  metrics.look({ name: 'things', gauges, maxAgeMs, read: () => ((asked.times += 1), readings()) });
  return { metrics, asked };
}

test('are read once for all gauges and all who ask, and again when they are too old', async () => {
  let red = 2;
  const { metrics, asked } = looking(async () => [{ name: 'things_waiting', value: 3 }, { name: 'things_by_colour', labels: { colour: red > 0 ? 'red' : 'blue' }, value: red }], 40);
  const now = jest.spyOn(performance, 'now').mockReturnValue(1_000);
  const [first] = await Promise.all([lines(metrics), lines(metrics)]);
  expect(first).toEqual(['metric_look_failures_total{look="things"} 0', 'things_waiting{} 3', 'things_by_colour{colour="red"} 2']);
  expect(asked.times).toBe(1);
  red = 0;
  now.mockReturnValue(1_040);
  // A label that is no longer told is gone.
  expect(await lines(metrics)).toEqual(['metric_look_failures_total{look="things"} 0', 'things_waiting{} 3', 'things_by_colour{colour="blue"} 0']);
  expect(asked.times).toBe(2);
});

test('are absent and counted where they cannot be read, and there again afterwards; everything else is told meanwhile', async () => {
  let away = false;
  const { metrics } = looking(async () => (away ? Promise.reject(new Error('away')) : [{ name: 'things_waiting', value: 1 }]), 0);
  expect(await lines(metrics)).toContain('things_waiting{} 1');
  away = true;
  await lines(metrics);
  expect(await lines(metrics)).toEqual(['metric_look_failures_total{look="things"} 1']);
  expect(await metrics.registry.metrics()).toContain('outbox_events_sent_total');
  away = false;
  expect(await lines(metrics)).toContain('things_waiting{} 1');
});

test('do not make a scrape wait for ever', async () => {
  const { metrics } = looking(() => new Promise(() => undefined), 0);
  const started = performance.now();
  await lines(metrics);
  expect(performance.now() - started).toBeLessThan(10_000);
  expect((await metrics.registry.metrics()).match(/look_failures_total\{[^}]*\} (\d+)/)?.[1]).toBe('1');
});

test('are not read again while a reading that nobody waits for any more still holds its connection', async () => {
  let end: ((readings: readonly Reading[]) => void) | undefined;
  const { metrics, asked } = looking(() => new Promise((resolve) => (end = resolve)), 0);
  await lines(metrics);
  await lines(metrics);
  expect(asked.times).toBe(1);
  end?.([]);
  await new Promise((resolve) => setImmediate(resolve));
  const again = lines(metrics);
  expect(asked.times).toBe(2);
  end?.([{ name: 'things_waiting', value: 1 }]);
  expect(await again).toContain('things_waiting{} 1');
});
