import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { Logger } from '@nestjs/common';
import pg from 'pg';
import type { EntityManager } from 'typeorm';
import type { applications as topic } from '#libs/contracts/events/applications';
import type { deals } from '#libs/contracts/events/deals';
import type { users } from '#libs/contracts/events/users';
import type { Role } from '#libs/contracts/permissions';
import type { EventOf } from '#libs/contracts/topic';
import { currentContext, withContext } from '#libs/messaging/context';
import { userIdOf } from '#libs/testing/test-tokens';
import { dealQueued } from '../template/messages/deal-queued.ts';
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

interface Who {
  readonly roles?: Role[];
  readonly partnerId?: string | null;
}

const person = (name: string, { roles = ['reviewer'], partnerId = null }: Who = {}) => ({ name, email: `${name}@vendor.example`, locale: 'en' as const, roles, partnerId, notifications: { mail: true, feed: true } });

function joins(name: string, who: Who = {}): Step {
  const data = { ...person(name, who), activatedAt: at };
  return (tx) => consumers.people.rememberActive({ ...event, id: randomUUID(), type: 'user.activated.v1', subject: userIdOf(name), data } satisfies EventOf<typeof users, 'user.activated.v1'>, tx);
}

function leaves(name: string, who: Who): Step {
  const data = { ...person(name, who), status: 'disabled' as const, changedAt: at };
  return (tx) => consumers.people.rememberChange({ ...event, sequence: 2, id: randomUUID(), type: 'user.changed.v1', subject: userIdOf(name), data } satisfies EventOf<typeof users, 'user.changed.v1'>, tx);
}

/** Both consumers hear of it, as in the service. */
function isInvited(name: string, who: Who = {}): Step {
  const data = { ...person(name, who), link: statusLink, expiresAt: at, companyName: null, occasion: 'invitation' as const, invitedBy: null };
  const invited = { ...event, id: randomUUID(), type: 'user.invited.v1', subject: userIdOf(name), data } satisfies EventOf<typeof users, 'user.invited.v1'>;
  return async (tx) => {
    await consumers.people.rememberInvited(invited, tx);
    await consumers.users.invitePerson(invited, tx);
  };
}

function queues(seller: string, partner: string, id: string = randomUUID()): Step {
  const account = { id: userIdOf('account'), name: 'Walmart Inc.', country: 'US' };
  const data = { reference: 'DEAL-7K3M-9QXD', partnerId: userIdOf(partner), companyName: 'CyberTech', account, productFamilies: ['cloud-scanner'], source: { kind: 'registration' as const }, sellerId: userIdOf(seller), queuedAt: at };
  return (tx) => consumers.deals.announceWaiting({ ...event, id, type: 'deal.queued.v1', subject: randomUUID(), data } satisfies EventOf<typeof deals, 'deal.queued.v1'>, tx);
}

function applies(email: string, id: string = randomUUID(), decisionDueAt = at): Step {
  const applicant = { name: 'Ada', email, locale: 'de' as const };
  const data = { reference: 'APP-7K3M-9QXD', companyName: 'CyberTech', applicant, statusLink, country: 'US', tierAskedFor: 'gold', tierQualifiedFor: null, submittedAt: at, decisionDueAt };
  return (tx) => consumers.applications.confirmApplication({ ...event, id, type: 'application.submitted.v1', subject: randomUUID(), data } satisfies EventOf<typeof topic, 'application.submitted.v1'>, tx);
}

const mails = async () => (await stage.db.query<{ recipient: string }>('SELECT recipient FROM delivery ORDER BY recipient')).map(({ recipient }) => recipient);
/** Whom an event reached by mail, and, in brackets, by feed alone. */
async function toldOf(eventId: string): Promise<string[]> {
  const rows = await stage.db.query<{ name: string; mailed: boolean }>(
    `SELECT r.name, EXISTS (SELECT FROM delivery d WHERE d.event_id = f.event_id AND d.recipient = r.email) AS mailed FROM feed_entry f JOIN recipient r ON r.user_id = f.recipient_id WHERE f.event_id = $1 ORDER BY r.name`,
    [eventId],
  );
  return rows.map(({ name, mailed }) => (mailed ? name : `(${name})`));
}
/** What goes to the database, a line each. */
async function messagesOf(work: () => Promise<unknown>): Promise<string[]> {
  const spy = jest.spyOn(pg.Client.prototype, 'query');
  await work();
  const sent = spy.mock.calls.map(([message]: unknown[]) => (typeof message === 'string' ? message : String(Object(message).text)).replaceAll(/\s+/g, ' '));
  spy.mockRestore();
  return sent;
}
const asking = (messages: readonly string[], table: string) => messages.filter((text) => new RegExp(`(?:^|; )SELECT [^;]*FROM "?${table}`).test(text));
const count = async (sql: string) => (await stage.db.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${sql}`))[0]?.n;

describe('twenty applications that came in together', () => {
  const addresses = Array.from({ length: 20 }, (_, n) => `p${String(n).padStart(2, '0')}@cybertech.example`);

  test('cost as many messages to the database as one', async () => {
    const sent = await messagesOf(() => together(...addresses.map((address) => applies(address))));
    // BEGIN with who is in the team, how they want to hear of it, the mails, the feeds, and COMMIT with the events.
    expect(sent).toHaveLength(5);
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

describe('thirty-six deals of thirty-two partners', () => {
  const registered = Array.from({ length: 36 }, (_, n) => ({ id: `event-${String(n).padStart(2, '0')}`, seller: `seller${n % 34}`, partner: `partner ${n % 32}` }));
  /** The first four sellers have left, and each partner has an owner. */
  beforeEach(() => together(
    ...registered.slice(4, 34).map(({ seller, partner }) => joins(seller, { roles: ['seller'], partnerId: userIdOf(partner) })),
    ...registered.slice(0, 32).map(({ partner }) => joins(`owner of ${partner}`, { roles: ['owner'], partnerId: userIdOf(partner) })),
  ));

  test('look people up once and how they want to hear of it once, and are told in their order', async () => {
    const sent = await messagesOf(() => together(...registered.map(({ id, seller, partner }) => queues(seller, partner, id))));
    // BEGIN with the people, their ways, the mails, the feeds, and COMMIT with the events.
    expect([asking(sent, 'recipient').length, asking(sent, 'notice_preference').length, sent.length]).toEqual([1, 1, 5]);
    const ids = registered.map(({ id }) => id);
    expect((await stage.db.query<{ id: string }>('SELECT event_id AS id FROM feed_entry ORDER BY id')).map(({ id }) => id)).toEqual(ids);
    expect((await stage.db.query<{ id: string }>('SELECT event_id AS id FROM delivery ORDER BY ctid')).map(({ id }) => id)).toEqual(ids);
    expect([await toldOf('event-00'), await toldOf('event-04'), await toldOf('event-35')]).toEqual([['owner of partner 0'], ['seller4'], ['owner of partner 3']]);
  });
});

describe('whom the events of one transaction reach', () => {
  const [partnerId, emptyId] = [userIdOf('partner'), userIdOf('empty')];

  test('is decided for each by itself', async () => {
    await together(joins('sam', { roles: ['seller'], partnerId }), joins('olga', { roles: ['owner'], partnerId }), isInvited('nina', { roles: ['owner'], partnerId: emptyId }));
    await together(queues('sam', 'partner', 'hers'), queues('gone', 'partner', 'left'), queues('sam', 'empty', 'elsewhere'), queues('gone', 'unknown', 'nobody'));
    expect([await toldOf('hers'), await toldOf('left'), await toldOf('elsewhere'), await toldOf('nobody')]).toEqual([['sam'], ['olga'], ['ann', 'bea', 'cem', '(nina)'], team]);
  });

  test('is whoever was there when each was handled, where one leaves between them', async () => {
    const sam: Who = { roles: ['seller'], partnerId };
    await together(joins('sam', sam), joins('olga', { roles: ['owner'], partnerId }));
    await together(queues('sam', 'partner', 'before'), leaves('sam', sam), queues('sam', 'partner', 'after'));
    expect([await toldOf('before'), await toldOf('after')]).toEqual([['sam'], ['olga']]);
  });

  test('does not matter to what is told to whom the event names: invitations are written together', async () => {
    const sent = await messagesOf(() => together(...Array.from({ length: 5 }, (_, n) => isInvited(`new${n}`))));
    expect(sent.filter((text) => text.includes('INSERT INTO delivery'))).toHaveLength(1);
    expect(await mails()).toEqual(['new0', 'new1', 'new2', 'new3', 'new4'].map((name) => `${name}@vendor.example`));
  });

  test('is nobody at times: that is counted, and said once for what comes together, under the correlation id of the first event', async () => {
    await stage.db.query('TRUNCATE recipient');
    const said: unknown[] = [];
    const warn = jest.spyOn(Logger.prototype, 'warn').mockImplementation((line: unknown) => void said.push([currentContext().correlationId, line]));
    await together(queues('sam', 'partner', 'first'), queues('sam', 'partner', 'second'));
    warn.mockRestore();
    expect(said).toEqual([['correlation-0', expect.stringMatching('^Event first and 1 after it: there is nobody yet to tell "deal-queued" to')]]);
    expect(await consumers.unaddressed()).toContain('notices_unaddressed_total{template="deal-queued",service="notifications"} 2');
  });
});

test('data that do not fit are found while their event is handled, before anything is looked up', async () => {
  await inTransaction(async (tx) => {
    await applies('ada@cybertech.example')(tx);
    await expect(applies('bob@cybertech.example', randomUUID(), 'soon')(tx)).rejects.toThrow('decisionDueAt');
  });
  expect(await mails()).toEqual(['ada@cybertech.example', ...team.map((name) => `${name}@vendor.example`)]);
});

test('what waits for the morning keeps the order of its events', async () => {
  await together(joins('sue', { roles: ['seller'], partnerId: userIdOf('p1') }));
  await stage.db.query(`INSERT INTO notice_preference (user_id, kind, mail, feed) VALUES ($1, $2, 'daily', true)`, [userIdOf('sue'), dealQueued.kind]);
  await together(queues('sue', 'p1', 'second by name'), queues('sue', 'p1', 'first by name'));
  expect(await stage.db.query('SELECT event_id FROM mail_digest ORDER BY told_at, event_id')).toEqual([{ event_id: 'second by name' }, { event_id: 'first by name' }]);
});
