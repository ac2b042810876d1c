import { setTimeout as sleep } from 'node:timers/promises';
import { timesOf, type Result } from './result.ts';
import { fleet } from './steady/fleet.ts';
import { lostEvents } from './steady/lost.ts';
import { people } from './steady/people.ts';
import { underWay, type UnderWay } from './steady/under-way.ts';
import type { Surroundings } from './surroundings.ts';

/** STEADY_RATE for a machine that cannot carry as much beside what else it does. */
const PER_SECOND = Number(process.env['STEADY_RATE'] ?? 200);
const settings = { SHUTDOWN_TIMEOUT: 'PT20S', SHUTDOWN_DELAY: 'PT5S' };

/** Every process is replaced, one after another, each by one that was ready before, while requests come at a fixed rate and nobody repeats any. */
export async function rollingRestart(around: Surroundings): Promise<Result[]> {
  const ours = await fleet(around, 'rolling', settings, { serviceEnv: { notifications: { MAIL_RATE: '1000' } } });
  let load: UnderWay | undefined;
  try {
    load = await underWay({ url: ours.url, perSecond: PER_SECOND, refusals: false, who: await people(ours.stack, ours.url) });
    await sleep(10_000);
    let slowest = 0;
    for (const name of ours.names) {
      const { how, seconds } = await ours.replace(name);
      process.stdout.write(`  ${name}: ${how} after ${seconds.toFixed(1)} s\n`);
      if (how !== 'exited with code 0') throw new Error(`${name} ${how}.`);
      slowest = Math.max(slowest, seconds);
    }
    await sleep(5000);
    const report = await load.end();
    const lost = await lostEvents(around, ours, report);
    for (const what of lost.lost.slice(0, 20)) process.stdout.write(`  ${what}\n`);
    const none = (value: number): Result['met'] => (value === 0 ? 'aim' : 'no');
    const wanted = { bench: 'rolling-restart', must: '0', aim: '0' };
    const confirmed = Object.values(report.written).reduce((sum, ids) => sum + ids.length, 0);
    return [
      { ...wanted, what: `failed of ${report.asked.toLocaleString('en')} requests at ${PER_SECOND} /s while ${ours.names.length} services are replaced`, unit: 'requests', value: report.failed, met: none(report.failed), times: timesOf(report) },
      { ...wanted, what: `lost, doubled or reordered of ${lost.events.toLocaleString('en')} events, ${confirmed.toLocaleString('en')} of them of confirmed writes`, unit: 'events', value: lost.lost.length + lost.doubled + lost.reordered, met: none(lost.lost.length + lost.doubled + lost.reordered) },
      { bench: 'rolling-restart', what: 'slowest stop, SIGTERM to exit 0, with SHUTDOWN_DELAY=PT5S', unit: 's', value: slowest, must: '≤ 20 s', aim: '20 s', met: slowest <= 20 ? 'aim' : 'no' },
    ];
  } finally {
    load?.kill();
    await ours.stop();
  }
}
