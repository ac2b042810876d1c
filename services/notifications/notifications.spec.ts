import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { applications } from '#libs/contracts/events/applications';
import { partners } from '#libs/contracts/events/partners';
import { users } from '#libs/contracts/events/users';
import type { Role } from '#libs/contracts/permissions';
import { eventually } from '#libs/testing/eventually';
import { notificationsStage, type NotificationsStage } from '#libs/testing/notifications-stage';
import { notifications } from './service.ts';

jest.setTimeout(60_000);
const patience = { timeoutMs: 30_000 };
const token = 'bearer-token-that-nobody-may-see';
const applicant = { name: 'Ada Lovelace', email: 'ada@cybertech.example', locale: 'de' as const };
const named = { reference: 'APP-7K3M-9QXD', companyName: 'CyberTech Solutions' };
const at = '2026-11-22T09:00:00.000Z';
const due = '2026-11-24T09:00:00.000Z';
/** The service runs by the real clock, and would not send a link that has ended. */
const tomorrow = new Date(Date.now() + 86_400_000).toISOString();

let stage: NotificationsStage;
beforeAll(async () => {
  stage = await notificationsStage(notifications);
});
afterAll(() => stage.stop());
beforeEach(async () => {
  await eventually(async () => {
    if ((await stage.database.query(`SELECT 1 FROM delivery WHERE status = 'due'`)).length > 0) throw new Error('mails of the test before are still due');
  }, patience);
  await stage.database.query('TRUNCATE delivery, recipient, feed_entry, erased_person, parked_event, parked_key');
  stage.inbox.mails.length = 0;
  stage.inbox.behaviour = {};
});

const mailsTo = (address: string) => stage.inbox.to(address).map(({ mail }) => mail.subject);
const settled = (count: number) =>
  eventually(async () => expect(await stage.database.query(`SELECT 1 FROM delivery WHERE status = 'sent'`)).toHaveLength(count), patience);
/** Topics have consumers of their own: what was published first may be handled last. */
const handled = (eventId: string) => eventually(async () => expect(await stage.database.query('SELECT FROM inbox WHERE event_id = $1', [eventId])).toHaveLength(1), patience);
const link = () => stage.seal(`http://localhost:3000/application-status#token=${token}`);

async function person(name: string, roles: Role[], over: { partnerId?: string; notifications?: { mail: boolean; feed: boolean }; sequence?: number } = {}): Promise<{ id: string; email: string }> {
  const id = randomUUID();
  const email = `${name}@vendor.example`;
  const { partnerId = null, notifications: wishes, sequence = 2 } = over;
  const data = { name, email, locale: 'en' as const, roles, partnerId, activatedAt: at, ...(wishes ? { notifications: wishes } : {}) };
  await stage.publish(users, 'user.activated.v1', id, data, { sequence });
  await eventually(async () => expect(await stage.database.query('SELECT 1 FROM recipient WHERE user_id = $1 AND sequence = $2', [id, sequence])).toHaveLength(1), patience);
  return { id, email };
}

async function submit(over: { id?: string } = {}): Promise<string> {
  const data = { ...named, applicant, statusLink: await link(), country: 'US', tierAskedFor: 'gold', tierAskedForName: { en: 'Gold Partner', de: 'Gold-Partner' }, tierQualifiedFor: null, submittedAt: at, decisionDueAt: due };
  return stage.publish(applications, 'application.submitted.v1', randomUUID(), data, over);
}

describe('an application that came in', () => {
  test('is confirmed to the applicant, in their language, and told to the team by mail and feed', async () => {
    const admin = await person('admin', ['admin']);
    await person('finance', ['finance']);
    await submit();
    await settled(2);
    expect(mailsTo(applicant.email)).toEqual(['Ihre Bewerbung APP-7K3M-9QXD ist eingegangen']);
    expect(stage.inbox.to(applicant.email)[0]?.mail.text).toContain(`#token=${token}`);
    expect(mailsTo(admin.email)).toEqual(['New application APP-7K3M-9QXD: CyberTech Solutions']);
    expect(stage.inbox.to(admin.email)[0]?.mail.text).toContain('Tier asked for: Gold Partner');
    expect(await stage.database.query('SELECT recipient_id, kind FROM feed_entry')).toEqual([{ recipient_id: admin.id, kind: 'application-received-team' }]);
  });

  test('is mailed once, however often the event comes', async () => {
    const id = randomUUID();
    const data = { ...named, applicant, statusLink: await link(), submittedAt: at };
    for (let n = 0; n < 5; n += 1) await stage.publish(applications, 'application.contested.v1', 'a1', data, { id });
    const last = await stage.publish(applications, 'application.withdrawn.v1', 'a1', { ...named, withdrawnAt: at });
    await settled(1);
    await handled(last);
    expect(stage.inbox.mails).toHaveLength(1);
  });

  test('leaves its link in no table and no log', async () => {
    await submit();
    await settled(1);
    const tables = ['delivery', 'feed_entry', 'inbox', 'outbox', 'parked_event'];
    for (const table of tables) expect(JSON.stringify(await stage.database.query(`SELECT * FROM ${table}`))).not.toContain(token);
    expect(stage.logText()).not.toContain(token);
    expect(stage.logText()).not.toContain(applicant.email);
  });

  test('where nobody is in the team yet, is counted and said', async () => {
    await submit();
    await settled(1);
    const metrics = await (await fetch(`${stage.managementUrl}/metrics`)).text();
    expect(metrics).toMatch(/notices_unaddressed_total\{template="application-received-team",service="notifications"\} [1-9]/);
    expect(stage.logText()).toContain('TEAM_MAILBOX');
  });
});

describe('people', () => {
  test('get their links whatever they prefer, but no other mail that they do not want', async () => {
    const wishes = { mail: false, feed: true };
    const reviewer = await person('reviewer', ['reviewer'], { notifications: wishes });
    await submit();
    await stage.publish(users, 'user.password_reset_requested.v1', reviewer.id, { name: 'reviewer', email: reviewer.email, locale: 'en', link: await link(), expiresAt: tomorrow });
    await settled(2);
    expect(mailsTo(reviewer.email)).toEqual(['Set a new password']);
    expect(await stage.database.query('SELECT kind FROM feed_entry')).toEqual([{ kind: 'application-received-team' }]);
  });

  test('are known by their newest event, whatever the order', async () => {
    const { id } = await person('grace', ['reviewer'], { sequence: 5 });
    const old = { name: 'grace', email: 'old@vendor.example', locale: 'en' as const, roles: ['reviewer' as const], partnerId: null, status: 'disabled' as const };
    await stage.publish(users, 'user.snapshotted.v1', id, old, { sequence: 4 });
    await stage.publish(users, 'user.changed.v1', id, { ...old, email: 'new@vendor.example', status: 'active', locale: 'de', changedAt: at }, { sequence: 6 });
    await eventually(async () => expect(await stage.database.query('SELECT email, locale, status FROM recipient')).toEqual([{ email: 'new@vendor.example', locale: 'de', status: 'active' }]), patience);
  });

  test('are invited, in three ways', async () => {
    for (const [occasion, companyName] of [['approval', 'CyberTech'], ['invitation', null], ['reissue', 'CyberTech']] as const) {
      const data = { ...applicant, locale: 'en' as const, link: await link(), expiresAt: tomorrow, roles: ['owner' as const], partnerId: null, companyName, occasion, invitedBy: null };
      await stage.publish(users, 'user.invited.v1', randomUUID(), data, { sequence: 1 });
    }
    await settled(3);
    expect(new Set(mailsTo(applicant.email))).toEqual(new Set(['Open the account of CyberTech', 'You are invited to the partner programme', 'Your new activation link']));
  });

  test('who are erased leave no name and no address', async () => {
    const { id, email } = await person('grace', ['reviewer']);
    await submit();
    await settled(2);
    await stage.publish(users, 'person.erased.v1', id, { email, erasedAt: at }, { sequence: 3 });
    await eventually(async () => expect(await stage.database.query('SELECT status FROM recipient')).toEqual([{ status: 'erased' }]), patience);
    for (const table of ['recipient', 'delivery', 'feed_entry']) expect(JSON.stringify(await stage.database.query(`SELECT * FROM ${table}`))).not.toMatch(/grace/i);
    const late = await stage.publish(users, 'user.snapshotted.v1', id, { name: 'grace', email, locale: 'en', roles: ['reviewer'], partnerId: null, status: 'active' }, { sequence: 2 });
    await handled(late);
    await submit();
    await settled(3);
    expect(await stage.database.query('SELECT email FROM recipient')).toEqual([{ email: null }]);
  });
});

describe('somebody who was erased', () => {
  const gone = { name: 'Gesine Gone', email: 'gesine@gone.example', locale: 'en' as const };
  const erasedAt = Date.now();
  const contest = async (key: string, time = new Date(erasedAt - 1000).toISOString()) => stage.publish(applications, 'application.contested.v1', key, { ...named, applicant: gone, statusLink: await link(), submittedAt: at }, { time });

  test('is not brought back by an event that comes late, whether it is handled or parked; who applies again is written to', async () => {
    await handled(await stage.publish(users, 'person.erased.v1', randomUUID(), { email: gone.email, erasedAt: new Date(erasedAt).toISOString() }));
    const [taken, held] = [randomUUID(), randomUUID()];
    await contest(taken);
    await stage.publish(applications, 'application.withdrawn.v1', taken, { ...named, withdrawnAt: at });
    await stage.publishRaw('applications', 'application.withdrawn.v1', held, { ...named, withdrawnAt: 'not a time' });
    await contest(held);
    const parked = () => stage.database.query<{ text: string }>(`SELECT convert_from(record_value, 'UTF8') AS text FROM parked_event WHERE key = $1`, [held]);
    await eventually(async () => expect(await parked()).toHaveLength(2), patience);
    expect(JSON.stringify(await parked())).not.toMatch(/gesine/i);
    await contest(randomUUID(), new Date(erasedAt + 1).toISOString());
    await settled(1);
    expect(stage.inbox.mails).toHaveLength(1);
    expect(mailsTo(gone.email)).toHaveLength(1);
  });
});

describe('a request to join', () => {
  const asked = { requestId: randomUUID(), companyName: 'CyberTech', person: { name: 'Grace', email: 'grace@cybertech.example', locale: 'en' as const, jobTitle: 'Engineer' }, message: 'Hello', requestedAt: at };

  test("reaches the partner's owners", async () => {
    const partnerId = randomUUID();
    const owner = await person('owner', ['owner'], { partnerId });
    await person('seller', ['seller'], { partnerId });
    await person('stranger', ['owner'], { partnerId: randomUUID() });
    await stage.publish(partners, 'partner.join_requested.v1', partnerId, asked);
    await settled(1);
    expect(mailsTo(owner.email)).toEqual(['Somebody asks to join the account of CyberTech']);
    expect(stage.inbox.mails[0]?.mail.text).toContain('http://localhost:3000/join-requests');
    expect(await stage.database.query('SELECT recipient_id FROM feed_entry')).toEqual([{ recipient_id: owner.id }]);
  });

  test('that was declined is told to the person alone, in their language, without a way into the account', async () => {
    const partnerId = randomUUID();
    await person('owner', ['owner'], { partnerId });
    const grace = { ...asked.person, locale: 'de' as const };
    await stage.publish(partners, 'partner.join_declined.v1', partnerId, { requestId: asked.requestId, companyName: asked.companyName, person: grace, declinedAt: at });
    await settled(1);
    expect(stage.inbox.mails).toHaveLength(1);
    expect(mailsTo(grace.email)).toEqual(['Ihre Anfrage an CyberTech']);
    expect(stage.inbox.mails[0]?.mail.text).toContain('Ihre Anfrage wurde abgelehnt');
    expect(stage.inbox.mails[0]?.mail.text).not.toContain('http');
    expect(await stage.database.query('SELECT 1 FROM feed_entry')).toEqual([]);
  });

  test('of a company without owners reaches the team', async () => {
    const admin = await person('admin', ['admin']);
    await stage.publish(partners, 'partner.join_requested.v1', randomUUID(), asked);
    await settled(1);
    expect(mailsTo(admin.email)).toHaveLength(1);
  });
});

describe('the clock of a review', () => {
  test('warns the reviewer half-way and late, and escalates to the admins', async () => {
    const [reviewer, admin] = [await person('reviewer', ['reviewer']), await person('admin', ['admin'])];
    await person('manager', ['partner_manager']);
    const clock = { ...named, reviewerId: reviewer.id, decisionDueAt: due };
    for (const percent of [50, 80] as const) await stage.publish(applications, 'application.clock_warned.v1', 'a1', { ...clock, percent });
    await stage.publish(applications, 'application.overdue.v1', 'a1', clock);
    await settled(4);
    expect(new Set(mailsTo(reviewer.email))).toEqual(new Set(['50% of the time used', '80% of the time used', 'Overdue'].map((what) => `${what}: APP-7K3M-9QXD, CyberTech Solutions`)));
    const headings = stage.inbox.to(reviewer.email).flatMap(({ mail }) => /Half of the review time is used|The review is running late/.exec(String(mail.text)) ?? []);
    expect(new Set(headings)).toEqual(new Set(['Half of the review time is used', 'The review is running late']));
    expect(mailsTo(admin.email)).toEqual(['Overdue: APP-7K3M-9QXD, CyberTech Solutions']);
  });
});

describe('a newer producer', () => {
  test('may add fields and events: they are ignored, nothing is parked', async () => {
    const { id } = await person('admin', ['admin']);
    for (const topic of ['applications', 'partners', 'users']) await stage.publishRaw(topic, 'thing.invented.v9', id, { what: 'ever' });
    await stage.publishRaw('applications', 'application.withdrawn.v1', id, { ...named, withdrawnAt: at, mood: 'sad', nested: { deep: [1] } });
    await settled(1);
    expect(await stage.database.query('SELECT 1 FROM parked_event')).toEqual([]);
  });
});

describe('a mail server that goes down', () => {
  test('gets everything when it is back', async () => {
    await stage.inbox.stop();
    for (let n = 0; n < 5; n += 1) await submit();
    await eventually(async () => expect(await stage.database.query('SELECT 1 FROM delivery WHERE attempts > 0')).not.toEqual([]), patience);
    await stage.inbox.start();
    await settled(5);
    expect(mailsTo(applicant.email)).toHaveLength(5);
    expect(await stage.database.query('SELECT 1 FROM delivery WHERE repeats > 0')).toEqual([]);
  });
});
