import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { Logger } from '@nestjs/common';
import pg from 'pg';
import type { EntityManager } from 'typeorm';
import type { applications as topic } from '#libs/contracts/events/applications';
import type { users } from '#libs/contracts/events/users';
import type { EventOf } from '#libs/contracts/topic';
import { withContext } from '#libs/messaging/context';
import { consumersOf } from '../testing/notice-stage.ts';
import { SenderStage } from '../testing/sender-stage.ts';

const at = '2026-11-02T09:00:00.000Z';
const team = ['ann', 'bea', 'cem'];

let stage: SenderStage;
let consumers: ReturnType<typeof consumersOf>;
let statusLink: string;
beforeAll(async () => {
  Logger.overrideLogger(false);
  stage = await SenderStage.open();
  statusLink = await stage.seal('https://partners.example/application-status#token=abc');
});
afterAll(() => stage.db.drop());
beforeEach(async () => {
  await stage.begin();
  consumers = consumersOf(stage);
  await together(...team.map((name) => joins(name)));
});
afterEach(() => stage.inbox.stop());

type Step = (tx: EntityManager) => Promise<unknown>;
const inTransaction = (work: Step) => stage.db.database.inTransaction({ kind: 'system', name: 'spec' }, work);

/** What the consumer runtime does with events that wait together: one transaction, each event under its own correlation id. */
function together(...steps: Step[]): Promise<unknown> {
  return inTransaction(async (tx) => {
    for (const [index, step] of steps.entries()) await withContext({ correlationId: `correlation-${index}` }, () => step(tx));
  });
}
const event = { source: '/services/spec', time: at, sequence: 1 };

function joins(name: string): Step {
  const data = { name, email: `${name}@vendor.example`, locale: 'en' as const, roles: ['reviewer' as const], partnerId: null, notifications: { mail: true, feed: true }, activatedAt: at };
  return (tx) => consumers.people.rememberActive({ ...event, id: randomUUID(), type: 'user.activated.v1', subject: randomUUID(), data } satisfies EventOf<typeof users, 'user.activated.v1'>, tx);
}

function applies(email: string, id: string = randomUUID()): Step {
  const applicant = { name: 'Ada', email, locale: 'de' as const };
  const data = { reference: 'APP-7K3M-9QXD', companyName: 'CyberTech', applicant, statusLink, country: 'US', tierAskedFor: 'gold', tierQualifiedFor: null, submittedAt: at, decisionDueAt: at };
  return (tx) => consumers.applications.confirmApplication({ ...event, id, type: 'application.submitted.v1', subject: randomUUID(), data } satisfies EventOf<typeof topic, 'application.submitted.v1'>, tx);
}

const mails = async () => (await stage.db.query<{ recipient: string }>('SELECT recipient FROM delivery ORDER BY recipient')).map(({ recipient }) => recipient);
const count = async (sql: string) => (await stage.db.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${sql}`))[0]?.n;

describe('twenty applications that came in together', () => {
  const addresses = Array.from({ length: 20 }, (_, n) => `p${String(n).padStart(2, '0')}@cybertech.example`);

  test('cost as many messages to the database as one', async () => {
    const messages = jest.spyOn(pg.Client.prototype, 'query');
    await together(...addresses.map((address) => applies(address)));
    // BEGIN, who is in the team, how they want to hear of it, the mails, the feeds, and COMMIT with the events.
    expect(messages.mock.calls).toHaveLength(6);
    messages.mockRestore();
    expect(await mails()).toEqual([...team.flatMap((name) => addresses.map(() => `${name}@vendor.example`)), ...addresses]);
    expect(await count('feed_entry')).toBe(60);
  });

  test('keep each its own correlation id in the events about feeds', async () => {
    await together(...addresses.map((address) => applies(address)));
    const rows = await stage.db.query<{ id: string; n: number }>(`SELECT headers ->> 'correlationid' AS id, count(*)::int AS n FROM outbox WHERE aggregatetype = 'notifications' GROUP BY 1`);
    expect(new Map(rows.map(({ id, n }) => [id, n]))).toEqual(new Map(addresses.map((_, index) => [`correlation-${index}`, team.length])));
  });

  test('leave nothing where one of them fails', async () => {
    const failing = together(...addresses.map((address) => applies(address)), () => Promise.reject(new Error('no')));
    await expect(failing).rejects.toThrow('no');
    expect([await mails(), await count('feed_entry'), await count('outbox')]).toEqual([[], 0, 0]);
  });
});

describe('events of one transaction', () => {
  test('tell once what one event says twice', async () => {
    const id = randomUUID();
    await together(applies('ada@cybertech.example', id), applies('ada@cybertech.example', id));
    await together(applies('ada@cybertech.example', id));
    expect(await mails()).toEqual(['ada@cybertech.example', ...team.map((name) => `${name}@vendor.example`)].toSorted((a, b) => a.localeCompare(b)));
    expect(await count(`outbox WHERE aggregatetype = 'notifications'`)).toBe(team.length);
  });

  test('see who joined in an event between them', async () => {
    await together(applies('ada@cybertech.example'), joins('dan'), applies('bob@cybertech.example'));
    const to = await mails();
    expect(to.filter((address) => address === 'ann@vendor.example')).toHaveLength(2);
    expect(to.filter((address) => address === 'dan@vendor.example')).toHaveLength(1);
  });

  test('erase what an earlier one of them has told', async () => {
    const erased = { email: 'ada@cybertech.example', erasedAt: at };
    const erase: Step = (tx) =>
      consumers.people.erasePerson({ ...event, id: randomUUID(), type: 'person.erased.v1', subject: randomUUID(), data: erased } satisfies EventOf<typeof users, 'person.erased.v1'>, tx);
    await together(applies('ada@cybertech.example'), erase);
    expect(await stage.db.query(`SELECT 1 FROM delivery WHERE recipient = 'ada@cybertech.example'`)).toEqual([]);
    expect(await count(`delivery WHERE status = 'cancelled' AND data = '{}'`)).toBe(1);
  });

  test('take back with a savepoint what was told in it', async () => {
    await inTransaction(async (tx) => {
      await applies('ada@cybertech.example')(tx);
      const failing = tx.transaction(async (savepoint) => {
        await applies('bob@cybertech.example')(savepoint);
        throw new Error('no');
      });
      await expect(failing).rejects.toThrow('no');
    });
    expect(await mails()).toEqual(['ada@cybertech.example', ...team.map((name) => `${name}@vendor.example`)].toSorted((a, b) => a.localeCompare(b)));
  });
});
