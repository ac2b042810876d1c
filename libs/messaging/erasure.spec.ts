import { createHash, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, jest, test } from '@jest/globals';
import type { EntityManager } from 'typeorm';
import { partners } from '#libs/contracts/events/partners';
import { users } from '#libs/contracts/events/users';
import { SystemClock } from '#libs/database/clock';
import { RandomIds } from '#libs/database/ids';
import { messagingDatabase } from '#libs/testing/messaging-app';
import type { TestDatabase } from '#libs/testing/test-database';
import { open } from './cloud-events.ts';
import { Erasure } from './erasure.ts';
import { Outbox } from './outbox.ts';
import { appendParked } from './parking.store.ts';
import type { KafkaRecord } from './record.ts';
import { RelaySignal } from './relay.signal.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await messagingDatabase();
});
beforeEach(() => db.truncate());
afterAll(() => db.drop());

const within = <T>(work: (tx: EntityManager) => Promise<T>) => db.database.inTransaction({ kind: 'system', name: 'spec' }, work);
const options = { service: 'spec', brokers: [], erasureKeys: ['the present key'] };
const email = 'gesine.gone@company.example';
const userId = randomUUID();
const lena = { name: 'Lena Vogel', email: 'lena@company.example', locale: 'de' as const };
const gesine = { name: 'Gesine Gone', email, locale: 'en' as const };
const forget = () => within((tx) => new Erasure(options).forget(tx, { email, userId, erasedAt: new Date() }));
const asked = (person: typeof gesine | typeof lena) => ({ requestId: randomUUID(), companyName: 'Company', person, message: `It is me, ${person.name}`, requestedAt: '2026-11-02T09:00:00Z' });

function record(offset: number, type: string, data: unknown, subject = 'a'): KafkaRecord {
  const headers = { 'content-type': 'application/json', ce_specversion: '1.0', ce_id: `e${offset}`, ce_source: '/services/spec', ce_type: type, ce_subject: subject, ce_time: '2026-11-02T09:00:00Z' };
  const value = Buffer.from(typeof data === 'string' ? data : JSON.stringify(data));
  return { topic: 'partners', partition: 0, offset: String(offset), key: Buffer.from(subject), value, timestamp: 0, headers: Object.fromEntries(Object.entries(headers).map(([name, text]) => [name, Buffer.from(text)])) };
}

function structured(offset: number, type: string, data: object): KafkaRecord {
  const event = { specversion: '1.0', id: `e${offset}`, source: '/services/spec', type, subject: 'a', data_base64: Buffer.from(JSON.stringify(data)).toString('base64') };
  return { ...record(offset, type, event), headers: { 'content-type': Buffer.from('application/cloudevents+json') } };
}

async function parkAll(...records: KafkaRecord[]): Promise<void> {
  await within(async (tx) => {
    for (const each of records) await appendParked(tx, 'spec', each, open(each).identity, `refused ${email}`);
  });
}

const parked = () => db.query<{ event_id: string; text: string; error: string }>(`SELECT event_id, convert_from(record_value, 'UTF8') AS text, error FROM parked_event ORDER BY position`);

test('a person leaves the events that are parked; they wait where they waited, and others’ are as they were', async () => {
  const others = asked(lena);
  await parkAll(
    record(1, 'partner.join_requested.v1', asked(gesine)),
    record(2, 'partner.join_requested.v1', others),
    structured(3, 'partner.join_declined.v1', { requestId: randomUUID(), companyName: 'Company', person: gesine, declinedAt: '2026-11-02T09:00:00Z' }),
    record(4, 'partner.join_requested.v1', `{ "person": { "email": "${email}" `),
    record(5, 'notification.created.v1', { recipientId: userId, feedId: 1, kind: 'x', title: 'Gesine, you have mail', createdAt: '2026-11-02T09:00:00Z' }, userId),
    record(6, 'person.erased.v1', { email, erasedAt: '2026-11-02T09:00:00Z' }),
  );
  await forget();
  const rows = await parked();
  expect(rows.map(({ event_id }) => event_id)).toEqual(['e1', 'e2', 'e3', 'e4', 'e5', 'e6']);
  expect(JSON.stringify(rows.slice(0, 5))).not.toMatch(/gesine/i);
  const [first, second, third] = rows;
  expect(partners.events['partner.join_requested.v1'].data.parse(JSON.parse(first?.text ?? ''))).toMatchObject({ companyName: 'Company', person: { name: 'erased', email: 'erased@erased.invalid', locale: 'en' } });
  expect(JSON.parse(second?.text ?? '')).toEqual(others);
  expect(JSON.parse(third?.text ?? '')).toMatchObject({ type: 'partner.join_declined.v1', data: { person: { name: 'erased' } } });
  expect(rows[5]?.text).toContain(email);
});

test('a person leaves however many parked events, which are read some at a time', async () => {
  await parkAll(...Array.from({ length: 120 }, (_, offset) => record(offset, 'partner.join_requested.v1', asked(gesine))));
  let most = 0;
  await within(async (tx) => {
    const query = tx.query.bind(tx);
    jest.spyOn(tx, 'query').mockImplementation(async (sql, parameters) => {
      const rows: unknown = await query(sql, parameters);
      if (Array.isArray(rows)) most = Math.max(most, rows.length);
      return rows;
    });
    await new Erasure(options).forget(tx, { email, userId, erasedAt: new Date() });
  });
  expect(most).toBeLessThanOrEqual(50);
  expect(JSON.stringify(await parked())).not.toMatch(/gesine/i);
  expect(await parked()).toHaveLength(120);
});

test('a person leaves the events that wait in the outbox; id, number, order and transaction stay', async () => {
  const outbox = (service: string) => new Outbox({ service, brokers: [] }, new SystemClock(), new RandomIds(), new RelaySignal());
  await within(async (tx) => {
    await outbox('applications').append(tx, partners, 'partner.join_requested.v1', 'a', asked(gesine));
    await outbox('applications').append(tx, partners, 'partner.join_requested.v1', 'a', asked(lena));
    await outbox('identity').append(tx, users, 'person.erased.v1', userId, { email, erasedAt: '2026-11-02T09:00:00Z' });
  });
  const rows = () => db.query<{ payload: object }>('SELECT id, seq, sequence, xid::text, ring, type, aggregateid, headers, payload FROM outbox ORDER BY seq');
  const before = await rows();
  await forget();
  const after = await rows();
  expect(after.map(({ payload: _payload, ...rest }) => rest)).toEqual(before.map(({ payload: _payload, ...rest }) => rest));
  expect(after[0]?.payload).toMatchObject({ person: { name: 'erased', email: 'erased@erased.invalid' }, message: 'erased' });
  expect(after.slice(1)).toEqual(before.slice(1));
});

test('a person leaves stored answers, and a repeated request is still known', async () => {
  const answer = { id: userId, email, name: 'Gesine Gone', roles: ['seller'], person: { name: 'Gesine Gone', jobTitle: 'CEO' }, items: [{ message: 'It is me' }] };
  await db.query(`INSERT INTO idempotency_key VALUES ('s', 'k', 'h', $1, now()), ('s', 'other', 'h', $2, now())`, [JSON.stringify(answer), JSON.stringify({ ...answer, email: 'lena@company.example' })]);
  await forget();
  const rows = await db.query<{ key: string; answer: object }>('SELECT key, answer FROM idempotency_key ORDER BY key');
  expect(rows).toEqual([
    { key: 'k', answer: { id: userId, email: 'erased@erased.invalid', name: 'erased', roles: ['seller'], person: { name: 'erased', jobTitle: 'erased' }, items: [{ message: 'erased' }] } },
    { key: 'other', answer: { ...answer, email: 'lena@company.example' } },
  ]);
});

test('of an erased person only a digest is kept, with the latest time', async () => {
  await forget();
  await within((tx) => new Erasure(options).forget(tx, { email, userId, erasedAt: new Date(0) }));
  const rows = await db.query<{ digest: string; erased_at: Date }>('SELECT digest, erased_at FROM erased_person');
  expect(rows).toMatchObject([{ digest: expect.stringMatching(/^[0-9a-f]{64}$/) }]);
  expect(rows[0]?.erased_at.getTime()).toBeGreaterThan(0);
});

test('who has no key cannot try a list of addresses; whoever was erased under the key before the present one is still known', async () => {
  await forget();
  const [row] = await db.query<{ digest: string }>('SELECT digest FROM erased_person');
  expect(row?.digest).not.toBe(createHash('sha256').update(email).digest('hex'));
  const known = (...erasureKeys: string[]) => within((tx) => new Erasure({ ...options, erasureKeys }).erasedSince(tx, email.toUpperCase(), new Date(0)));
  expect([await known('the present key'), await known('the next key', 'the present key'), await known('another key')]).toEqual([true, true, false]);
  await expect(known()).rejects.toThrow('erasureKeys are not set');
});
