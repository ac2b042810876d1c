import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { auditAnswer } from '#libs/contracts/http/identity';
import { audit } from '#libs/contracts/events/audit';
import { partners } from '#libs/contracts/events/partners';
import { users } from '#libs/contracts/events/users';
import { eventually } from '#libs/testing/eventually';
import { EventSender } from '#libs/testing/event-sender';
import { goodPassword, identityStage, type IdentityStage } from '#libs/testing/identity-stage';
import { AuditVerification } from '../audit-trail/audit-verification.ts';
import { identity } from '../service.ts';

// With the broker and the relay: what other services' events do to identity.

let stage: IdentityStage;
let sender: EventSender;

beforeAll(async () => {
  stage = await identityStage(identity);
  sender = new EventSender(stage.kafkaPrefix);
});
afterAll(async () => {
  await sender.close();
  await stage.stop();
});

const owner = () => ({ name: 'Ada Lovelace', email: `${randomUUID()}@cybertech.example`, locale: 'de' as const });
const approved = (person: ReturnType<typeof owner>, companyName = 'CyberTech Solutions') => ({
  applicationId: randomUUID(), reference: 'APP-7K3M-9QXD', companyName, country: 'US', tier: 'gold', owner: person, approvedAt: '2026-11-02T09:00:00Z',
});
const accepted = (person: ReturnType<typeof owner>, roles: ('owner' | 'seller')[] = ['seller']) => ({
  requestId: randomUUID(), companyName: 'CyberTech Solutions', person, roles, acceptedBy: randomUUID(), acceptedAt: '2026-11-02T09:00:00Z',
});
const eventsOf = async (type: string, email: string) => (await stage.events(type)).filter(({ data }) => data.email === email);
const handled = (email: string, type = 'user.invited.v1', count = 1) => eventually(async () => expect(await eventsOf(type, email)).toHaveLength(count));
const activate = async (email: string) => stage.client.post('/api/activation', { token: await stage.mailedToken(email), password: goodPassword });

test('approval opens the account of the owner, once, who activates and signs in', async () => {
  const [partnerId, person, id] = [randomUUID(), owner(), randomUUID()];
  await sender.send(partners, 'partner.approved.v1', partnerId, approved(person), { id, sequence: 1 });
  await sender.send(partners, 'partner.approved.v1', partnerId, approved(person), { id, sequence: 1 });
  await sender.send(partners, 'partner.snapshotted.v1', partnerId, { reference: 'PAR-7K3M-9QXD', companyName: 'CyberTech Solutions Inc', country: 'US', tier: 'gold', status: 'active', managerId: null, approvedAt: '2026-11-02T09:00:00Z' }, { sequence: 2 });
  await handled(person.email);
  expect((await eventsOf('user.invited.v1', person.email))[0]).toMatchObject({ data: { occasion: 'approval', roles: ['owner'], partnerId, companyName: 'CyberTech Solutions', locale: 'de', invitedBy: null } });
  expect(await activate(person.email)).toMatchObject({ status: 200 });
  await eventually(async () => expect((await stage.signIn(person.email)).body).toMatchObject({ partner: { id: partnerId, company: 'CyberTech Solutions Inc' } }));
  expect(await eventsOf('user.invited.v1', person.email)).toHaveLength(1);
});

test('an owner who was erased meanwhile gets no account, and is named nowhere; the company is known', async () => {
  const [partnerId, person] = [randomUUID(), owner()];
  await sender.send(users, 'person.erased.v1', randomUUID(), { email: person.email, erasedAt: '2026-11-02T09:30:00Z' });
  await eventually(async () => expect(await stage.database.query('SELECT FROM erased_person')).toHaveLength(1));
  await sender.send(partners, 'partner.approved.v1', partnerId, approved(person));
  await eventually(async () => expect(await stage.database.query('SELECT name FROM company WHERE id = $1', [partnerId])).toEqual([{ name: 'CyberTech Solutions' }]));
  expect(await stage.database.query('SELECT FROM user_account WHERE partner_id = $1', [partnerId])).toEqual([]);
  expect(await eventsOf('user.invited.v1', person.email)).toEqual([]);
});

test('a join request that an owner accepted opens an account, or widens the one there is', async () => {
  const [partnerId, first, colleague] = [randomUUID(), owner(), owner()];
  await sender.send(partners, 'partner.approved.v1', partnerId, approved(first));
  await sender.send(partners, 'partner.join_accepted.v1', partnerId, accepted(colleague));
  await handled(colleague.email);
  expect((await eventsOf('user.invited.v1', colleague.email))[0]).toMatchObject({ data: { occasion: 'invitation', roles: ['seller'], partnerId } });
  await activate(colleague.email);
  await sender.send(partners, 'partner.join_accepted.v1', partnerId, accepted(colleague, ['owner', 'seller']));
  await handled(colleague.email, 'user.changed.v1');
  expect((await eventsOf('user.changed.v1', colleague.email))[0]).toMatchObject({ data: { roles: ['owner', 'seller'], status: 'active' } });
  expect(await eventsOf('user.invited.v1', colleague.email)).toHaveLength(1);
});

test('an address that belongs elsewhere gets no account, takes none, and is told; the partner’s later events go on', async () => {
  const [partnerId, otherId, person, colleague] = [randomUUID(), randomUUID(), owner(), owner()];
  const vendor = await stage.person();
  await sender.send(partners, 'partner.approved.v1', partnerId, approved({ ...person, email: vendor.email }, 'Impostor Ltd'));
  await handled(vendor.email, 'user.account_refused.v1');
  expect((await eventsOf('user.account_refused.v1', vendor.email))[0]).toMatchObject({ subject: vendor.id, data: { partnerId, companyName: 'Impostor Ltd', occasion: 'approval', reason: 'address_in_use' } });
  await sender.send(partners, 'partner.join_accepted.v1', partnerId, accepted(colleague));
  await handled(colleague.email);
  await sender.send(partners, 'partner.approved.v1', otherId, approved(colleague));
  await handled(colleague.email, 'user.account_refused.v1');
  expect(await vendor.client.get('/api/session')).toMatchObject({ body: { user: { roles: ['admin'] }, partner: null } });
  const rescue = await vendor.client.post('/api/users', { email: owner().email, name: 'Right Owner', roles: ['owner'], partnerId });
  expect(rescue.status).toBe(201);
});

test('newer and broken events stop nothing: unknown types and fields are ignored, a wrong schema is parked with the reason', async () => {
  const [partnerId, brokenId, person] = [randomUUID(), randomUUID(), owner()];
  await sender.sendRaw(partners, 'partner.renamed.v9', partnerId, { anything: true });
  await sender.sendRaw(partners, 'partner.approved.v1', brokenId, { ...approved(owner()), country: 'Atlantis' });
  await sender.sendRaw(partners, 'partner.approved.v1', partnerId, { ...approved(person), novelty: 'yes' });
  await handled(person.email);
  await eventually(async () => {
    const parked = await stage.database.query<{ key: string; error: string }>('SELECT key, error FROM parked_event');
    expect(parked).toEqual([{ key: brokenId, error: expect.stringContaining('country') }]);
  });
});

test('facts of every service are chained, listed with filters, and intact', async () => {
  const [admin, subject, actor] = [await stage.person(), randomUUID(), randomUUID()];
  const fact = (number: number) => ({
    at: `2026-11-0${number}T09:00:00Z`, service: 'applications', actor: { kind: 'vendor' as const, id: actor }, action: `application.step_${number}`,
    subject: { kind: 'application', id: subject }, details: { number }, why: '{{7*7}} <script>',
  });
  for (const number of [1, 2, 3, 4]) await sender.send(audit, 'audit.recorded.v1', subject, fact(number));
  await sender.sendRaw(audit, 'audit.recorded.v2', subject, {});
  const list = async (query: Record<string, string | number>) => {
    const answer = await admin.client.get('/api/audit', { query });
    return auditAnswer.parse(answer.body).items.map(({ details }) => details.number);
  };
  await eventually(async () => expect(await list({ subject })).toEqual([4, 3, 2, 1]));
  expect(await list({ actor, action: 'application.step_2' })).toEqual([2]);
  expect(await list({ actor, action: 'application' })).toEqual([4, 3, 2, 1]);
  expect(await list({ actor, action: 'applic' })).toEqual([]);
  expect(await list({ subject, from: '2026-11-02', to: '2026-11-03' })).toEqual([3, 2]);
  expect(await list({ subject, from: '2026-11-03T09:00:01Z' })).toEqual([4]);
  const first = await admin.client.get('/api/audit', { query: { subject, limit: 3 } });
  expect(await list({ subject, limit: 3, cursor: auditAnswer.parse(first.body).nextCursor ?? '' })).toEqual([1]);
  expect(first.body.items[0]).toMatchObject({ service: 'applications', why: '{{7*7}} <script>', hash: expect.stringMatching(/^[0-9a-f]{64}$/) });
  expect(await admin.client.get('/api/audit', { query: { from: 'yesterday' } })).toMatchObject({ status: 422, body: { errors: [{ pointer: '/from' }] } });
  const seller = await stage.person({ roles: ['seller'], partnerId: randomUUID() });
  expect(await seller.client.get('/api/audit')).toMatchObject({ status: 403 });
  await eventually(async () => expect(await list({ subject: admin.id })).toHaveLength(2));
  await eventually(async () => expect(await list({ subject: seller.id, action: 'session.opened' })).toHaveLength(1));
  const [signIn] = auditAnswer.parse((await admin.client.get('/api/audit', { query: { subject: seller.id, action: 'session.opened' } })).body).items;
  expect([signIn?.actor, signIn?.subject]).toMatchObject([{ id: seller.id, name: 'Grace Hopper', company: 'CyberTech Solutions' }, { id: seller.id, name: 'Grace Hopper' }]);
  expect(first.body.items[0]).toMatchObject({ actor: { id: actor, name: null, company: null }, subject: { name: null } });
  expect(await stage.running.app.get(AuditVerification).verify()).toMatchObject({ intact: true });
});
