import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Client } from 'pg';
import { users } from '#libs/contracts/events/users';
import { SystemClock } from '#libs/database/clock';
import { RandomIds } from '#libs/database/ids';
import { Erasure } from '#libs/messaging/erasure';
import { Outbox } from '#libs/messaging/outbox';
import { RelaySignal } from '#libs/messaging/relay.signal';
import { Snapshots } from '#libs/messaging/snapshots';
import { eventually } from '#libs/testing/eventually';
import { startService, type StartedService } from '#libs/testing/start-service';
import { ErasureConsumer } from '../application/erasure.consumer.ts';
import { anApplication } from '../spec/an-application.ts';
import { applyAs, approve } from '../spec/apply.ts';
import { startApplications, type StartedApplications } from '../spec/start-applications.ts';
import { tellAgain } from './snapshots.ts';

let service: StartedApplications<StartedService>;
beforeAll(async () => {
  service = await startApplications(startService);
});
afterAll(() => service.stop());

test('republishing tells the present state of everything again, numbered after all that was told before', async () => {
  const [partner, open] = [await applyAs(service, anApplication()), await applyAs(service, anApplication())];
  const partnerId = await approve(service, partner);
  const outbox = new Outbox({ service: 'applications', brokers: [] }, new SystemClock(), new RandomIds(), new RelaySignal());
  expect(await tellAgain(new Snapshots(service.database.database, outbox, 'applications'))).toBe(3);
  const told = new Map((await service.events('application.snapshotted.v1')).map(({ aggregateId, data }) => [aggregateId, [data['status'], data['partnerId']]]));
  expect(told).toEqual(
    new Map([
      [partner.id, ['approved', partnerId]],
      [open.id, ['submitted', null]],
    ]),
  );
  expect(await service.events('partner.snapshotted.v1', partnerId)).toMatchObject([{ data: { tier: 'gold', status: 'active' } }]);
  const sequences = await service.database.query<{ sequence: string }>('SELECT sequence FROM outbox WHERE aggregateid = $1 AND aggregatetype = $2 ORDER BY seq', [partnerId, 'partners']);
  expect(sequences.map(({ sequence }) => Number(sequence))).toEqual(sequences.map((_, index) => index + 1));
});

test('an erased person is found nowhere, and an open application of theirs is withdrawn', async () => {
  const email = 'gone@company-gone.example';
  const applied = anApplication({ contact: { email, firstName: 'Gesine', lastName: 'Gone' }, goals: { tier: 'gold', goals: 'Gesine wants to grow' } });
  const decided = await applyAs(service, applied);
  await service.database.query(`UPDATE application SET statement = 'Gesine is somebody else' WHERE id = $1`, [decided.id]);
  await service.client.as('admin').post(`/api/applications/${decided.id}/review`);
  await service.client.as('admin').post(`/api/applications/${decided.id}/more-info`, { question: 'Is Gesine Gone your real name?' });
  await service.client.post(`${decided.statusPath}/answer`, { answer: 'Ask Gesine' }, { headers: { 'idempotency-key': 'the answer' } });
  await service.client.as('admin').post(`/api/applications/${decided.id}/more-info`, { question: 'Gesine?' });
  const event = { id: 'e', type: 'person.erased.v1' as const, source: '/services/identity', subject: 's', time: '2026-11-02T09:00:00Z', data: users.events['person.erased.v1'].data.parse({ email, erasedAt: '2026-11-02T09:00:00Z' }) };
  await service.database.database.inTransaction({ kind: 'system', name: 'applications.consumer' }, (tx) => service.running.app.get(ErasureConsumer).forgetPerson(event, tx));
  const text = JSON.stringify([
    await service.database.query('SELECT * FROM application WHERE id = $1', [decided.id]),
    await service.database.query('SELECT * FROM application_question'),
    await service.database.query('SELECT * FROM application_history'),
    await service.database.query(`SELECT * FROM idempotency_key WHERE key = 'the answer'`),
  ]);
  expect(text).not.toMatch(/gesine/i);
  expect(text).not.toContain(email);
  expect(text).toContain('"status":"withdrawn"');
});

test('a person who asked to join and is erased while that is looked into stays nowhere', async () => {
  const application = await applyAs(service, anApplication());
  const partnerId = await approve(service, application);
  const { legalName, website, country } = application.body.company;
  const email = 'hugo.hush@gmail.com';
  const system = { kind: 'system', name: 'spec' } as const;
  const event = { id: 'e', type: 'person.erased.v1' as const, source: '/services/identity', subject: 's', time: '2026-11-02T09:00:00Z', data: users.events['person.erased.v1'].data.parse({ email, erasedAt: '2026-11-02T09:00:00Z' }) };
  const holdsTheSweepBack = new Client({ connectionString: service.database.ownerUrl });
  await holdsTheSweepBack.connect();
  await holdsTheSweepBack.query("SELECT pg_advisory_lock(hashtextextended('applications.join-asking', 4712))");
  expect((await service.client.post('/api/partners/join-requests', { company: { legalName, website, country }, contact: { ...application.body.contact, firstName: 'Hugo', email } })).status).toBe(202);
  await service.database.database.inTransaction(system, async (tx) => {
    await service.running.app.get(Erasure).forget(tx, { email, userId: randomUUID(), erasedAt: new Date() });
    await service.running.app.get(ErasureConsumer).forgetPerson(event, tx);
    await holdsTheSweepBack.end();
    await sleep(1_500);
  });
  await eventually(async () => expect(await service.database.query('SELECT FROM join_asking')).toEqual([]));
  expect(await service.database.query('SELECT FROM join_request WHERE partner_id = $1', [partnerId])).toEqual([]);
  expect(await service.events('partner.join_requested.v1', partnerId)).toEqual([]);
});
