import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { topics as contracts } from '#libs/contracts/events/all';
import { KafkaClient } from '#libs/messaging/kafka.client';
import type { Head } from '#libs/messaging/topic.heads';
import { TopicPlaces, type Places } from '#libs/messaging/topic.places';
import { messagingDatabase } from '#libs/testing/messaging-app';
import { testTopics, testBrokers } from '#libs/testing/start-service';
import { testDatabase, type TestDatabase } from '#libs/testing/test-database';
import { adminUrl } from '#libs/testing/test-template';
import { identity } from '../../services/identity/service.ts';
import { services } from './config.ts';
import { recover as recoverAt } from './recovery.ts';

jest.setTimeout(60_000);
const topics = contracts.map(({ name }) => name);
let shared: TestDatabase;
let identityDatabase: TestDatabase;
let prefix: string;
let places: Places;

/** All but identity keep their inboxes and outboxes apart by name, so that one database can stand for them. */
beforeAll(async () => {
  [shared, identityDatabase, prefix] = await Promise.all([messagingDatabase(), testDatabase(identity), testTopics()]);
});
afterAll(async () => {
  await Promise.all([shared?.drop(), identityDatabase?.drop()]);
});

const databaseOf = (service: string): TestDatabase => (service === 'identity' ? identityDatabase : shared);
/** As an operator's superuser, whom row-level security does not bind. */
const superuserUrl = (service: string): string => Object.assign(new URL(adminUrl()), { pathname: new URL(databaseOf(service).url).pathname }).toString();
const recover = (restored: readonly string[], onLost: (events: readonly Head[]) => void = () => undefined) =>
  recoverAt({ kafka: { brokers: testBrokers(), topicPrefix: prefix }, databaseUrl: superuserUrl }, restored, places, onLost);

interface Told {
  readonly topic: string;
  readonly source: string;
  readonly type: string;
  readonly subject: string;
  readonly sequence: number;
  readonly id: string;
}
const told = (topic: string, source: string, type: string, subject: string, sequence: number): Told => ({ topic, source: `/services/${source}`, type, subject, sequence, id: randomUUID() });

async function send(events: readonly Told[]): Promise<void> {
  const client = new KafkaClient({ brokers: testBrokers(), topicPrefix: prefix });
  const producer = client.producer();
  await producer.connect();
  for (const { topic, id, source, type, subject, sequence } of events) {
    const headers = { ce_specversion: '1.0', ce_id: id, ce_source: source, ce_type: type, ce_subject: subject, ce_sequence: String(sequence), ce_time: new Date().toISOString() };
    await producer.send({ topic: client.prefixed(topic), messages: [{ key: subject, value: '{}', headers }] });
  }
  await producer.disconnect();
}

const kafka = (): TopicPlaces => new TopicPlaces({ brokers: testBrokers(), topicPrefix: prefix }, topics);
const inboxOf = async (database: TestDatabase, consumer: string) => (await database.query<{ id: string }>('SELECT event_id AS id FROM inbox WHERE consumer = $1', [consumer])).map(({ id }) => id).toSorted();

const before = [told('applications', 'applications', 'application.submitted.v1', 'a1', 1), told('crm', 'https://crm.example', 'invoice.paid.v1', '', 0)];
const review = told('applications', 'applications', 'application.review_started.v1', 'a1', 2);
const approval = told('applications', 'applications', 'application.approved.v1', 'a1', 3);
const newcomer = told('applications', 'applications', 'application.submitted.v1', 'a2', 1);
const fact = told('audit', 'applications', 'audit.recorded.v1', 'a1', 1);
const erasure = told('users', 'identity', 'person.erased.v1', 'someone', 1);
const waiting = told('partners', 'applications', 'partner.approved.v1', 'p1', 1);
const foreign = [told('deals', 'leads', 'deal.registered.v1', 'd1', 1), told('crm', 'https://crm.example', 'invoice.paid.v1', '', 0)];
const lost = [review, approval, newcomer, fact, erasure];

test('what others heard after the backup is named and handled by nobody; what was told before, by outsiders and by those who were not restored is handled', async () => {
  await send(before);
  await kafka().set('applications', { crm: { 0: '0' }, users: { 0: '0' } });
  places = await kafka().read(services);
  // As the backup has it: of a1 one event was told, and p1's waits in the outbox.
  await shared.query(`INSERT INTO outbox_sequence (topic, aggregate_id, last) VALUES ('applications', 'a1', 1), ('partners', 'p1', 1)`);
  await shared.query(`INSERT INTO inbox (consumer, source, event_id) VALUES ('leads', '/services/applications', $1)`, [review.id]);
  await send([...lost, waiting, ...foreign, newcomer]);
  await kafka().set('applications', (await kafka().read([])).ends);

  const named: string[] = [];
  const outcome = await recover(['applications', 'identity'], (events) => named.push(...events.map(({ id }) => id)));
  expect(named.toSorted()).toEqual(lost.map(({ id }) => id).toSorted());
  const fenced = [review, approval, newcomer].map(({ id }) => id).toSorted();
  for (const service of services) expect(await inboxOf(databaseOf(service), service)).toEqual(fenced);
  expect(Object.fromEntries(Object.entries(outcome.known).map(([service, ids]) => [service, [...ids]]))).toEqual({ identity: [], applications: [], leads: [review.id], notifications: [], commissions: [] });
  expect(outcome.erasures.map(({ id }) => id)).toEqual([erasure.id]);
});

test('the consumers go on from where they were then, and from the beginning of what they had not read', async () => {
  const { groups, ends } = await kafka().read(['applications']);
  expect(groups['applications']?.['crm']).toMatchObject(places.groups['applications']?.['crm'] ?? {});
  expect(Object.values(groups['applications']?.['applications'] ?? {}).every((offset) => offset === '0')).toBe(true);
  expect(Object.values(ends['applications'] ?? {}).some((offset) => offset !== '0')).toBe(true);
});

test('what is told from now on counts on from what others have seen', async () => {
  await shared.query(`SELECT outbox_append_one($1, 'applications', 'a1', 'application.rejected.v1', '{}', '{}', 1), outbox_append_one($2, 'applications', 'a2', 'application.submitted.v1', '{}', '{}', 1)`, [randomUUID(), randomUUID()]);
  expect(await shared.query('SELECT aggregateid AS subject, sequence FROM outbox ORDER BY aggregateid')).toEqual([{ subject: 'a1', sequence: '4' }, { subject: 'a2', sequence: '2' }]);
});

test('sessions of the restored identity have ended', async () => {
  await identityDatabase.query(`INSERT INTO user_account (id, email, name, locale, roles, status, invited_at) VALUES (gen_random_uuid(), 'ada@vendor.example', 'Ada', 'en', '{admin}', 'active', now())`);
  await identityDatabase.query(`INSERT INTO session (id, user_id, opened_at, last_used_at, idle_until, ends_at) SELECT gen_random_uuid(), id, now(), now(), now() + interval '1 hour', now() + interval '1 day' FROM user_account`);
  const outcome = await recover(['identity']);
  expect(outcome.sessionsEnded).toBe(1);
  expect(await identityDatabase.query('SELECT end_reason FROM session')).toEqual([{ end_reason: 'expired' }]);
});

test('again, it finds nothing more and changes nothing', async () => {
  const inboxes = await inboxOf(shared, 'commissions');
  const outcome = await recover(['applications']);
  expect(outcome.lost).toEqual([]);
  expect(await inboxOf(shared, 'commissions')).toEqual(inboxes);
});

test('nothing happens while a service runs', async () => {
  const consumer = new KafkaClient({ brokers: testBrokers(), topicPrefix: prefix }).consumer('leads', 10_000);
  await consumer.connect();
  await consumer.subscribe({ topics: [`${prefix}crm`] });
  const joined = new Promise<void>((resolve) => consumer.on(consumer.events.GROUP_JOIN, () => resolve()));
  await consumer.run({ eachMessage: () => Promise.resolve() });
  await joined;
  await expect(kafka().untilNobodyReads(services, 0)).rejects.toThrow('leads still runs');
  await consumer.disconnect();
});
