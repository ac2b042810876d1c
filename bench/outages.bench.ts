import { setTimeout as sleep } from 'node:timers/promises';
import type { RunningService } from '../deploy/local/service-process.ts';
import { timesOf, type Result } from './result.ts';
import { fleet, type Fleet } from './steady/fleet.ts';
import { figure } from './steady/figure.ts';
import type { SteadyReport } from './steady/load.ts';
import { lostEvents } from './steady/lost.ts';
import { people } from './steady/people.ts';
import { underWay, type UnderWay } from './steady/under-way.ts';
import type { Surroundings } from './surroundings.ts';

/** STEADY_RATE for a machine that cannot carry as much beside what else it does. */
const PER_SECOND = Number(process.env['STEADY_RATE'] ?? 50);
const BROKER_AWAY_S = 60;
const DATABASE_AWAY_S = 30;
const quick = { serviceEnv: { notifications: { MAIL_RATE: '1000' } } };

/** The broker is killed for a minute, while people go on reading and writing: nothing fails, and what gathered is sent within twice that time. */
export async function brokerOutage(around: Surroundings): Promise<Result[]> {
  const ours = await fleet(around, 'broker', {}, quick);
  let load: UnderWay | undefined;
  try {
    load = await underWay({ url: ours.url, perSecond: PER_SECOND, refusals: false, who: await people(ours.stack, ours.url) });
    await sleep(5000);
    const ended = around.broker.hasEnded();
    around.broker.kill('SIGKILL');
    await ended;
    await sleep(BROKER_AWAY_S * 1000);
    const gathered = await waiting(ours);
    around.broker.start();
    const began = performance.now();
    // The load goes on: drained is what is older than the wait for the next look.
    while ((await oldest(ours)) > 3 && performance.now() - began < 600_000) await sleep(250);
    const drained = (performance.now() - began) / 1000;
    const report = await load.end();
    const lost = await lostEvents(around, ours, report);
    return [
      failures('broker-outage', `failed of ${report.asked.toLocaleString('en')} requests at ${PER_SECOND} /s while the broker is away for ${BROKER_AWAY_S} s`, report),
      { bench: 'broker-outage', what: `from the broker's start until the outboxes (${gathered.toLocaleString('en')} events) are drained`, unit: 's', value: drained, must: `≤ ${2 * BROKER_AWAY_S} s`, aim: `${BROKER_AWAY_S / 2} s`, met: drained <= BROKER_AWAY_S / 2 ? 'aim' : drained <= 2 * BROKER_AWAY_S ? 'must' : 'no' },
      { bench: 'broker-outage', what: `lost, doubled or reordered of ${lost.events.toLocaleString('en')} events`, unit: 'events', value: lost.lost.length + lost.doubled + lost.reordered, must: '0', aim: '0', met: lost.lost.length + lost.doubled + lost.reordered === 0 ? 'aim' : 'no' },
    ];
  } finally {
    load?.kill();
    await ours.stop();
  }
}

/** PostgreSQL is ended for half a minute: whoever needs it is told to come back, and no process has to be started again. */
export async function databaseOutage(around: Surroundings): Promise<Result[]> {
  const ours = await fleet(around, 'database', {}, quick);
  let load: UnderWay | undefined;
  try {
    load = await underWay({ url: ours.url, perSecond: PER_SECOND, refusals: true, who: await people(ours.stack, ours.url) });
    const pids = [...ours.running.values()].map(({ pid }) => pid);
    await sleep(5000);
    const ended = around.postgres.hasEnded();
    around.postgres.kill('SIGQUIT');
    await ended;
    await sleep(DATABASE_AWAY_S * 1000);
    around.postgres.start();
    const began = performance.now();
    while (!(await allReady(ours)) && performance.now() - began < 300_000) await sleep(250);
    const back = (performance.now() - began) / 1000;
    await sleep(5000);
    const report = await load.end();
    const restarted = [...ours.running.values()].filter(({ pid }, index) => pid === undefined || pid !== pids[index]).length;
    const lost = await lostEvents(around, ours, report);
    return [
      failures('database-outage', `answered otherwise than due or 503 with Retry-After (${report.refused.toLocaleString('en')}), of ${report.asked.toLocaleString('en')} requests at ${PER_SECOND} /s while PostgreSQL is away for ${DATABASE_AWAY_S} s`, report),
      { bench: 'database-outage', what: "from PostgreSQL's start until every service is ready", unit: 's', value: back, must: '≤ 60 s', aim: '15 s', met: back <= 15 ? 'aim' : back <= 60 ? 'must' : 'no' },
      { bench: 'database-outage', what: 'processes that had to be started again', unit: 'processes', value: restarted, must: '0', aim: '0', met: restarted === 0 ? 'aim' : 'no' },
      { bench: 'database-outage', what: `lost, doubled or reordered of ${lost.events.toLocaleString('en')} events`, unit: 'events', value: lost.lost.length + lost.doubled + lost.reordered, must: '0', aim: '0', met: lost.lost.length + lost.doubled + lost.reordered === 0 ? 'aim' : 'no' },
    ];
  } finally {
    load?.kill();
    await ours.stop();
  }
}

const failures = (bench: string, what: string, report: SteadyReport): Result => ({ bench, what, unit: 'requests', value: report.failed, must: '0', aim: '0', met: report.failed === 0 ? 'aim' : 'no', times: timesOf(report) });

const relaying = ({ running }: Fleet): RunningService[] => [...running.values()].filter(({ name }) => name !== 'gateway');
const largest = async (services: readonly RunningService[], name: string): Promise<number[]> => Promise.all(services.map(({ managementUrl }) => figure(managementUrl, name)));
const waiting = async (ours: Fleet): Promise<number> => (await largest(relaying(ours), 'outbox_waiting_events')).reduce((sum, value) => sum + value, 0);
const oldest = async (ours: Fleet): Promise<number> => Math.max(...(await largest(relaying(ours), 'outbox_oldest_waiting_seconds')));

async function allReady({ running }: Fleet): Promise<boolean> {
  const answers = await Promise.all([...running.values()].map(({ managementUrl }) => fetch(`${managementUrl}/health/ready`).then(({ ok }) => ok, () => false)));
  return answers.every(Boolean);
}
