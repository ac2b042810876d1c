import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { dealStatuses } from '#libs/contracts/events/deals';
import { registerAnswer, type DealStatus } from '#libs/contracts/http/deals';
import { Sweeper } from '#libs/database/due';
import { FixedClock } from '#libs/testing/fixed-clock';
import type { HttpAnswer } from '#libs/testing/http-client';
import { startService, type StartedService } from '#libs/testing/start-service';
import { aRegistration } from '../spec/a-registration.ts';
import { startLeads, type StartedLeads } from '../spec/start-leads.ts';
import { moves, type Move } from './deal.transitions.ts';

jest.setTimeout(30_000);

/** As the programme has it, written by hand: what does not stand here is refused. */
const table: Readonly<Record<DealStatus, Partial<Record<Move, DealStatus>>>> = {
  submitted: { approve: 'approved', queue: 'queued', reject: 'rejected', return: 'returned', withdraw: 'withdrawn' },
  queued: { promote: 'approved', advance: 'submitted', reject: 'rejected', withdraw: 'withdrawn' },
  returned: { resubmit: 'submitted', withdraw: 'withdrawn' },
  approved: { win: 'won', lose: 'lost', expire: 'expired', revoke: 'revoked' },
  rejected: {},
  withdrawn: {},
  won: {},
  lost: {},
  expired: {},
  revoked: {},
};
/** How a registration comes into a state. */
const ways: Readonly<Record<DealStatus, readonly Move[]>> = {
  submitted: [], queued: ['queue'], returned: ['return'], approved: ['approve'], rejected: ['reject'], withdrawn: ['withdraw'],
  won: ['approve', 'win'], lost: ['approve', 'lose'], expired: ['approve', 'expire'], revoked: ['approve', 'revoke'],
};
const holding: readonly DealStatus[] = ['submitted', 'returned', 'approved'];
/** Nobody asks for these: they come about where time goes by, or an opportunity becomes free. */
const unasked: readonly Move[] = ['promote', 'advance', 'expire', 'revoke'];

const clock = new FixedClock();
let service: StartedLeads<StartedService>;
let [partner, rival] = ['', ''];
/** The rival's, at the customer that ours may be about. */
let ahead = '';
beforeAll(async () => {
  service = await startLeads(startService, { clock, env: { DEALS_SWEEP: 'PT1H' } });
});
afterAll(() => service.stop());
beforeEach(async () => {
  await service.database.truncate();
  clock.set('2026-11-22T09:00:00Z');
  [partner, rival] = [await service.partner('Ours'), await service.partner('Rival')];
});

const mine = (path: string, body?: unknown) => service.client.asPartner(partner, 'seller').post(`/api/deals/${path}`, body);
const team = (path: string, body?: unknown) => service.client.as('partner_manager').post(`/api/deals/${path}`, body);
const registration = (name: string, website: string, family = 'cloud-scanner') => aRegistration({ account: { name, website }, productFamilies: [family], expectedCloseOn: '2027-12-31' });
const ours = registration('Initech', 'https://initech-eu.example');
async function register(partnerId: string, body: ReturnType<typeof aRegistration>): Promise<string> {
  return (await service.client.asPartner(partnerId, 'seller').post('/api/deals', body)).as(registerAnswer).id;
}
const accountOf = async (id: string) => (await service.database.query<{ account_id: string }>('SELECT account_id FROM deal WHERE id = $1', [id]))[0]?.account_id;

/** Days go by, for this deal alone. */
async function daysGoBy(id: string, days: number): Promise<undefined> {
  await service.database.query('UPDATE deal SET due_at = NULL WHERE id <> $1', [id]);
  clock.advance({ days });
  await service.running.app.get(Sweeper).sweepNow('leads.protection');
}

/** The rival loses all that it holds, of our customer too, so that the queue is looked through. */
async function becomesFree(autoApprove: boolean): Promise<undefined> {
  await register(rival, registration('Somebody', 'https://initech-eu.example', 'attack-surface'));
  await service.setting('auto_approve', autoApprove);
  const held = await service.database.query<{ id: string }>(`SELECT id FROM deal WHERE partner_id = $1 AND status = 'approved'`, [rival]);
  expect(held.length).toBeGreaterThan(0);
  for (const { id } of held) expect((await team(`${id}/lost`, { reason: 'Gone.' })).status).toBe(200);
}

/** Every move by the real verb. */
const make: Readonly<Record<Move, (id: string) => Promise<HttpAnswer | undefined>>> = {
  approve: (id) => team(`${id}/approve`),
  queue: async (id) => team(`${id}/approve`, { sameAs: await accountOf(ahead) }),
  promote: () => becomesFree(true),
  advance: () => becomesFree(false),
  reject: (id) => team(`${id}/reject`, { reason: 'other', note: 'No.' }),
  return: (id) => team(`${id}/return`, { note: 'Which subsidiary?' }),
  resubmit: (id) => mine(`${id}/resubmit`, ours),
  withdraw: (id) => mine(`${id}/withdraw`, { reason: 'We lost touch.' }),
  win: (id) => team(`${id}/won`, { amount: { amount: '1.00', currency: 'USD' }, closedOn: clock.now().toISOString().slice(0, 10) }),
  lose: (id) => team(`${id}/lost`, { reason: 'Gone.' }),
  expire: async (id) => {
    await service.setting('inactivity_revoke_days', 365);
    await daysGoBy(id, 91);
    return service.setting('inactivity_revoke_days', 60).then(() => undefined);
  },
  revoke: (id) => daysGoBy(id, 61),
};

/** A registration of ours that may be about a customer whose opportunity the rival holds, brought into that state. */
async function dealThatIs(status: DealStatus): Promise<string> {
  await service.crmAccount({ id: 'initech', name: 'Initech', domain: 'initech.example' });
  ahead = await register(rival, registration('Initech', 'https://initech.example'));
  const id = await register(partner, ours);
  for (const move of ways[status]) await make[move](id);
  expect((await stored(id)).status).toBe(status);
  return id;
}

interface Stored {
  readonly status: DealStatus;
  readonly history: readonly { from_status: string; to_status: string; at: string }[];
  readonly reservations: readonly object[];
}
/** All that the service knows and has told of a deal. */
async function stored(id: string): Promise<Stored> {
  const [row] = await service.database.query<{ all: Stored }>(
    `SELECT to_jsonb(d) || jsonb_build_object(
       'history', (SELECT jsonb_agg(h ORDER BY h.id) FROM deal_history h WHERE h.deal_id = d.id),
       'reservations', (SELECT coalesce(jsonb_agg(r ORDER BY r.family), '[]') FROM reservation r WHERE r.deal_id = d.id),
       'told', (SELECT jsonb_agg(o ORDER BY o.seq) FROM outbox o WHERE o.aggregateid = d.id::text)) AS all
     FROM deal d WHERE d.id = $1`,
    [id],
  );
  if (row === undefined) throw new Error('There is no such deal.');
  return row.all;
}

const allMoves = Object.keys(moves).filter((name): name is Move => name in moves);
const legal = dealStatuses.flatMap((status) => allMoves.filter((move) => table[status][move] !== undefined).map((move) => [status, move] as const));

describe('a deal', () => {
  test.each(legal)('that is %s may %s', async (status, move) => {
    const id = await dealThatIs(status);
    const answer = await make[move](id);
    const to = table[status][move];
    if (!unasked.includes(move)) expect([answer?.status, answer?.body.status]).toEqual([200, to]);
    const after = await stored(id);
    expect(after.status).toBe(to);
    expect(after.history.at(-1)).toMatchObject({ from_status: status, to_status: to });
    expect(Date.parse(after.history.at(-1)?.at ?? '')).toBe(clock.now().getTime());
    expect(after.reservations).toHaveLength(holding.includes(after.status) ? 1 : 0);
  });

  test.each(dealStatuses)('that is %s may nothing else, and nothing of it changes when it is tried', async (status) => {
    const id = await dealThatIs(status);
    const before = await stored(id);
    for (const move of allMoves.filter((name) => table[status][name] === undefined)) {
      const answer = await make[move](id);
      // Whether it is to queue is found out while it is approved.
      const asked = move === 'queue' ? 'approve' : move;
      if (!unasked.includes(move)) expect([move, answer?.status, answer?.body]).toMatchObject([move, 409, { code: 'deals/illegal-transition', state: status, move: asked }]);
      expect([move, await stored(id)]).toEqual([move, before]);
    }
    if (status === 'approved') return;
    // An extension is no move, but belongs to a protection.
    for (const answer of [await mine(`${id}/extension`), await team(`${id}/extension/grant`), await team(`${id}/extension/refuse`)]) {
      expect([answer.status, answer.body.code]).toEqual([409, 'deals/illegal-transition']);
    }
    expect(await stored(id)).toEqual(before);
  });
});
