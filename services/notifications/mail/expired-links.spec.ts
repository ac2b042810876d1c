import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { type SendingProcess, SenderStage } from '../testing/sender-stage.ts';

const token = 'activation-token-that-nobody-may-see';
const ada = 'ada@cybertech.example';

let stage: SenderStage;
let sending: SendingProcess;
beforeAll(async () => {
  Logger.overrideLogger(false);
  stage = await SenderStage.open();
});
afterAll(() => stage.db.drop());
beforeEach(async () => {
  await stage.begin();
  stage.clock.set('2026-11-02T09:00:00.000Z');
  sending = stage.start();
});
afterEach(async () => {
  await sending.transport.close();
  await stage.inbox.stop();
});

async function enqueue(template: string, data: object, linkExpiresAt?: string, locale: 'en' | 'de' = 'en'): Promise<void> {
  const sealedLink = await stage.seal(`https://partners.example/activate#token=${token}`);
  await stage.enqueue({ eventId: randomUUID(), template, recipient: ada, recipientName: 'Ada', locale, data, sealedLink, ...(linkExpiresAt === undefined ? {} : { linkExpiresAt }) });
}

/** The mail server is away until the clock has moved on. */
async function outage(span: { days?: number; hours?: number; seconds?: number }): Promise<void> {
  await stage.inbox.stop();
  await sending.sender.sendDue(50);
  stage.clock.advance(span);
  await stage.inbox.start();
  await sending.sender.sendDue(50);
}
const facts = async () => (await stage.db.query<{ payload: { action: string } }>(`SELECT payload FROM outbox WHERE type = 'audit.recorded.v1'`)).map(({ payload }) => payload);

describe('a link that ends while the mail server is away', () => {
  const threeDays = '2026-11-05T09:00:00.000Z';

  test.each([
    ['owner-invited', { companyName: 'CyberTech' }, 'en', 'Please ask for a fresh link'],
    ['person-invited', { companyName: null }, 'de', 'Bitte fordern Sie einen neuen Link an'],
    ['activation-reissued', {}, 'en', 'Please ask for a fresh link'],
    ['password-reset', {}, 'de', 'Bitte fordern Sie einen neuen Link an'],
  ] as const)('is not sent (%s): the mail says where to get another', async (template, data, locale, subject) => {
    await enqueue(template, data, threeDays, locale);
    await outage({ days: 4 });
    expect(stage.inbox.mails.map(({ to, mail }) => [to, mail.subject])).toEqual([[ada, subject]]);
    const [first] = stage.inbox.mails;
    expect(first?.mail.text).toContain('https://partners.example/reset-password');
    expect(first?.raw).not.toContain(token);
    expect(await stage.db.query('SELECT status, sealed_link, data, last_error FROM delivery')).toEqual([
      { status: 'sent', sealed_link: null, data: {}, last_error: expect.stringContaining('had expired') },
    ]);
    expect(await sending.sender.sendDue(50)).toBe(0);
  });

  test('is counted, and an admin finds it on the audit trail by the person', async () => {
    const userId = randomUUID();
    await stage.db.query(
      `INSERT INTO recipient (user_id, name, email, locale, roles, status, mail_wanted, feed_wanted, sequence, changed_at)
       VALUES ($1, 'Ada', $2, 'en', '{owner}', 'invited', true, true, 1, now())`,
      [userId, ada],
    );
    await enqueue('owner-invited', { companyName: 'CyberTech' }, threeDays);
    await outage({ days: 3 });
    const [row] = await stage.db.query<{ id: string }>('SELECT id FROM delivery');
    expect(await facts()).toMatchObject([{ action: 'mail.link_expired', subject: { kind: 'user', id: userId }, details: { mail: row?.id, template: 'owner-invited' } }]);
    expect(JSON.stringify(await facts())).not.toContain(ada);
    expect(await sending.count('mail_attempts_total')).toContain('mail_attempts_total{template="owner-invited",outcome="link_expired",service="notifications"} 1');
  });

  test('whose person nobody knows is named by its mail', async () => {
    await enqueue('password-reset', {}, threeDays);
    await outage({ days: 3 });
    const [row] = await stage.db.query<{ id: string }>('SELECT id FROM delivery');
    expect(await facts()).toMatchObject([{ action: 'mail.link_expired', subject: { kind: 'mail', id: row?.id } }]);
  });
});

describe('a link that still lives', () => {
  test.each([['until a second before its end', '2026-11-02T10:00:01.000Z'], ['without an end', undefined]])('%s, is sent as it is', async (_when, until) => {
    const data = { applicationId: randomUUID(), reference: 'APP-7K3M-9QXD', companyName: 'CyberTech' };
    await enqueue('status-link', data, until);
    await outage({ hours: 1 });
    expect(stage.inbox.mails.map(({ mail }) => mail.subject)).toEqual(['The link to your application APP-7K3M-9QXD']);
    expect(stage.inbox.mails[0]?.mail.text).toContain(token);
    expect(await facts()).toEqual([]);
  });
});
