import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { partners } from '#libs/contracts/events/partners';
import type { EventOf } from '#libs/contracts/topic';
import { testDatabase, type TestDatabase } from '#libs/testing/test-database';
import { leads } from '../service.ts';
import { PartnerConsumer } from './partner.consumer.ts';

type Snapshot = EventOf<typeof partners, 'partner.snapshotted.v1'>;
let database: TestDatabase;
const consumer = new PartnerConsumer();
beforeAll(async () => {
  database = await testDatabase(leads);
});
afterAll(() => database.drop());

const state = { reference: 'PRT-1', companyName: 'Northwind', country: 'DE', tier: 'gold', status: 'active', managerId: null, approvedAt: '2026-11-02T09:00:00Z' };
function snapshot(subject: string, sequence: number | undefined, fields: object = {}): Snapshot {
  const event: Snapshot = { id: randomUUID(), type: 'partner.snapshotted.v1', source: '/services/applications', subject, time: state.approvedAt, data: partners.events['partner.snapshotted.v1'].data.parse({ ...state, ...fields }) };
  return sequence === undefined ? event : { ...event, sequence };
}
const handle = (event: Snapshot) => database.database.inTransaction({ kind: 'system', name: 'leads.consumer' }, (tx) => consumer.takeSnapshot(event, tx));

test('the latest event of a partner counts, in whatever order they come', async () => {
  const id = randomUUID();
  for (const event of [snapshot(id, 2), snapshot(id, 4, { status: 'suspended', tier: 'platinum' }), snapshot(id, 3)]) await handle(event);
  expect(await database.query('SELECT status, tier, company_name FROM partner WHERE id = $1', [id])).toEqual([{ status: 'suspended', tier: 'platinum', company_name: 'Northwind' }]);
});

test('an event without sequence is parked: its age cannot be told', async () => {
  await expect(handle(snapshot(randomUUID(), undefined))).rejects.toThrow('has no sequence');
});
