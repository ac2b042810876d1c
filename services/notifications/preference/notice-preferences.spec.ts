import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { noticePreferencesAnswer } from '#libs/contracts/http/notifications';
import { deals } from '#libs/contracts/events/deals';
import { users } from '#libs/contracts/events/users';
import { Sweeper } from '#libs/database/due';
import { eventually } from '#libs/testing/eventually';
import { FixedClock } from '#libs/testing/fixed-clock';
import { notificationsStage, type NotificationsStage } from '#libs/testing/notifications-stage';
import { userIdOf } from '#libs/testing/test-tokens';
import { nextSummary } from '../digest/morning.ts';
import { notifications } from '../service.ts';

jest.setTimeout(60_000);
const clock = new FixedClock('2026-11-22T15:00:00Z');
const [partnerId, sellerId] = [userIdOf('partner'), userIdOf('Sam')];
const time = '2026-11-22T15:00:00Z';
let stage: NotificationsStage;
beforeAll(async () => {
  stage = await notificationsStage(notifications, { clock, env: { PROGRAMME_TIME_ZONE: 'Europe/Berlin' } });
  await person('Sam', { roles: ['seller'] });
  await eventually(async () => expect(await stage.database.query('SELECT FROM recipient')).toHaveLength(1));
});
afterAll(() => stage.stop());

const person = (name: string, { roles }: { roles: ('seller' | 'owner')[] }) =>
  stage.publish(users, 'user.activated.v1', userIdOf(name), { name, email: `${name.toLowerCase()}@partner.example`, locale: 'en', roles, partnerId, activatedAt: time }, { sequence: 1, time });
const sam = () => stage.client.asPartner(partnerId, 'seller', 'Sam');
const choose = (items: object[]) => sam().patch('/api/notifications/preferences', { items });
let number = 0;
/** A deal that queues is told to its seller: by which ways, is what these are about. */
async function queueDeal(): Promise<string> {
  number += 1;
  const id = `event-${number}`;
  const data = { reference: `DEAL-${number}`, partnerId, companyName: 'Alfa Ltd', account: { id: userIdOf('account'), name: `Customer ${number}`, country: 'US' }, productFamilies: ['cloud-scanner'], source: { kind: 'registration' as const }, sellerId, queuedAt: time };
  await stage.publish(deals, 'deal.queued.v1', userIdOf(`deal ${number}`), data, { id, time });
  await eventually(async () => expect(await stage.database.query('SELECT FROM inbox WHERE event_id = $1', [id])).toHaveLength(1));
  return id;
}
const told = async (eventId: string) => ({
  mails: (await stage.database.query('SELECT FROM delivery WHERE event_id = $1', [eventId])).length,
  feed: (await stage.database.query('SELECT FROM feed_entry WHERE event_id = $1', [eventId])).length,
  waiting: (await stage.database.query('SELECT FROM mail_digest WHERE event_id = $1', [eventId])).length,
});
const mine = async () => (await sam().get('/api/notifications/preferences')).as(noticePreferencesAnswer).items;

test('as usual, everything that can reach a person comes at once by both ways, and nothing else is asked about', async () => {
  expect(await mine()).toEqual([{ kind: 'deals', mail: 'at_once', feed: true }, { kind: 'deal_reminders', mail: 'at_once', feed: true }]);
  const kindsOf = async (answer: Promise<{ as: (schema: typeof noticePreferencesAnswer) => { items: { kind: string }[] } }>) => (await answer).as(noticePreferencesAnswer).items.map(({ kind }) => kind);
  expect(await kindsOf(stage.client.asPartner(partnerId, 'owner', 'Olga').get('/api/notifications/preferences'))).toEqual(['deals', 'deal_reminders', 'commission', 'colleagues']);
  expect(await kindsOf(stage.client.as('reviewer').get('/api/notifications/preferences'))).toEqual(['applications', 'deadlines', 'deal_reviews', 'colleagues']);
  expect(await kindsOf(stage.client.asPartner(partnerId, 'technical', 'Tim').get('/api/notifications/preferences'))).toEqual([]);
  expect(await told(await queueDeal())).toEqual({ mails: 1, feed: 1, waiting: 0 });
});

test('a mail that is not wanted is not sent; what is said of one kind counts for that alone', async () => {
  expect(await choose([{ kind: 'deal_reminders', mail: 'never' }])).toMatchObject({ status: 200 });
  expect(await told(await queueDeal())).toEqual({ mails: 1, feed: 1, waiting: 0 });
  expect(await choose([{ kind: 'deals', mail: 'never' }])).toMatchObject({ status: 200, body: { items: [{ kind: 'deals', mail: 'never', feed: true }, { kind: 'deal_reminders', mail: 'never', feed: true }] } });
  expect(await told(await queueDeal())).toEqual({ mails: 0, feed: 1, waiting: 0 });
  await choose([{ kind: 'deals', mail: 'at_once', feed: false }]);
  expect(await told(await queueDeal())).toEqual({ mails: 1, feed: 0, waiting: 0 });
});

test('once a day means one mail the next morning, with all of it', async () => {
  await choose([{ kind: 'deals', mail: 'daily', feed: false }]);
  expect(await told(await queueDeal())).toEqual({ mails: 0, feed: 0, waiting: 1 });
  clock.set('2026-11-22T20:00:00Z');
  expect(await told(await queueDeal())).toEqual({ mails: 0, feed: 0, waiting: 1 });
  const sweep = () => stage.running.app.get(Sweeper).sweepNow('mail.digest');
  clock.set('2026-11-23T05:29:59Z');
  expect(await sweep()).toBe(0);
  clock.set('2026-11-23T05:30:00Z');
  expect(await sweep()).toBe(1);
  expect(await sweep()).toBe(0);
  const summary = await eventually(() => {
    const mail = stage.inbox.mails.find(({ mail: { subject } }) => subject?.startsWith('Your summary'))?.mail;
    expect(mail?.subject).toBe('Your summary of the day: 2 new');
    return mail;
  });
  expect(summary?.text).toMatch(new RegExp(`Customer ${number - 1}[^]*Customer ${number}`));
  clock.set(time);
});

test('whoever has switched mails off, or is disabled by the morning, gets no summary', async () => {
  await queueDeal();
  const state = { name: 'Sam', email: 'sam@partner.example', locale: 'en' as const, roles: ['seller' as const], partnerId, status: 'active' as const, notifications: { mail: false, feed: true }, changedAt: time };
  await stage.publish(users, 'user.changed.v1', sellerId, state, { sequence: 2, time });
  await eventually(async () => expect(await stage.database.query('SELECT FROM recipient WHERE NOT mail_wanted')).toHaveLength(1));
  expect(await told(await queueDeal())).toEqual({ mails: 0, feed: 0, waiting: 0 });
  clock.set('2026-11-23T05:30:00Z');
  const before = (await stage.database.query('SELECT FROM delivery')).length;
  expect(await stage.running.app.get(Sweeper).sweepNow('mail.digest')).toBe(1);
  expect(await stage.database.query('SELECT FROM delivery')).toHaveLength(before);
  clock.set(time);
});

test('what is essential comes whatever is chosen: mails about the own account are of no kind', async () => {
  const id = await stage.publish(users, 'user.password_changed.v1', sellerId, { name: 'Sam', email: 'sam@partner.example', locale: 'en', changedAt: time }, { time });
  await eventually(async () => expect(await told(id)).toEqual({ mails: 1, feed: 1, waiting: 0 }));
  expect(await choose([{ kind: 'account', mail: 'never' }])).toMatchObject({ status: 422, body: { errors: [{ pointer: '/items/0/kind' }] } });
});

test.each([
  ['nothing', [], '/items'],
  ['a kind twice', [{ kind: 'deals', feed: true }, { kind: 'deals', feed: false }], '/items'],
  ['a way that there is none', [{ kind: 'deals', mail: 'hourly' }], '/items/0/mail'],
  ['somebody else’s', [{ kind: 'deals', userId: sellerId }], '/items/0/userId'],
])('refuses %s', async (_, items, pointer) => {
  expect(await choose(items)).toMatchObject({ status: 422, body: { errors: [{ pointer }] } });
});

test('erasing a person forgets what they chose and what waited for them', async () => {
  await stage.publish(users, 'person.erased.v1', sellerId, { email: 'sam@partner.example', erasedAt: time }, { sequence: 3, time });
  await eventually(async () => expect(await stage.database.query('SELECT FROM notice_preference')).toEqual([]));
  expect(await stage.database.query('SELECT FROM mail_digest')).toEqual([]);
});

test('half past six is the programme’s, also where the clocks change', () => {
  const at = (now: string, zone = 'Europe/Berlin') => nextSummary(new Date(now), zone).toISOString();
  expect(at('2026-11-22T05:29:59Z')).toBe('2026-11-22T05:30:00.000Z');
  expect(at('2026-11-22T05:30:00Z')).toBe('2026-11-23T05:30:00.000Z');
  expect(at('2026-10-24T12:00:00Z')).toBe('2026-10-25T04:30:00.000Z');
  expect(at('2026-07-01T12:00:00Z')).toBe('2026-07-02T04:30:00.000Z');
});
