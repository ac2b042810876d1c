import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import pg from 'pg';
import { registerAnswer, registerBody, type RegisterAnswer } from '#libs/contracts/http/deals';
import { RandomIds } from '#libs/database/ids';
import { FixedClock } from '#libs/testing/fixed-clock';
import type { HttpAnswer } from '#libs/testing/http-client';
import { startService, type StartedService } from '#libs/testing/start-service';
import { aRegistration } from '../spec/a-registration.ts';
import { startLeads, type StartedLeads } from '../spec/start-leads.ts';
import { messageOf, registering } from './registration.message.ts';

jest.setTimeout(60_000);
const clock = new FixedClock('2026-11-22T09:00:00Z');
let service: StartedLeads<StartedService>;
let partner = '';
let rivals: string[] = [];
let customers = 0;
beforeAll(async () => {
  service = await startLeads(startService, { clock, env: { DEALS_SWEEP: 'PT1H', OUTBOX_RELAY: 'false' } });
});
afterAll(() => service.stop());
beforeEach(async () => {
  await service.database.truncate();
  partner = await service.partner('Ours');
  rivals = await Promise.all(['One', 'Two', 'Three'].map((name) => service.partner(name)));
});

type Body = ReturnType<typeof aRegistration>;
const post = (partnerId: string, body: Body) => service.client.asPartner(partnerId, 'seller').post('/api/deals', body);
const get = (path: string) => service.client.asPartner(partner, 'seller').get(path);

/** A registration of a customer whom the CRM knows, with whom so many rivals have registered before. */
async function behind(count: number): Promise<Body> {
  const key = `customer${(customers += 1) + 100}`;
  await service.crmAccount({ id: key, name: key, domain: `${key}.example` });
  const body = aRegistration({ account: { name: key, website: `https://${key}.example` } });
  for (const rival of rivals.slice(0, count)) await post(rival, body);
  return body;
}
/** The same by another domain, so that a person looks. */
async function doubtfulBehind(count: number): Promise<Body> {
  const { account, ...body } = await behind(count);
  return { ...body, account: { ...account, website: `https://${account.name}-eu.example` } };
}
async function behindUndecided(): Promise<Body> {
  await service.setting('auto_approve', false);
  const body = await behind(1);
  await service.setting('auto_approve', true);
  return body;
}

/** The answer and everything that can be asked about the deal afterwards, headers too, without what names this one. */
async function read(body: Body): Promise<string[]> {
  const answer = await post(partner, body);
  const { id, reference } = answer.as(registerAnswer);
  const texts = [answer, await get(`/api/deals/${id}`), await get(`/api/deals/${id}?locale=de`), await get(`/api/deals?q=${reference}`)].map(shown);
  return texts.map((text) => [id, reference, body.account.name].reduce((blank, own) => blank.replaceAll(own, '…'), text));
}
const shown = ({ status, headers, body }: HttpAnswer) => JSON.stringify([status, [...headers].filter(([name]) => !/^date$|id$/.test(name)), body]);

describe('a registration reads to the letter the same', () => {
  test('behind one rival, behind several, and behind one who is not decided about', async () => {
    const texts = await read(await behind(1));
    expect(texts[0]).toContain('"queued"');
    expect(await read(await behind(3))).toEqual(texts);
    expect(await read(await behindUndecided())).toEqual(texts);
  });

  test('in doubt, whether anybody has the customer that it may be about or nobody', async () => {
    const texts = await read(await doubtfulBehind(0));
    expect(texts[0]).toContain('"needs_review"');
    for (const count of [1, 3]) expect(await read(await doubtfulBehind(count))).toEqual(texts);
  });
});

/** Names and kinds of what is said, not what. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shapeOf);
  if (typeof value !== 'object' || value === null) return value === null ? null : typeof value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, shapeOf(each)]));
}

test('a registration that a person decides about and one that queues are told in the same fields, by the same headers', async () => {
  await service.setting('auto_approve', false);
  const shapes = [];
  for (const body of [await behind(0), await behind(1), await doubtfulBehind(1)]) {
    const answer = await post(partner, body);
    const view = await get(`/api/deals/${answer.as(registerAnswer).id}`);
    shapes.push([answer, view].map(({ status, headers, body: told }) => [status, [...headers.keys()], shapeOf(told)]));
  }
  expect(shapes[1]).toEqual(shapes[0]);
  expect(shapes[2]).toEqual(shapes[0]);
});

test('one’s deals are listed in the order of registration, whoever stands before them, and stay there when one moves up', async () => {
  const bodies = [await behind(1), await behind(0), await doubtfulBehind(1), await behind(3), await doubtfulBehind(0), await behind(0)];
  const ids: string[] = [];
  for (const body of bodies) ids.push((await post(partner, body)).as(registerAnswer).id);
  const listed = async (sort: string) => (await get(`/api/deals?sort=${sort}`)).body.items.map(({ id }: RegisterAnswer) => id);
  const expectOrder = async () => expect([await listed('registeredAt'), await listed('-registeredAt'), await listed('expectedCloseOn')]).toEqual([ids, ids.toReversed(), ids]);
  await expectOrder();
  const [holder] = await service.database.query<{ id: string }>(`SELECT id FROM deal WHERE partner_id = $1 AND status = 'approved' ORDER BY id LIMIT 1`, [rivals[0]]);
  expect((await service.client.as('admin').post(`/api/deals/${holder?.id}/lost`, { reason: 'Gone.' })).status).toBe(200);
  expect((await get(`/api/deals/${ids[0]}`)).body.status).toBe('approved');
  await expectOrder();
});

describe('for the database it is the same work', () => {
  /** The transactions that it takes, without their values. */
  async function transactionsOf(body: Body): Promise<string[]> {
    const spy = jest.spyOn(pg.Client.prototype, 'query');
    const answer = await post(partner, body);
    const lines = new Map<unknown, string>();
    for (const [index, [message]] of (spy.mock.calls as unknown[][]).entries()) {
      const text = typeof message === 'string' ? message : String(Object(message).text);
      const connection = spy.mock.contexts[index];
      lines.set(connection, `${lines.get(connection) ?? ''}${text.replaceAll(/'(?:[^']|'')*'/g, '…')}\n`);
    }
    spy.mockRestore();
    expect(answer.status).toBe(201);
    // A request's transactions are whole once it is answered. What is parked is looked through all the time, whoever registers.
    const all = [...lines.values()].flatMap((text) => text.split(/^(?=BEGIN)/m));
    return all.filter((text) => /^BEGIN[^]*^COMMIT$/m.test(text) && !text.includes('parked_key')).toSorted();
  }

  test('to register what is free, taken, or in doubt: the same transactions with the same messages', async () => {
    const free = await transactionsOf(await behind(0));
    expect(free.filter((text) => text.includes('deal_register'))).toHaveLength(1);
    for (const body of [await behind(1), await behind(3), await doubtfulBehind(0), await doubtfulBehind(1)]) expect(await transactionsOf(body)).toEqual(free);
  });

  interface Work {
    readonly [table: string]: { readonly rows: number; readonly looks: number };
  }
  const settings = { auto_approve: true, protection_days: 90, protection_reminder_days: [30, 14, 7], extension_days: 30, inactivity_reminder_days: 45, inactivity_revoke_days: 60 };
  // What the session has counted so far, of transactions before as well.
  const counted = `SELECT relname AS table, n_tup_ins::int AS rows, (coalesce(seq_scan, 0) + coalesce(idx_scan, 0))::int AS looks FROM pg_stat_xact_user_tables`;

  /** Rows written to, and looks into, every table inside the one message. */
  async function workOf(body: Body): Promise<Work> {
    const one = registering({ kind: 'user', userId: randomUUID(), partnerId: partner, roles: [] }, registerBody.parse(body), settings, new RandomIds(), {}, undefined);
    return service.database.database.inTransaction({ kind: 'system', name: 'leads.registration' }, async (tx) => {
      const count = () => tx.query<{ table: string; rows: number; looks: number }[]>(counted);
      const before = new Map((await count()).map((each) => [each.table, each]));
      await tx.query('SELECT deal_register($1)', [messageOf([one], clock.now(), 1)]);
      const work = (await count()).map(({ table, rows, looks }) => [table, { rows: rows - (before.get(table)?.rows ?? 0), looks: looks - (before.get(table)?.looks ?? 0) }] as const);
      return Object.fromEntries(work.filter(([, { rows, looks }]) => rows + looks > 0));
    });
  }

  test('whoever queues differs from who has it in the row of the reservation alone', async () => {
    const { reservation, ...free } = await workOf(await behind(0));
    expect([reservation?.rows, free['deal']?.rows, free['deal_history']?.rows]).toEqual([1, 1, 1]);
    for (const count of [1, 3]) {
      const { reservation: taken, ...others } = await workOf(await behind(count));
      expect([taken?.rows, others]).toEqual([0, free]);
    }
  });

  test('whoever is in doubt differs in nothing, whether anybody has the customer or nobody', async () => {
    const alone = await workOf(await doubtfulBehind(0));
    for (const count of [1, 3]) expect(await workOf(await doubtfulBehind(count))).toEqual(alone);
  });
});
