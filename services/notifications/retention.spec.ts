import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { Sweeper } from '#libs/database/due';
import { Retention } from './retention.ts';
import { type SendingProcess, SenderStage } from './testing/sender-stage.ts';

const ada = 'ada@cybertech.example';

let stage: SenderStage;
let sending: SendingProcess;
let sweeper: Sweeper;
beforeAll(async () => {
  Logger.overrideLogger(false);
  stage = await SenderStage.open();
});
afterAll(() => stage.db.drop());
beforeEach(async () => {
  await stage.begin();
  sending = stage.start();
  sweeper = new Sweeper(stage.db.database, stage.clock);
  new Retention(stage.config, sweeper, stage.audit, stage.outbox).onModuleInit();
});
afterEach(async () => {
  await sending.transport.close();
  await stage.inbox.stop();
});

const rows = () => stage.db.query<Record<string, unknown>>('SELECT * FROM delivery ORDER BY id');

/** A mail with everything that a row can hold, and how the mail server answers it. */
async function mail(ends: 'failed' | 'sent' | 'due'): Promise<void> {
  stage.inbox.behaviour = ends === 'failed' ? { onRecipient: (address) => ({ code: 550, text: `no mailbox ${address} here` }) } : {};
  const sealedLink = await stage.seal('https://partners.example/application-status#token=abc');
  const data = { applicationId: randomUUID(), reference: 'APP-7K3M-9QXD', companyName: 'CyberTech', question: "What is Ada's role?" };
  await stage.enqueue({ eventId: randomUUID(), template: 'more-info-asked', recipient: ada, recipientName: 'Ada Lovelace', locale: 'en', sealedLink, data });
  if (ends !== 'due') await sending.sender.sendDue(1);
}

describe('a mail that failed and that nobody settles', () => {
  test('is kept for 30 days, then given up, and nothing of the person is left', async () => {
    await mail('failed');
    expect(JSON.stringify(await rows())).toMatch(/550 no mailbox ada@/);
    stage.clock.advance({ days: 30 });
    expect(await sweeper.sweepNow('mail.give-up')).toBe(0);
    stage.clock.advance({ seconds: 1 });
    expect(await sweeper.sweepNow('mail.give-up')).toBe(1);
    const [row] = await rows();
    expect(row).toMatchObject({ status: 'cancelled', data: {}, sealed_link: null, recipient: `erased-${String(row?.id)}`, recipient_name: '' });
    expect(JSON.stringify(row)).not.toMatch(/ada@|lovelace/i);
    const [fact] = await stage.db.query<{ payload: unknown }>('SELECT payload FROM outbox');
    expect(fact?.payload).toMatchObject({ action: 'failed_mail.given_up', subject: { kind: 'mail', id: row?.id }, details: { template: 'more-info-asked' } });
    expect(await sweeper.sweepNow('mail.give-up')).toBe(0);
  });

  test('is gone as a row too, once no event of that time can come again', async () => {
    await mail('failed');
    stage.clock.advance({ days: 31 });
    await sweeper.sweepNow('mail.give-up');
    stage.clock.advance({ days: 89 });
    await sweeper.sweepNow('mail.purge');
    expect(await rows()).toHaveLength(1);
    stage.clock.advance({ days: 2 });
    await sweeper.sweepNow('mail.purge');
    expect(await rows()).toEqual([]);
  });
});

test('mails that are due wait as long as it takes, and those that were sent are no failures', async () => {
  await mail('sent');
  await mail('due');
  stage.clock.advance({ days: 60 });
  for (const sweep of ['mail.give-up', 'mail.purge']) await sweeper.sweepNow(sweep);
  expect((await rows()).map(({ status, recipient }) => `${String(status)} to ${String(recipient)}`).toSorted()).toEqual([`due to ${ada}`, `sent to ${ada}`]);
});
