import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { generateSealKeys } from '#libs/service/sealed-link';
import { eventually } from '#libs/testing/eventually';
import { notificationsStage, type NotificationsStage } from '#libs/testing/notifications-stage';
import { Config } from '../config.ts';
import { notifications } from '../service.ts';
import { Deliveries } from './deliveries.service.ts';
import { MailPace } from './mail.pace.ts';

jest.setTimeout(60_000);
const { privateJwk } = await generateSealKeys();
const configOf = (MAIL_RATE: string) =>
  new Config({
    DATABASE_URL: 'postgres://app@127.0.0.1/notifications', KAFKA_BROKERS: '127.0.0.1:1', ERASURE_KEY: 'k'.repeat(32), JWKS_URL: 'http://localhost/jwks', PUBLIC_URL: 'https://partners.example',
    SMTP_URL: 'smtp://127.0.0.1:1', MAIL_FROM: 'partners@vendor.example', MAIL_SEAL_PRIVATE_KEY: JSON.stringify(privateJwk), MAIL_RATE,
  });
const system = { kind: 'system', name: 'spec' } as const;
afterEach(() => void jest.restoreAllMocks());

describe('the pace', () => {
  const at = (now: number) => jest.spyOn(performance, 'now').mockReturnValue(now);
  const config = configOf('3');

  test('of a process that was just started is as if its share of this second had gone out', () => {
    at(400);
    const pace = new MailPace(config);
    expect([pace.permits(), pace.waitMs()]).toEqual([0, 600]);
    at(1_000);
    expect(pace.permits()).toBe(3);
  });

  test('gives a permit back a second after its mail has ended, not after it began', () => {
    at(5_000);
    const pace = new MailPace(config);
    for (let n = 0; n < 3; n += 1) pace.begin();
    at(8_000);
    expect([pace.permits(), pace.waitMs()]).toEqual([0, 1_000]);
    pace.end();
    at(8_999);
    expect([pace.permits(), pace.waitMs()]).toEqual([0, 1]);
    at(9_000);
    expect(pace.permits()).toBe(1);
  });

  test('where more are waiting, a quarter of the rate is waited for, or as many as will come back', () => {
    at(5_000);
    const pace = new MailPace(configOf('8'));
    expect(pace.permits()).toBe(8);
    for (let n = 0; n < 8; n += 1) pace.begin();
    at(6_000);
    pace.end();
    expect(pace.waitMs()).toBe(1_000);
    for (const now of [6_200, 6_500]) {
      at(now);
      pace.end();
      expect(pace.waitMs()).toBe(7_200 - now);
    }
    at(7_200);
    expect([pace.permits(), pace.waitMs()]).toEqual([2, 300]);
  });
});

describe('a queue longer than the rate', () => {
  let stage: NotificationsStage;
  afterEach(() => stage.stop());

  async function sendAll(count: number, env: Record<string, string>): Promise<{ moments: number[]; turns: number }> {
    stage = await notificationsStage(notifications, { env });
    const turns = jest.spyOn(stage.running.app.get(MailPace), 'permits');
    const mails = Array.from({ length: count }, (_, n) => ({
      eventId: randomUUID(), template: 'password-changed', recipient: `p${n}@cybertech.example`, recipientName: 'Ada', locale: 'en' as const, data: { changedAt: '2026-11-22T09:00:00.000Z' },
    }));
    await stage.database.database.inTransaction(system, (tx) => stage.running.app.get(Deliveries).enqueue(tx, mails));
    await eventually(() => expect(stage.inbox.mails).toHaveLength(count), { timeoutMs: 30_000 });
    return { moments: stage.inbox.mails.map(({ at }) => at).toSorted((a, b) => a - b), turns: turns.mock.calls.length };
  }

  test.each([
    ['few', '2'],
    ['many', '50'],
  ])('never goes out faster in any second, with %s at the same time, nor much slower, and nobody asks in vain', async (_which, MAIL_CONCURRENCY) => {
    const { moments, turns } = await sendAll(22, { MAIL_RATE: '10', MAIL_CONCURRENCY });
    for (const [index, moment] of moments.slice(10).entries()) expect(moment - (moments[index] ?? moment)).toBeGreaterThanOrEqual(1_000);
    expect((moments.at(-1) ?? 0) - (moments[0] ?? 0)).toBeLessThan(12_000);
    expect(turns).toBeLessThan(100);
  });
});
