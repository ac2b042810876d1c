import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Database } from '#libs/database/database';
import { messagingDatabase } from '#libs/testing/messaging-app';
import type { TestDatabase } from '#libs/testing/test-database';
import { parkedDetails } from './parking.details.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await messagingDatabase();
});
afterAll(() => database?.drop());

/** What an operator sees of an event that the CRM or a faulty release has sent, in structured mode where `structured`. */
async function shown(data: unknown, { structured = false, personal = false, type = 'invoice.paid.v1' } = {}): Promise<unknown> {
  const id = randomUUID();
  const attributes = { specversion: '1.0', type, source: '/crm', id, subject: 'p', time: '2026-11-02T09:00:00Z' };
  const headers = structured ? { 'content-type': 'application/cloudevents+json' } : Object.fromEntries(Object.entries(attributes).map(([name, value]) => [`ce_${name}`, value]));
  const encoded = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, Buffer.from(value).toString('base64')]));
  await database.query(
    `INSERT INTO parked_event (id, consumer, topic, key, type, source, event_id, partition, record_offset, record_headers, record_value)
     VALUES ($1::text::uuid, 'leads', 'crm', 'p', $4, '/crm', $1::text, 0, 0, $2, $3)`,
    [id, JSON.stringify(encoded), Buffer.from(JSON.stringify(structured ? { ...attributes, data } : data)), type],
  );
  const { value } = await new Database(database.dataSource).inTransaction({ kind: 'system', name: 'spec' }, (tx) => parkedDetails(tx, id, personal));
  return value;
}

const someone = 'Amara Canary <amara.canary@northwind.example>';

test.each([
  ['a text', someone, 'does not fit: string'],
  ['a list', [{ name: someone }], 'does not fit: list'],
  ['a number', 7, 7],
])('data that is no object may be anybody’s: of %s only its kind is told', async (_, data, expected) => {
  expect(await shown(data)).toEqual(expected);
  expect(await shown(data, { structured: true })).toMatchObject({ type: 'invoice.paid.v1', data: expected });
  expect(await shown(data, { personal: true })).toEqual(data);
});

test('of data that is an object, what fits is told without the person, and of what does not only its kind', async () => {
  const data = { companyName: 'Northwind', country: { of: someone }, tier: 7, owner: { name: 'Amara Canary', email: 'amara.canary@northwind.example', locale: 'en' } };
  const seen = await shown(data, { type: 'partner.approved.v1' });
  expect(seen).toMatchObject({ companyName: 'Northwind', country: 'does not fit: object', tier: 7 });
  expect(JSON.stringify(seen)).not.toMatch(/canary/i);
});
