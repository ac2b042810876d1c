import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { killings, outages, type Fault } from './faults.ts';
import { site, type Site } from './site.ts';
import { Traffic } from './traffic.ts';
import { verdict } from './verdict.ts';

let where: Site;
beforeAll(async () => {
  where = await site('killings');
}, 180_000);
afterAll(() => where?.stop(), 60_000);

interface Storm {
  readonly traffic: Traffic;
  /** How often clients had to ask again because of the faults. */
  readonly met: number;
}

/** Short faults can all fall between a client's steps (all lanes waited for a mail, say): they come again until one was met, four times at most. */
async function underTraffic(faults: readonly Fault[]): Promise<Storm> {
  const traffic = new Traffic(where.running, { whole: true });
  await traffic.signIn();
  const before = traffic.repeats;
  const going = traffic.run(3);
  for (let round = 0; round === 0 || (round < 4 && traffic.repeats === before); round += 1) {
    for (const fault of faults) {
      await sleep(1000);
      await fault.inject(where);
    }
    await sleep(1000);
  }
  traffic.stop();
  await going;
  return { traffic, met: traffic.repeats - before };
}

describe('while companies apply, answer, are approved, come in and invite', () => {
  // A service is also its relay and its consumers: killing it kills all three in the middle of their work.
  test('SIGKILL of each service, of the gateway and of the broker: nothing lost, nothing doubled, nothing out of order', async () => {
    const { traffic, met } = await underTraffic(killings);
    expect(met).toBeGreaterThan(0);
    const { companies, lost, doubled, parked, topics } = await verdict(where, traffic);
    expect(companies).toBeGreaterThan(3);
    expect({ lost, doubled, parked, reordered: topics.reordered, missing: topics.missing }).toEqual({ lost: [], doubled: [], parked: 0, reordered: [], missing: [] });
  }, 600_000);

  test('a database outage parks nothing and loses nothing', async () => {
    const { traffic, met } = await underTraffic(outages);
    expect(met).toBeGreaterThan(0);
    const { companies, lost, doubled, parked } = await verdict(where, traffic);
    expect(companies).toBeGreaterThan(3);
    expect({ lost, doubled, parked }).toEqual({ lost: [], doubled: [], parked: 0 });
  }, 600_000);
});
