import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { EntityManager } from 'typeorm';
import { partners } from '#libs/contracts/events/partners';
import { users } from '#libs/contracts/events/users';
import { SystemClock } from '#libs/database/clock';
import { Database } from '#libs/database/database';
import { RandomIds } from '#libs/database/ids';
import { messagingDatabase } from '#libs/testing/messaging-app';
import type { TestDatabase } from '#libs/testing/test-database';
import { open } from './cloud-events.ts';
import { Erasure } from './erasure.ts';
import { PermanentError } from './errors.ts';
import { EventProcessor } from './event.processor.ts';
import { Handlers } from './handlers.ts';
import { Outbox } from './outbox.ts';
import { ParkingReplay } from './parking.replay.ts';
import { park } from './parking.store.ts';
import type { KafkaRecord } from './record.ts';
import { RelaySignal } from './relay.signal.ts';

const type = 'partner.join_requested.v1';
const changed = 'user.password_changed.v1';
const erased = 'person.erased.v1';
const options = { service: 'applications', brokers: [], erasureKeys: ['a key'] };
const email = 'gesine.gone@company.example';
const data = { requestId: randomUUID(), companyName: 'Company', person: { name: 'Gesine Gone', email, locale: 'en' as const }, requestedAt: '2026-11-02T09:00:00Z' };

let db: TestDatabase;
let processor: EventProcessor;
let replay: ParkingReplay;
let handled: (name: string) => Promise<void> = async () => {};
beforeAll(async () => {
  db = await messagingDatabase();
  const outbox = new Outbox(options, new SystemClock(), new RandomIds(), new RelaySignal());
  const handlers = new Handlers();
  handlers.add(partners, type, async (event, tx) => {
    const told = partners.events[type].data.parse(event.data);
    await outbox.append(tx, partners, type, 'told', told);
    await handled(told.person.name);
  });
  handlers.add(users, changed, async (event) => handled(users.events[changed].data.parse(event.data).name));
  handlers.add(users, erased, async ({ subject: userId, data: about }, tx) => {
    const { email: address, erasedAt } = users.events[erased].data.parse(about);
    await new Erasure(options).forget(tx, { email: address, userId, erasedAt: new Date(erasedAt) });
  });
  processor = new EventProcessor(options, db.database, new SystemClock(), handlers);
  replay = new ParkingReplay(options, db.database, handlers, processor);
});
beforeEach(async () => {
  await db.truncate();
  handled = async () => {};
});
afterAll(() => db.drop());

const within = <T>(work: (tx: EntityManager) => Promise<T>) => db.database.inTransaction({ kind: 'system', name: 'spec' }, work);
/** As another instance would: its transaction is none of this one's. */
const elsewhere = <T>(work: (tx: EntityManager) => Promise<T>) => new Database(db.dataSource).inTransaction({ kind: 'system', name: 'spec' }, work);
const forget = (tx: EntityManager) => new Erasure(options).forget(tx, { email, userId: randomUUID(), erasedAt: new Date() });
const told = async () => JSON.stringify(await db.query('SELECT payload FROM outbox'));

function record(of: string = type, about: object = data, time = '2026-11-02T09:00:00Z'): KafkaRecord {
  const headers = { 'content-type': 'application/json', ce_specversion: '1.0', ce_id: randomUUID(), ce_source: '/services/spec', ce_type: of, ce_subject: 'a', ce_time: time };
  return { topic: of === type ? 'partners' : 'users', partition: 0, offset: '1', key: Buffer.from('a'), value: Buffer.from(JSON.stringify(about)), timestamp: 0, headers: Object.fromEntries(Object.entries(headers).map(([name, text]) => [name, Buffer.from(text)])) };
}

/** The person is erased, and that commits only after `meanwhile` has begun. */
async function whileErasing<T>(meanwhile: () => Promise<T>): Promise<T> {
  let started: Promise<T> | undefined;
  await elsewhere(async (tx) => {
    await forget(tx);
    started = meanwhile();
    await Promise.race([started, sleep(300)]);
  });
  if (started === undefined) throw new Error('nothing was started');
  return started;
}

test('an event that comes while its person is being erased is handled without the person', async () => {
  expect(await whileErasing(() => processor.process([record()]))).toEqual(['handled']);
  expect(await told()).toContain('erased@erased.invalid');
  expect(await told()).not.toMatch(/gesine/i);
});

test('so is one that was parked and is replayed just then', async () => {
  const parked = record();
  const { identity } = open(parked);
  await within((tx) => park(tx, options.service, parked, identity, { error: 'no', retryInMs: 60_000 }));
  const key = { consumer: options.service, topic: 'partners', key: identity.key };
  expect(await whileErasing(() => replay.replay(key, 10))).toMatchObject({ status: 'cleared' });
  expect(await told()).toContain('erased@erased.invalid');
  expect(await told()).not.toMatch(/gesine/i);
});

test('one that fails while its person is about to be erased is parked without the person', async () => {
  let erasing: Promise<void> | undefined;
  handled = async () => {
    erasing = elsewhere(async (tx) => {
      await forget(tx);
      await sleep(500);
    });
    await sleep(200);
    throw new PermanentError(`nothing can be done for ${email}`);
  };
  expect(await processor.process([record()])).toEqual(['parked']);
  await erasing;
  const [row] = await db.query<{ text: string; error: string }>(`SELECT convert_from(record_value, 'UTF8') AS text, error FROM parked_event`);
  expect(row?.text).toContain('erased@erased.invalid');
  expect(JSON.stringify(row)).not.toMatch(/gesine/i);
});

test('one that is being handled when the erasure begins is waited for, and what it wrote is erased', async () => {
  let erasing: Promise<void> | undefined;
  const names: string[] = [];
  handled = async (name) => {
    names.push(name);
    erasing = elsewhere(forget);
    await Promise.race([erasing, sleep(300)]);
  };
  expect(await processor.process([record()])).toEqual(['handled']);
  await erasing;
  expect(names).toEqual(['Gesine Gone']);
  expect(await told()).not.toMatch(/gesine/i);
});

test('one that comes late, behind the erasure and in the same batch, is handled without the person; what was written since is as it is', async () => {
  const names: string[] = [];
  handled = async (name) => void names.push(name);
  const change = (at: string) => record(changed, { ...data.person, changedAt: at }, at);
  const outcomes = await processor.process([change('2026-11-02T08:00:00Z'), record(erased, { email, erasedAt: '2026-11-02T09:00:00Z' }), change('2026-11-02T08:00:00Z'), change('2026-11-02T10:00:00Z')]);
  expect(outcomes).toEqual(['handled', 'handled', 'handled', 'handled']);
  expect(names).toEqual(['Gesine Gone', 'erased', 'Gesine Gone']);
});

test('what one before the erasure in the same batch sends is erased with the rest', async () => {
  expect(await processor.process([record(), record(erased, { email, erasedAt: new Date().toISOString() })])).toEqual(['handled', 'handled']);
  expect(await told()).toContain('erased@erased.invalid');
  expect(await told()).not.toMatch(/gesine/i);
});

test('of a batch that carries several people, the one who is being erased meanwhile is gone, and all others are as they were', async () => {
  const names: string[] = [];
  handled = async (name) => void names.push(name);
  const other = { ...data, person: { ...data.person, name: 'Otto Other', email: 'otto.other@company.example' } };
  const change = (name: string, at: string) => record(changed, { ...data.person, name, changedAt: at, ...(name === 'Gesine Gone' ? {} : { email: `${name.toLowerCase().replace(' ', '.')}@company.example` }) }, at);
  const batch = [record(type, other), record(), change('Nora New', '2026-11-02T08:00:00Z'), change('Gesine Gone', '2026-11-02T08:00:00Z')];
  expect(await whileErasing(() => processor.process(batch))).toEqual(['handled', 'handled', 'handled', 'handled']);
  expect(names).toEqual(['Otto Other', 'erased', 'Nora New', 'erased']);
  expect(await told()).toContain('otto.other@company.example');
  expect(await told()).not.toMatch(/gesine/i);
});
