import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { users } from '#libs/contracts/events/users';
import type { EventOf } from '#libs/contracts/topic';
import { testDatabase, type TestDatabase } from '#libs/testing/test-database';
import { applications } from '../service.ts';
import { VendorPersonConsumer } from './vendor-person.consumer.ts';

type Changed = EventOf<typeof users, 'user.changed.v1'>;
let database: TestDatabase;
const consumer = new VendorPersonConsumer();

beforeAll(async () => {
  database = await testDatabase(applications);
});
afterAll(() => database.drop());

const person = { name: 'Max', email: 'max@vendor.example', locale: 'en', roles: ['partner_manager'], partnerId: null, status: 'active', changedAt: '2026-11-02T09:00:00Z' };

function changed(userId: string, sequence: number | undefined, fields: Partial<Changed['data']> = {}): Changed {
  const data: Changed['data'] = { ...users.events['user.changed.v1'].data.parse(person), ...fields };
  const event: Changed = { id: randomUUID(), type: 'user.changed.v1', source: '/services/identity', subject: userId, time: person.changedAt, data };
  return sequence === undefined ? event : { ...event, sequence };
}
const handle = (event: Changed) => database.database.inTransaction({ kind: 'system', name: 'applications.consumer' }, (tx) => consumer.followChange(event, tx));
const copyOf = async (userId: string) => (await database.query('SELECT roles, active FROM vendor_person WHERE user_id = $1', [userId]))[0];

test('the latest event of a person counts, in whatever order they come, and twice is once', async () => {
  const id = randomUUID();
  for (const event of [changed(id, 2), changed(id, 4, { status: 'disabled' }), changed(id, 3), changed(id, 4, { status: 'active' })]) await handle(event);
  expect(await copyOf(id)).toEqual({ roles: ['partner_manager'], active: false });
});

test('partner managers are known by name and address, everybody else by neither, and who is erased no more', async () => {
  const [id, reviewer] = [randomUUID(), randomUUID()];
  const reached = async (userId: string) => (await database.query('SELECT name, email FROM vendor_person WHERE user_id = $1', [userId]))[0];
  await handle(changed(id, 1));
  await handle(changed(reviewer, 1, { roles: ['reviewer'] }));
  expect([await reached(id), await reached(reviewer)]).toEqual([{ name: 'Max', email: 'max@vendor.example' }, { name: null, email: null }]);
  const data = users.events['person.erased.v1'].data.parse({ email: 'max@vendor.example', erasedAt: person.changedAt });
  await database.database.inTransaction({ kind: 'system', name: 'applications.consumer' }, (tx) =>
    consumer.forgetPerson({ id: randomUUID(), type: 'person.erased.v1', source: '/services/identity', subject: id, time: person.changedAt, sequence: 3, data }, tx),
  );
  await handle(changed(id, 2));
  expect([await reached(id), await copyOf(id)]).toEqual([{ name: null, email: null }, { roles: ['partner_manager'], active: false }]);
});

test("a partner's people are none of this copy's business", async () => {
  const id = randomUUID();
  await handle(changed(id, 1, { partnerId: randomUUID(), roles: ['owner'] }));
  expect(await copyOf(id)).toBeUndefined();
});

test('an event without sequence is parked: its age cannot be told', async () => {
  await expect(handle(changed(randomUUID(), undefined))).rejects.toThrow('has no sequence');
});
