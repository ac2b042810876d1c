import { isDeepStrictEqual } from 'node:util';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { RunningService } from '../../deploy/local/service-process.ts';
import type { Books } from './ledger-books.ts';
import { office, type Office } from './ledger-office.ts';
import { ownServers, type OwnServers } from './ledger-servers.ts';
import { stream, tell, type Stream } from './ledger-stream.ts';
import { judge, readTopics, type Seen } from './topic-reader.ts';

const PATIENCE_MS = 180_000;

let servers: OwnServers;
beforeAll(async () => {
  servers = await ownServers('ledger');
}, 180_000);
afterAll(() => servers?.stop(), 60_000);

/** Waits without asking what happens meanwhile: the database may be away. */
async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + PATIENCE_MS;
  while (!(await holds().catch(() => false))) {
    if (Date.now() > end) throw new Error(`In ${PATIENCE_MS / 1000} s it did not come true that ${what}.`);
    await sleep(250);
  }
}

/** The same stream, and nothing goes wrong. */
async function undisturbed(events: Stream): Promise<Books> {
  const calm = await office(servers, 'calm');
  const service = await calm.open('only');
  await tell(servers.brokers, calm.topicPrefix, events.events, 0);
  await until('the undisturbed ledger settles', () => calm.reader.hasSettled(events));
  await service.stop();
  return calm.reader.books();
}

/** Each fault comes while its part of the stream is being told and journals are being posted. */
async function disturbed({ topicPrefix, reader }: Office, parts: readonly Stream['events'][], faults: readonly (() => Promise<unknown>)[]): Promise<void> {
  for (const [index, part] of parts.entries()) {
    const { journals } = await reader.progress();
    const going = tell(servers.brokers, topicPrefix, part, 300);
    await until('journals are being posted', async () => (await reader.progress()).journals > journals);
    await faults[index]?.();
    await going;
  }
}

/** A service is also its relay and its consumer: all of it goes in the middle of its work. */
async function crash(service: RunningService): Promise<void> {
  await service.kill('SIGKILL');
  await service.start();
}

test('SIGKILL of commissions, of the relay, of the broker and of PostgreSQL leaves the ledger of an undisturbed run, entry for entry', async () => {
  const events = stream();
  const expected = await undisturbed(events);
  expect(expected).toMatchObject({ exceptions: [] });
  expect([expected.deals.length, expected.invoices.length, expected.refunds.length]).toEqual([events.deals, events.invoices, events.refunds]);
  expect(expected.commissions).toHaveLength(events.invoices + events.refunds);

  const rough = await office(servers, 'rough');
  const [books, relay] = await Promise.all([rough.open('books', { OUTBOX_RELAY: 'false' }), rough.open('relay')]);
  // The two that share the work go one shortly after the other, the second while it is alone with it.
  const crashes = async (): Promise<void> => {
    const first = crash(books);
    await sleep(700);
    await Promise.all([first, crash(relay)]);
  };
  const third = Math.ceil(events.events.length / 3);
  const parts = [0, 1, 2].map((part) => events.events.slice(part * third, (part + 1) * third));
  await disturbed(rough, parts, [crashes, () => servers.killPostgres(), () => servers.killBroker()]);

  await until('everything told has been handled', () => rough.reader.hasSettled(events));
  const lines = await rough.reader.lines();
  let told: Seen[] = [];
  await until('every line has been told', async () => {
    told = await readTopics(servers.brokers, rough.topicPrefix, ['commissions']);
    return isDeepStrictEqual([...new Set(told.map(({ subject }) => subject))].toSorted(), lines);
  });
  await Promise.all([books.stop(), relay.stop()]);

  expect(await rough.reader.books()).toEqual(expected);
  expect((await rough.reader.progress()).parked).toBe(0);
  expect(judge(told)).toMatchObject({ events: lines.length, reordered: [], missing: [] });
  expect(await rough.verify()).toContain('The ledger is sound');
}, 600_000);
