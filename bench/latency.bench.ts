import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { summary } from './measure.ts';
import { messagingApp, note, things } from './messaging-app.ts';
import { gradeLow, type Result } from './result.ts';
import type { Surroundings } from './surroundings.ts';

const PER_SECOND = 1000;
const WARM_UP_S = 5;
const SECONDS = 20;

/** From the commit of an event to the commit of its handler, at 1,000 events a second through the real broker. */
export async function latency(around: Surroundings): Promise<Result[]> {
  const handled = new Map<string, number>();
  const committed = new Map<string, number>();
  // The handler's transaction commits right after it returns; the row it wrote is looked for afterwards, so a rolled-back one would show.
  const app = await messagingApp(around, 'latency', true, (event) => void handled.set(event.id, performance.now()));
  try {
    const begin = performance.now();
    const total = PER_SECOND * (WARM_UP_S + SECONDS);
    const running = new Set<Promise<void>>();
    for (let sent = 0; sent < total; ) {
      const due = Math.min(total, Math.floor(((performance.now() - begin) / 1000) * PER_SECOND));
      for (; sent < due; sent += 1) {
        const one = append().finally(() => running.delete(one));
        running.add(one);
      }
      await sleep(1);
    }
    await Promise.all(running);
    const end = performance.now() + 30_000;
    while (handled.size < total && performance.now() < end) await sleep(50);
    await sleep(500);
    const [row] = await app.source.query<{ count: string }[]>('SELECT count(*) FROM thing');
    if (Number(row?.count) !== total) throw new Error(`${total} events were committed, ${row?.count} handled.`);
    const from = begin + WARM_UP_S * 1000;
    const times = [...committed].filter(([, at]) => at >= from).map(([id, at]) => (handled.get(id) ?? Number.NaN) - at);
    const measured = summary(times);
    const what = `commit → handler done at ${PER_SECOND} ev/s, p99`;
    return [{ bench: 'latency', what, unit: 'ms', value: measured.p99, must: 'p99 ≤ 150 ms', aim: '50 ms', met: gradeLow(measured.p99, 150, 50), times: measured }];
  } finally {
    await app.close();
  }

  async function append(): Promise<void> {
    const id = await app.database.inTransaction({ kind: 'system', name: 'bench' }, (tx) => app.outbox.append(tx, things, 'thing.happened.v1', randomUUID(), { committedAt: Date.now(), note }));
    committed.set(id, performance.now());
  }
}
