import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { Database } from '#libs/database/database';
import type { FixedClock } from '#libs/testing/fixed-clock';
import type { MailInbox } from '#libs/testing/mail-inbox';
import type { TestDatabase } from '#libs/testing/test-database';
import { type SendingProcess, SenderStage } from '../testing/sender-stage.ts';
import { Deliveries, type NewDelivery } from './deliveries.service.ts';
import { deferralMs, maxDeferrals } from './mail.schedule.ts';

const token = 'status-token-that-nobody-may-see';
const system = { kind: 'system', name: 'spec' } as const;

let stage: SenderStage;
let db: TestDatabase;
let clock: FixedClock;
let ids: SenderStage['ids'];
let inbox: MailInbox;
let process_: SendingProcess;

beforeAll(async () => {
  Logger.overrideLogger(false);
  stage = await SenderStage.open();
  ({ db, clock, ids } = stage);
});
afterAll(() => db.drop());
beforeEach(async () => {
  await stage.begin();
  ({ inbox } = stage);
  process_ = stage.start();
});
afterEach(async () => {
  await process_.transport.close();
  await inbox.stop();
});

/** Cannot be reached the first `times` times. */
class FailingDatabase extends Database {
  constructor(
    dataSource: TestDatabase['dataSource'],
    private times: number,
  ) {
    super(dataSource);
  }

  override async inTransaction<T>(...work: Parameters<typeof Database.prototype.inTransaction<T>>): Promise<T> {
    this.times -= 1;
    if (this.times >= 0) throw new Error('the database is away');
    return super.inTransaction(...work);
  }

  override gatheredMessages<I, R extends object>(...sent: Parameters<typeof Database.prototype.gatheredMessages<I, R>>): (item: I) => Promise<R> {
    const send = super.gatheredMessages<I, R>(...sent);
    return async (item) => {
      this.times -= 1;
      if (this.times >= 0) throw new Error('the database is away');
      return send(item);
    };
  }
}

async function enqueue(over: Partial<NewDelivery> = {}): Promise<void> {
  await stage.enqueue({
    eventId: ids.uuid(), template: 'status-link', recipient: 'ada@cybertech.example', recipientName: 'Ada Lovelace', locale: 'en',
    sealedLink: await stage.seal(`https://partners.example/application-status#token=${token}`),
    data: { applicationId: ids.uuid(), reference: 'APP-7K3M-9QXD', companyName: 'CyberTech Solutions' }, ...over,
  });
}
const rows = () => db.query('SELECT * FROM delivery ORDER BY created_at, id');
const sendDue = () => process_.sender.sendDue(50);

describe('a mail that is due', () => {
  test('is sent once, as HTML and text, with the link that its issuer sealed', async () => {
    await enqueue();
    expect(await sendDue()).toBe(1);
    expect(await sendDue()).toBe(0);
    expect(inbox.mails).toHaveLength(1);
    const [{ mail, from }] = [...inbox.mails] as [typeof inbox.mails[0]];
    expect(from).toBe('partners@vendor.example');
    expect(mail.subject).toBe('The link to your application APP-7K3M-9QXD');
    expect(mail.html).toContain(`#token=${token}`);
    expect(mail.text).toContain(`#token=${token}`);
    expect(mail.headers.get('auto-submitted')).toBe('auto-generated');
    const [row] = await rows();
    expect(mail.messageId).toBe(`<${row?.id}@vendor.example>`);
  });

  test('leaves neither link nor content behind', async () => {
    await enqueue();
    expect(JSON.stringify(await rows())).not.toContain(token);
    await sendDue();
    expect(await rows()).toMatchObject([{ status: 'sent', sealed_link: null, data: {}, attempt_started_at: null, repeats: 0, attempts: 1 }]);
  });

  test('is written once for an event that comes twice, also at the same time', async () => {
    const eventId = ids.uuid();
    await Promise.all(Array.from({ length: 8 }, () => enqueue({ eventId })));
    await enqueue({ eventId, template: 'password-reset', data: {}, linkExpiresAt: '2026-11-25T09:00:00.000Z' });
    await enqueue({ eventId, recipient: 'grace@cybertech.example' });
    await sendDue();
    expect(inbox.mails.map(({ to, mail }) => `${to} ${mail.subject}`).toSorted()).toEqual([
      'ada@cybertech.example Set a new password',
      'ada@cybertech.example The link to your application APP-7K3M-9QXD',
      'grace@cybertech.example The link to your application APP-7K3M-9QXD',
    ]);
  });

  test('is taken by one of several instances', async () => {
    for (let n = 0; n < 20; n += 1) await enqueue({ recipient: `p${n}@cybertech.example` });
    const others = [stage.start(), stage.start()];
    await Promise.all([process_, ...others].flatMap(({ sender }) => [sender.sendDue(5), sender.sendDue(5)]));
    while ((await sendDue()) > 0);
    expect(new Set(inbox.mails.map(({ to }) => to)).size).toBe(20);
    expect(inbox.mails).toHaveLength(20);
    await Promise.all(others.map(({ transport }) => transport.close()));
  });

  test('cannot be turned into mail to others, whatever the name says', async () => {
    await enqueue({ recipientName: 'Ada" <x@evil.example>, "Bob\r\nBcc: y@evil.example', data: { applicationId: ids.uuid(), reference: 'APP\r\nBcc: z@evil.example', companyName: 'A\r\n.\r\nB' } });
    await sendDue();
    expect(inbox.mails.map(({ to }) => to)).toEqual(['ada@cybertech.example']);
    const [head = ''] = (inbox.mails[0]?.raw ?? '').split('\r\n\r\n');
    expect(head).not.toMatch(/^bcc:/im);
    expect(inbox.mails[0]?.mail.bcc).toBeUndefined();
  });
});

describe('a mail server that is down', () => {
  test('loses nothing: mails wait, and go out when it is back', async () => {
    await inbox.stop();
    await enqueue();
    await enqueue({ recipient: 'grace@cybertech.example' });
    await sendDue();
    expect(await rows()).toMatchObject([{ status: 'due', attempt_started_at: null }, { status: 'due', attempt_started_at: null }]);
    clock.advance({ days: 6 });
    await sendDue();
    await inbox.start();
    clock.advance({ seconds: 20 });
    await sendDue();
    expect(inbox.mails.map(({ to }) => to).toSorted()).toEqual(['ada@cybertech.example', 'grace@cybertech.example']);
    expect(await rows()).toMatchObject([{ status: 'sent', attempts: 3, repeats: 0 }, { status: 'sent', attempts: 3, repeats: 0 }]);
    expect(await process_.count('mail_repeats_total')).not.toMatch(/} [1-9]/);
  });
});

describe('a mail server that refuses', () => {
  test('for now (4xx): the mail comes again, later each time, others go through', async () => {
    inbox.behaviour.onRecipient = (address) => (address.startsWith('ada') ? { code: 450, text: 'greylisted' } : undefined);
    await enqueue();
    await enqueue({ recipient: 'grace@cybertech.example' });
    await sendDue();
    expect(inbox.mails.map(({ to }) => to)).toEqual(['grace@cybertech.example']);
    clock.advance({ seconds: 59 });
    expect(await sendDue()).toBe(0);
    clock.advance({ seconds: 1 });
    expect(await sendDue()).toBe(1);
    clock.advance({ seconds: 119 });
    expect(await sendDue()).toBe(0);
    clock.advance({ seconds: 1 });
    inbox.behaviour = {};
    expect(await sendDue()).toBe(1);
    expect(inbox.to('ada@cybertech.example')).toHaveLength(1);
  });

  test.each([
    ['the recipient', { onRecipient: () => ({ code: 550, text: 'no such user' }) }],
    ['the content', { onContent: () => ({ code: 554, text: 'looks like spam' }) }],
  ])('%s for good (5xx): the mail ends as failed, with the reason', async (_what, behaviour) => {
    inbox.behaviour = behaviour;
    await enqueue();
    await sendDue();
    expect(await rows()).toMatchObject([{ status: 'failed', last_error: expect.stringMatching(/55[04] (no such user|looks like spam)/), sealed_link: expect.any(String) }]);
    clock.advance({ days: 1 });
    expect(await sendDue()).toBe(0);
    expect(await process_.count('mail_attempts_total')).toContain('outcome="refused"');
  });

  test('for days, is believed in the end', async () => {
    inbox.behaviour.onRecipient = () => ({ code: 452 });
    await enqueue();
    await db.query('UPDATE delivery SET deferrals = $1', [maxDeferrals - 1]);
    await sendDue();
    expect(await rows()).toMatchObject([{ status: 'due', deferrals: maxDeferrals }]);
    clock.advance({ hours: 1 });
    await sendDue();
    expect(await rows()).toMatchObject([{ status: 'failed' }]);
    const waited = Array.from({ length: maxDeferrals }, (_, n) => deferralMs(n)).reduce((sum, ms) => sum + ms, 0);
    expect(waited / 86_400_000).toBeCloseTo(5, 0);
  });
});

describe('an attempt whose end is unknown', () => {
  test('the process dies between acceptance and commit: the repeat has the same Message-ID and is counted', async () => {
    await enqueue();
    const [claimed] = await process_.queue.claim(1);
    expect(claimed).toBeDefined();
    const dead = stage.start(new FailingDatabase(db.dataSource, Infinity));
    const dying = dead.sender.send(claimed!).catch((error: unknown) => String(error));
    expect(await dying).toContain('the database is away');
    expect(inbox.mails).toHaveLength(1);
    expect(await rows()).toMatchObject([{ status: 'due', attempt_started_at: expect.any(Date) }]);

    expect(await sendDue()).toBe(0);
    clock.advance({ seconds: 31 });
    expect(await sendDue()).toBe(1);
    const [first, second, ...more] = inbox.mails.map(({ mail }) => mail.messageId);
    expect(more).toEqual([]);
    expect(second).toBe(first);
    expect(await rows()).toMatchObject([{ status: 'sent', repeats: 1, attempts: 2 }]);
    expect(await process_.count('mail_repeats_total')).toContain('mail_repeats_total{template="status-link",service="notifications"} 1');
    await dead.transport.close();
  });

  test('the connection breaks after the content was taken: the same', async () => {
    inbox.behaviour.onContent = () => 'accepted-then-drop';
    await enqueue();
    await sendDue();
    expect(await rows()).toMatchObject([{ status: 'due', attempt_started_at: expect.any(Date) }]);
    inbox.behaviour = {};
    clock.advance({ seconds: 20 });
    await sendDue();
    expect(inbox.mails).toHaveLength(2);
    expect(inbox.mails[0]?.mail.messageId).toBe(inbox.mails[1]?.mail.messageId);
    expect(await rows()).toMatchObject([{ status: 'sent', repeats: 1 }]);
  });

  test('the database is away for a moment after acceptance: no second mail', async () => {
    await enqueue();
    const [claimed] = await process_.queue.claim(1);
    const recovering = stage.start(new FailingDatabase(db.dataSource, 2));
    await recovering.sender.send(claimed!);
    expect(inbox.mails).toHaveLength(1);
    expect(await rows()).toMatchObject([{ status: 'sent', repeats: 0 }]);
    await recovering.transport.close();
  });
});

describe('a mail that cannot be composed', () => {
  test.each([
    ['an unknown template', { template: 'never-heard-of' }],
    ['data that does not fit', { data: { reference: 1 } }],
    ['a link sealed for somebody else', { sealedLink: 'eyJhbGciOiJFQ0RILUVTK0EyNTZLVyIsImVuYyI6IkEyNTZHQ00ifQ.a2V5.aXY.dGV4dA.dGFn' }],
    ['no link at all', { sealedLink: undefined }],
  ])('(%s) ends as failed and says why without its content', async (_what, over) => {
    await enqueue(over);
    await sendDue();
    const [row] = await rows();
    expect(row).toMatchObject({ status: 'failed', last_error: expect.any(String) });
    expect(row?.last_error).not.toContain('CyberTech');
    expect(inbox.mails).toEqual([]);
  });

  test('a sealed text that is no web address is not sent', async () => {
    await enqueue({ sealedLink: await stage.seal('javascript:alert(1)') });
    await sendDue();
    expect(await rows()).toMatchObject([{ status: 'failed' }]);
  });
});

describe('a person who is erased', () => {
  test('gets nothing that was still to be sent, and their address is gone', async () => {
    await enqueue({ recipient: 'grace@cybertech.example' });
    await sendDue();
    await enqueue({ recipient: 'grace@cybertech.example' });
    await enqueue({ template: 'join-requested', sealedLink: undefined, data: { companyName: 'C', personName: 'Grace', personEmail: 'grace@cybertech.example', jobTitle: null, message: null } });
    await db.database.inTransaction(system, (tx) => new Deliveries(clock, ids).erase(tx, 'grace@cybertech.example'));
    await sendDue();
    expect(inbox.mails).toHaveLength(1);
    expect(JSON.stringify(await rows())).not.toMatch(/grace/i);
  });
});
