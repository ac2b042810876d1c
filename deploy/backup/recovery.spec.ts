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
import { placesAt } from './moment.ts';
import type { From } from './places.ts';
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
const recover = (restored: readonly string[], { from = places, acceptGap = false, onLost = () => undefined }: { from?: From; acceptGap?: boolean; onLost?: (events: readonly Head[]) => void } = {}) =>
  recoverAt({ kafka: { brokers: testBrokers(), topicPrefix: prefix }, databaseUrl: superuserUrl }, { restored, from, acceptGap }, onLost);

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

const idsOf = (known: Record<string, Set<string>>) => Object.fromEntries(Object.entries(known).map(([service, ids]) => [service, [...ids]]));

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
  const outcome = await recover(['applications', 'identity'], { onLost: (events) => named.push(...events.map(({ id }) => id)) });
  expect(named.toSorted()).toEqual(lost.map(({ id }) => id).toSorted());
  const fenced = [review, approval, newcomer].map(({ id }) => id).toSorted();
  for (const service of services) expect(await inboxOf(databaseOf(service), service)).toEqual(fenced);
  expect(idsOf(outcome.known)).toEqual({ identity: [], applications: [], leads: [review.id], notifications: [], commissions: [] });
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

test('a run that was cut short before the owners counted on is repeated: what it fenced itself, no service counts as handled before', async () => {
  await shared.query(`UPDATE outbox_sequence SET last = 1 WHERE topic = 'applications' AND aggregate_id = 'a1'`);
  const outcome = await recover(['applications']);
  expect(outcome.lost.map(({ id }) => id).toSorted()).toEqual([review.id, approval.id].toSorted());
  expect(idsOf(outcome.known)).toEqual({ identity: [], applications: [], leads: [review.id], notifications: [], commissions: [] });
});

test('sessions of the restored identity have ended, and links that may have been used or replaced since are no good', async () => {
  const people = await identityDatabase.query<{ id: string; email: string }>(
    `INSERT INTO user_account (id, email, name, locale, roles, status, invited_at) SELECT gen_random_uuid(), n || '@vendor.example', 'Ada', 'en', '{admin}', 'active', now() FROM unnest('{ada,bea}'::text[]) AS n RETURNING id, email`,
  );
  const [ada, bea] = ['ada', 'bea'].map((name) => people.find(({ email }) => email.startsWith(name))?.id ?? '');
  await identityDatabase.query(`INSERT INTO session (id, user_id, opened_at, last_used_at, idle_until, ends_at) VALUES (gen_random_uuid(), $1, now(), now(), now() + interval '1 hour', now() + interval '1 day')`, [ada]);
  await identityDatabase.query(
    `INSERT INTO mailed_link (id, user_id, purpose, token_hash, created_at, expires_at) SELECT gen_random_uuid(), u, p, sha256(convert_to(u::text || p, 'UTF8')), now(), now() + interval '1 day'
       FROM (VALUES ($1::uuid, 'activation'), ($2::uuid, 'activation'), ($2::uuid, 'password_reset')) AS l(u, p)`,
    [ada, bea],
  );
  await send([told('users', 'identity', 'user.activated.v1', ada ?? '', 1)]);
  const outcome = await recover(['identity']);
  expect([outcome.sessionsEnded, outcome.linksRevoked]).toEqual([1, 2]);
  expect(await identityDatabase.query('SELECT end_reason FROM session')).toEqual([{ end_reason: 'expired' }]);
  expect(await identityDatabase.query('SELECT user_id AS id, purpose FROM mailed_link WHERE revoked_at IS NULL')).toEqual([{ id: bea, purpose: 'activation' }]);
});

test('a topic that was declared after the backup is read as a whole', async () => {
  const { deals: _, ...ends } = places.ends;
  const outcome = await recover(['leads'], { from: { ends, groups: places.groups } });
  expect(outcome.lost.map(({ subject }) => subject)).toEqual(['d1']);
});

test('no consumer goes forward: what it has not read, nobody else keeps for it', async () => {
  const { ends } = await kafka().read([]);
  const begun = Object.fromEntries(Object.entries(ends['crm'] ?? {}).map(([partition, end]) => [partition, end === '0' ? '0' : String(BigInt(end) - 1n)]));
  await kafka().set('leads', { crm: begun });
  const outcome = await recover(['leads'], { from: { ends, groups: { leads: { crm: ends['crm'] ?? {} } } } });
  expect((await kafka().read(['leads'])).groups['leads']?.['crm']).toEqual(begun);
  expect(outcome.again['leads']).toBeGreaterThan(0);
});

test('at a time, what was told begins an hour earlier, and the consumers at the beginning unless somebody knows how far behind they were', async () => {
  const { ends } = await kafka().read([]);
  const beginnings = await kafka().beginnings();
  await kafka().set('leads', { crm: ends['crm'] ?? {} });
  const inTwoHours = new Date(Date.now() + 2 * 3_600_000);
  const unknown = await placesAt(kafka(), inTwoHours, undefined);
  expect([unknown.ends['crm'], unknown.groups['leads']?.['crm'], unknown.unsure]).toEqual([ends['crm'], beginnings['crm'], []]);
  expect((await placesAt(kafka(), inTwoHours, 0)).groups['leads']?.['crm']).toEqual(ends['crm']);
  expect((await placesAt(kafka(), inTwoHours, 3)).groups['leads']?.['crm']).toEqual(beginnings['crm']);
});

test('again, it finds nothing more and changes nothing', async () => {
  const inboxes = await inboxOf(shared, 'commissions');
  const outcome = await recover(['applications']);
  expect(outcome.lost).toEqual([]);
  expect(await inboxOf(shared, 'commissions')).toEqual(inboxes);
});

test('where the broker has deleted what would have to be read, nothing happens; unless that is accepted, and then owners count far on', async () => {
  const { ends } = await kafka().read([]);
  const admin = new KafkaClient({ brokers: testBrokers(), topicPrefix: prefix }).admin();
  await admin.connect();
  const [partition = ''] = Object.entries(ends['crm'] ?? {}).find(([, end]) => BigInt(end) > 0n) ?? [];
  // So that kafkajs knows the topic when it looks for its leader.
  await admin.fetchTopicOffsets(`${prefix}crm`);
  await admin.deleteTopicRecords({ topic: `${prefix}crm`, partitions: [{ partition: Number(partition), offset: ends['crm']?.[partition] ?? '' }] });
  await admin.disconnect();
  const counters = () => shared.query<{ last: string }>('SELECT last FROM outbox_sequence ORDER BY topic, aggregate_id');
  const before = await counters();
  const from = { ends: places.ends, groups: { applications: { crm: { [partition]: '0' } } } };
  await expect(recover(['applications'], { from })).rejects.toThrow(`no longer has all records since then of crm/${partition}.`);
  await expect(recover(['notifications'], { from: { ends, groups: {}, unsure: ['deals'] } })).rejects.toThrow('of deals.');
  expect(await counters()).toEqual(before);
  await recover(['applications'], { from, acceptGap: true });
  expect(await counters()).toEqual(before.map(({ last }) => ({ last: String(BigInt(last) + 1_000_000_000n) })));
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
