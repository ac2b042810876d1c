import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { registerBody } from '#libs/contracts/http/deals';
import type { Actor } from '#libs/database/actor';
import { databaseErrorCode } from '#libs/database/failures';
import { RandomIds } from '#libs/database/ids';
import { startService, type StartedService } from '#libs/testing/start-service';
import { aRegistration } from '../spec/a-registration.ts';
import { startLeads, type StartedLeads } from '../spec/start-leads.ts';
import type { Decided } from './registration.draft.ts';
import { messageOf, registering, type Registering } from './registration.message.ts';

const registrar = { kind: 'system', name: 'leads.registration' } as const;
const settings = { auto_approve: true, protection_days: 90, protection_reminder_days: [30, 14, 7], extension_days: 30, inactivity_reminder_days: 45, inactivity_revoke_days: 60 };
const ids = new RandomIds();
let service: StartedLeads<StartedService>;
let partners: string[];
/** More than calls where one had to be repeated, after a deadlock for instance. */
let attempts = 0;
beforeAll(async () => {
  service = await startLeads(startService, { env: { DEALS_SWEEP: 'PT1H' } });
});
afterAll(() => service.stop());
beforeEach(async () => {
  await service.database.truncate();
  partners = await Promise.all(Array.from({ length: 4 }, (_, index) => service.partner(`Partner ${index}`)));
});

type Part = Parameters<typeof aRegistration>[0];
const body = (part?: Part) => registerBody.parse(aRegistration(part));
const sellerOf = (partnerId = ''): Actor => ({ kind: 'user', userId: randomUUID(), partnerId, roles: [] });
const one = (index: number, part?: Part): Registering => registering(sellerOf(partners[index % 4]), body(part), settings, ids, {}, undefined);
/** What the service sends when these came while another message was under way. */
const together = async (registrations: readonly Registering[], actor: Actor = registrar): Promise<Decided[]> => {
  const message = messageOf(registrations, new Date(), 1);
  return service.database.database.inTransaction(actor, async (tx) => {
    attempts += 1;
    return (await tx.query<{ answer: Decided }[]>('SELECT deal_register($1) AS answer', [message])).map(({ answer }) => answer);
  });
};
const statuses = (answers: readonly Decided[]) => answers.map(({ status }) => status);

describe('registrations that travel together', () => {
  test('are decided in the order in which they came: who came first has the opportunity, and one that queues holds nothing', async () => {
    const { account } = body();
    const of = (index: number, ...productFamilies: string[]) => one(index, { account, productFamilies });
    const answers = await together([of(0, 'cloud-scanner'), of(1, 'attack-surface', 'cloud-scanner'), of(2, 'attack-surface'), of(3, 'cloud-scanner'), one(0)]);
    expect(statuses(answers)).toEqual(['approved', 'queued', 'approved', 'queued', 'approved']);
    const held = await service.database.query<{ family: string; deal_id: string }>('SELECT family, deal_id FROM reservation WHERE account_id = (SELECT account_id FROM deal WHERE id = $1) ORDER BY family', [answers[0]?.id]);
    expect(held).toEqual([{ family: 'attack-surface', deal_id: answers[2]?.id }, { family: 'cloud-scanner', deal_id: answers[0]?.id }]);
  });

  test('each have rows of their own partner, history, and events counted from one', async () => {
    const answers = await together([one(0), one(1, { account: { name: 'Umbrella', website: undefined } }), one(2, { account: { name: 'Umbrella Inc.', website: undefined } })]);
    expect(statuses(answers)).toEqual(['approved', 'approved', 'queued']);
    const rows = await service.database.query(
      `SELECT d.partner_id, h.partner_id = d.partner_id AND h.actor_id = d.seller_id::text AND h.to_status = d.status AS history,
              (SELECT string_agg(o.sequence || ' ' || o.type, ', ' ORDER BY o.seq) FROM outbox o WHERE o.aggregateid = d.id::text AND o.payload ->> 'partnerId' = d.partner_id::text
                AND o.payload -> 'account' ->> 'id' = d.account_id::text AND o.payload ->> 'companyName' = (SELECT company_name FROM partner WHERE id = d.partner_id)) AS events
         FROM deal d JOIN deal_history h ON h.deal_id = d.id ORDER BY d.id`,
    );
    const approved = '1 deal.registered.v1, 2 deal.approved.v1';
    expect(rows).toEqual([approved, approved, '1 deal.registered.v1, 2 deal.queued.v1'].map((events, index) => ({ partner_id: partners[index], history: true, events })));
    expect((await service.database.query('SELECT FROM account')).length).toBe(2);
  });

  test('find a customer by what one before them brought', async () => {
    await together([one(0, { account: { name: 'Initech', website: undefined } })]);
    const website = 'https://initech.example';
    const answers = await together([one(1, { account: { name: 'Initech', website }, productFamilies: ['attack-surface'] }), one(2, { account: { name: 'Renamed', website }, productFamilies: ['attack-surface'] })]);
    expect(statuses(answers)).toEqual(['approved', 'queued']);
    expect((await service.database.query('SELECT FROM account')).length).toBe(1);
  });

  test('write nothing where one of them is not its actor’s own, or its partner is not active', async () => {
    const foreign = { ...one(0), item: { ...one(0).item, partner_id: partners[1] } };
    const code = (work: Promise<unknown>) => work.then(() => 'nothing', databaseErrorCode);
    expect(await code(together([one(0), foreign]))).toBe('42501');
    await service.database.query(`UPDATE partner SET status = 'suspended' WHERE id = $1`, [partners[1]]);
    expect(await code(together([one(0), one(1), one(2)]))).toBe('PML01');
    expect(await service.database.query('SELECT FROM deal')).toEqual([]);
    // Row-level security still judges where a partner’s own person is the actor.
    expect(await code(together([one(0)], sellerOf(partners[2])))).toBe('PML01');
  });

  test('do not deadlock with others about the same customers, known or new, in another order; each opportunity is one deal’s', async () => {
    attempts = 0;
    for (let round = 0; round < 10; round += 1) {
      const accounts = Array.from({ length: 8 }, (_, index) => ({ name: `Crossed ${round} ${index}`, ...(index % 2 === 0 ? { website: undefined } : { website: `https://crossed-${round}-${index}.example` }) }));
      const orders = [accounts, accounts.toReversed(), [...accounts.slice(3), ...accounts.slice(0, 3)]];
      // The customers are new the first time, known the second time.
      for (const family of ['cloud-scanner', 'attack-surface']) {
        const answers = await Promise.all(orders.map((order, client) => together(order.map((account) => one(client, { account, productFamilies: [family] })))));
        expect(statuses(answers.flat()).filter((status) => status === 'approved').length).toBe(8);
      }
    }
    expect(attempts).toBe(10 * 2 * 3);
    expect(await service.database.query(`SELECT account_id FROM deal WHERE status = 'approved' GROUP BY account_id, product_families HAVING count(*) > 1`)).toEqual([]);
  });
});

test('registrations of several partners at once share transactions, and those that fail do so alone', async () => {
  await service.database.query(`UPDATE partner SET status = 'suspended' WHERE id = $1`, [partners[3]]);
  const send = (index: number) => service.client.asPartner(partners[index] ?? '', 'seller').post('/api/deals', aRegistration());
  const sound = await Promise.all(Array.from({ length: 24 }, (_, index) => send(index % 3)));
  expect(new Set(sound.map(({ status }) => status))).toEqual(new Set([201]));
  const shared = await service.database.query('SELECT FROM outbox GROUP BY xid HAVING count(DISTINCT payload -> $1) > 1', ['partnerId']);
  expect(shared.length).toBeGreaterThan(0);
  const mixed = await Promise.all(Array.from({ length: 24 }, (_, index) => send(index % 4)));
  expect(mixed.map(({ status }) => status)).toEqual(Array.from({ length: 24 }, (_, index) => (index % 4 === 3 ? 409 : 201)));
});
