import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { commissions } from '#libs/contracts/events/commissions';
import { users } from '#libs/contracts/events/users';
import type { DataIn } from '#libs/contracts/topic';
import { Sweeper } from '#libs/database/due';
import { eventually } from '#libs/testing/eventually';
import { FixedClock } from '#libs/testing/fixed-clock';
import { notificationsStage, type NotificationsStage } from '#libs/testing/notifications-stage';
import { userIdOf } from '#libs/testing/test-tokens';
import { notifications } from '../service.ts';

jest.setTimeout(60_000);
const clock = new FixedClock('2026-11-22T15:00:00Z');
const [partnerId, lineId] = [userIdOf('partner'), userIdOf('line')];
const deal = { id: userIdOf('deal'), reference: 'DEAL-7K3M-9QXD', account: { id: userIdOf('account'), name: 'Walmart Inc.' } };
let stage: NotificationsStage;
beforeAll(async () => {
  stage = await notificationsStage(notifications, { clock, env: { PROGRAMME_TIME_ZONE: 'America/New_York' } });
  for (const [name, role] of [['Olga', 'owner'], ['Fred', 'partner_finance'], ['Sam', 'seller']] as const) {
    const person = { name, email: `${name.toLowerCase()}@partner.example`, locale: name === 'Fred' ? ('de' as const) : ('en' as const), roles: [role], partnerId, activatedAt: '2026-11-22T09:00:00Z' };
    await stage.publish(users, 'user.activated.v1', userIdOf(name), person, { sequence: 1, time: '2026-11-22T09:00:00Z' });
  }
  await eventually(async () => expect(await stage.database.query('SELECT FROM recipient')).toHaveLength(3));
});
afterAll(() => stage.stop());

const about = { partnerId, deal, invoiceId: 'INV-1' };
const time = '2026-11-22T15:00:00Z';
const accrued = (amount: string, { currency = 'USD', accruedAt = time } = {}): DataIn<typeof commissions, 'commission.accrued.v1'> => ({
  ...about, instalment: null, base: { amount, currency }, percent: '30', tier: 'gold', rule: { id: lineId, version: 1 }, amount: { amount, currency }, payableOn: '2026-12-20', accruedAt,
});
const subjects = () => stage.inbox.mails.map(({ mail: { subject } }) => subject);
const titles = async () => (await stage.database.query<{ title: string; recipient_id: string }>('SELECT title, recipient_id FROM feed_entry ORDER BY id')).map(({ title, recipient_id: id }) => [id, title]);
const sweep = () => stage.running.app.get(Sweeper).sweepNow('commission.digest');
const days = () => stage.database.query('SELECT day::text, due_at FROM commission_digest ORDER BY day');

test('what is earned stands in the feed of whom it concerns at once, with the day on which it becomes payable', async () => {
  await stage.publish(commissions, 'commission.accrued.v1', lineId, accrued('1000.10'), { id: 'e-1', time });
  await eventually(async () => expect(await titles()).toHaveLength(2));
  expect(await titles()).toEqual(expect.arrayContaining([
    [userIdOf('Olga'), 'Commission credited: USD 1,000.10 for DEAL-7K3M-9QXD with Walmart Inc.'],
    [userIdOf('Fred'), 'Provision gutgeschrieben: 1.000,10 USD für DEAL-7K3M-9QXD mit Walmart Inc.'],
  ]));
  expect(await stage.database.query('SELECT body, link FROM feed_entry WHERE recipient_id = $1', [userIdOf('Olga')])).toEqual([{ body: 'The customer paid the invoice INV-1. Payable from 20 December 2026.', link: '/commission' }]);
  expect(await stage.database.query('SELECT FROM delivery')).toEqual([]);
});

test('what was earned on a day is told the next morning, once, in one mail, and not in the feed again', async () => {
  await stage.publish(commissions, 'commission.accrued.v1', lineId, accrued('234.56'), { id: 'e-2', time });
  await stage.publish(commissions, 'commission.accrued.v1', lineId, accrued('234.56'), { id: 'e-2', time });
  await stage.publish(commissions, 'commission.accrued.v1', lineId, accrued('980', { currency: 'JPY' }), { id: 'e-3', time });
  await eventually(async () => expect(await stage.database.query('SELECT currency, lines, amount_minor FROM commission_digest ORDER BY currency')).toEqual([
    { currency: 'JPY', lines: 1, amount_minor: '980' }, { currency: 'USD', lines: 2, amount_minor: '123466' },
  ]));
  clock.set('2026-11-23T10:59:59Z');
  expect(await sweep()).toBe(0);
  clock.set('2026-11-23T11:00:00Z');
  expect(await sweep()).toBe(1);
  expect(await sweep()).toBe(0);
  expect(await titles()).toHaveLength(6);
  await eventually(() => expect(new Set(subjects())).toEqual(new Set(['Commission of 22 November 2026: JPY 980, USD 1,234.66', 'Provision vom 22. November 2026: 980 JPY, 1.234,66 USD'])));
  expect(await stage.database.query('SELECT recipient FROM delivery ORDER BY 1')).toEqual([{ recipient: 'fred@partner.example' }, { recipient: 'olga@partner.example' }]);
});

test('a day ends when it ends in the programme’s time zone, also where the clocks change, and by when it was credited, not by when we hear of it', async () => {
  clock.set('2026-11-01T04:00:30Z');
  for (const [id, accruedAt] of [['e-4', '2026-11-01T03:59:59.999Z'], ['e-5', '2026-11-01T04:00:00Z']] as const) await stage.publish(commissions, 'commission.accrued.v1', lineId, accrued('1', { accruedAt }), { id, time: '2026-11-01T04:00:10Z' });
  await eventually(async () => expect(await days()).toEqual([{ day: '2026-10-31', due_at: new Date('2026-11-01T10:00:00Z') }, { day: '2026-11-01', due_at: new Date('2026-11-02T11:00:00Z') }]));
  await stage.database.query('DELETE FROM commission_digest');
});

test('what comes late, as after an outage, is told the next morning under its own day, also where that day was told already', async () => {
  clock.set('2026-11-23T15:00:00Z');
  const before = stage.inbox.mails.length;
  const late = [['5.00', '2026-11-22T15:00:00Z'], ['7.00', '2026-11-20T15:00:00Z'], ['0.50', '2026-11-22T16:00:00Z'], ['1.00', '2026-11-23T14:59:00Z']] as const;
  for (const [amount, accruedAt] of late) await stage.publish(commissions, 'commission.accrued.v1', lineId, accrued(amount, { accruedAt }), { time: accruedAt });
  await eventually(async () => expect(await stage.database.query('SELECT sum(lines)::int AS lines FROM commission_digest')).toEqual([{ lines: 4 }]));
  expect(await days()).toEqual(['2026-11-20', '2026-11-22', '2026-11-23'].map((day) => ({ day, due_at: new Date('2026-11-24T11:00:00Z') })));
  clock.set('2026-11-24T10:59:59Z');
  expect(await sweep()).toBe(0);
  clock.set('2026-11-24T11:00:00Z');
  expect([await sweep(), await sweep()]).toEqual([3, 0]);
  await eventually(async () => expect(stage.inbox.mails).toHaveLength(before + 6));
  expect(new Set(subjects().slice(before))).toEqual(new Set([
    'Commission of 20 November 2026: USD 7.00', 'Commission of 22 November 2026: USD 5.50', 'Commission of 23 November 2026: USD 1.00',
    'Provision vom 20. November 2026: 7,00 USD', 'Provision vom 22. November 2026: 5,50 USD', 'Provision vom 23. November 2026: 1,00 USD',
  ]));
});

test('what is taken back is told at once, in the feed and by a mail with the figures', async () => {
  const before = (await titles()).length;
  await stage.publish(commissions, 'commission.reversed.v1', lineId, { ...about, accrualId: lineId, refundId: 'CN-1', refunded: { amount: '100.00', currency: 'USD' }, amount: { amount: '-30.00', currency: 'USD' }, reversedAt: time }, { time });
  await eventually(async () => expect(await titles()).toHaveLength(before + 2));
  expect((await titles()).slice(before)).toEqual(expect.arrayContaining([
    [userIdOf('Olga'), 'Commission taken back for DEAL-7K3M-9QXD: USD -30.00'],
    [userIdOf('Fred'), 'Provision zurückgenommen für DEAL-7K3M-9QXD: -30,00 USD'],
  ]));
  const reversals = (name: string) => stage.inbox.to(`${name}@partner.example`).filter(({ mail: { subject } }) => /taken back|zurückgenommen/.test(subject ?? ''));
  await eventually(() => expect([reversals('olga'), reversals('fred'), reversals('sam')].map(({ length }) => length)).toEqual([1, 1, 0]));
  const [english, german] = [...reversals('olga'), ...reversals('fred')].map(({ mail: { subject, text = '' } }) => ({ subject, text: text.replaceAll(/\s+/g, ' ') }));
  expect(english?.subject).toBe('Commission taken back for DEAL-7K3M-9QXD: USD -30.00');
  expect(english?.text).toContain('USD 100.00 of the invoice INV-1 went back to Walmart Inc. (deal DEAL-7K3M-9QXD). Its share of your commission goes back with it: USD -30.00 Your statement explains');
  expect(german?.subject).toBe('Provision zurückgenommen für DEAL-7K3M-9QXD: -30,00 USD');
  expect(german?.text).toContain('100,00 USD der Rechnung INV-1 gingen an Walmart Inc. zurück (Deal DEAL-7K3M-9QXD). Damit geht der Anteil Ihrer Provision zurück: -30,00 USD Ihre Abrechnung erklärt');
});
