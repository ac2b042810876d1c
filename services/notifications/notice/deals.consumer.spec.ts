import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { z } from 'zod';
import { deals } from '#libs/contracts/events/deals';
import { users } from '#libs/contracts/events/users';
import { eventually } from '#libs/testing/eventually';
import { notificationsStage, type NotificationsStage } from '#libs/testing/notifications-stage';
import { userIdOf } from '#libs/testing/test-tokens';
import { notifications } from '../service.ts';

jest.setTimeout(60_000);
const [sellerId, partnerId, adminId] = [userIdOf('seller'), userIdOf('partner'), userIdOf('admin')];
let stage: NotificationsStage;
beforeAll(async () => {
  stage = await notificationsStage(notifications);
  const person = { locale: 'en' as const, activatedAt: '2026-11-22T09:00:00.000Z' };
  await stage.publish(users, 'user.activated.v1', sellerId, { ...person, name: 'Sam', email: 'sam@partner.example', roles: ['seller'], partnerId }, { sequence: 1 });
  await stage.publish(users, 'user.activated.v1', adminId, { ...person, name: 'Ada', email: 'ada@vendor.example', roles: ['admin'], partnerId: null }, { sequence: 1 });
  await eventually(async () => expect(await stage.database.query('SELECT FROM recipient')).toHaveLength(2));
}, 60_000);
afterAll(() => stage.stop());

const golden = (type: string) => z.record(z.string(), z.unknown()).parse(JSON.parse(readFileSync(join(import.meta.dirname, `../../../libs/contracts/golden/${type}.json`), 'utf8')));

/** Who finds what in the feed after an event. */
async function told(type: string, more: object = {}): Promise<string[]> {
  const id = await stage.publishRaw('deals', type, userIdOf('a deal'), { ...golden(type), partnerId, sellerId, ...more });
  await eventually(async () => expect(await stage.database.query('SELECT FROM inbox WHERE event_id = $1', [id])).toHaveLength(1));
  const rows = await stage.database.query<{ recipient_id: string; kind: string; title: string }>('SELECT recipient_id, kind, title FROM feed_entry WHERE event_id = $1 ORDER BY kind', [id]);
  expect(await stage.database.query('SELECT FROM delivery WHERE event_id = $1', [id])).toHaveLength(rows.length);
  expect(rows.every(({ title }) => title.includes('DEAL-7K3M-9QXD'))).toBe(true);
  return rows.map(({ recipient_id: recipient, kind }) => `${recipient === sellerId ? 'seller' : 'admin'}: ${kind}`);
}

test.each<[string, string[], object]>([
  ['deal.registered.v1', ['seller: deal-registered'], {}],
  ['deal.registered.v1', ['admin: deal-for-team', 'seller: deal-registered'], { outcome: 'needs_review', protectedUntil: undefined }],
  ['deal.approved.v1', ['seller: deal-approved'], { through: 'review' }],
  ['deal.queued.v1', ['seller: deal-queued'], {}],
  ['deal.promoted.v1', ['seller: deal-promoted'], {}],
  ['deal.promoted.v1', ['admin: deal-for-team', 'seller: deal-promoted'], { protectedUntil: undefined }],
  ['deal.rejected.v1', ['seller: deal-rejected'], {}],
  ['deal.returned.v1', ['seller: deal-returned'], {}],
  ['deal.resubmitted.v1', ['admin: deal-for-team'], {}],
  ['deal.protection_ending.v1', ['seller: deal-expiring'], {}],
  ['deal.inactive.v1', ['seller: deal-inactive'], {}],
  ['deal.expired.v1', ['seller: deal-ended'], {}],
  ['deal.revoked.v1', ['seller: deal-ended'], {}],
  ['deal.extension_requested.v1', ['admin: deal-for-team'], {}],
  ['deal.extension_granted.v1', ['seller: deal-extension-decided'], {}],
  ['deal.extension_refused.v1', ['seller: deal-extension-decided'], {}],
  ['deal.won.v1', ['seller: deal-closed'], {}],
  ['deal.lost.v1', ['seller: deal-closed'], {}],
  ['deal.report_held.v1', ['admin: deal-for-team'], {}],
])('%s is told once: %j with %j', async (type, expected, more) => {
  expect(await told(type, more)).toEqual(expected);
});

test.each([
  ['deal.registered.v1', { outcome: 'queued', protectedUntil: undefined }],
  ['deal.registered.v1', { outcome: 'rejected', protectedUntil: undefined }],
])('%s with %j is told by the event beside it', async (type, more) => {
  expect(await told(type, more)).toEqual([]);
});

test.each(['submission', 'promotion'])('an approval through %s is told by the event beside it and passed over', async (through) => {
  const type = 'deal.approved.v1';
  const id = await stage.publishRaw('deals', type, userIdOf('a deal'), { ...golden(type), partnerId, sellerId, through });
  // Of the same deal, and so behind it.
  expect(await told(type, { through: 'review' })).toEqual(['seller: deal-approved']);
  for (const table of ['inbox', 'feed_entry', 'delivery']) expect(await stage.database.query(`SELECT FROM ${table} WHERE event_id = $1`, [id])).toEqual([]);
});

test('every reason of a rejection has words', async () => {
  for (const reason of deals.events['deal.rejected.v1'].data.shape.reason.options) expect(await told('deal.rejected.v1', { reason })).toEqual(['seller: deal-rejected']);
  await eventually(async () => expect(await stage.database.query(`SELECT FROM delivery WHERE status <> 'sent'`)).toHaveLength(0), { timeoutMs: 30_000 });
});

test('a duplicate is told, to the letter, as an opportunity that is closed: that somebody else is there is never said', async () => {
  for (const locale of ['en', 'de'] as const) {
    await stage.publish(users, 'user.activated.v1', sellerId, { locale, activatedAt: '2026-11-22T09:00:00.000Z', name: 'Sam', email: `sam-${locale}@partner.example`, roles: ['seller'], partnerId }, { sequence: locale === 'en' ? 2 : 3 });
    await eventually(async () => expect(await stage.database.query('SELECT FROM recipient WHERE email = $1', [`sam-${locale}@partner.example`])).toHaveLength(1));
    for (const reason of ['duplicate', 'opportunity-closed']) await told('deal.rejected.v1', { reason, note: undefined });
    const mails = () => stage.inbox.mails.filter(({ to }) => to === `sam-${locale}@partner.example`).map(({ mail: { subject, text, html } }) => ({ subject, text, html }));
    await eventually(() => expect(mails()).toHaveLength(2), { timeoutMs: 30_000 });
    expect(mails()[0]).toEqual(mails()[1]);
    const page = `/deals/${userIdOf('a deal')}`;
    expect(mails()[0]?.text).toMatch(new RegExp(`https?://[^ ]+${page}`));
    expect(await stage.database.query(`SELECT DISTINCT link FROM feed_entry WHERE kind = 'deal-rejected'`)).toEqual([{ link: page }]);
    expect(mails()[0]?.text).toContain({ en: 'no longer open', de: 'nicht mehr offen' }[locale]);
  }
});
