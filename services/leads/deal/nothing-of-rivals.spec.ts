import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { dealRejections } from '#libs/contracts/events/deals';
import { registerAnswer, type RegisterAnswer } from '#libs/contracts/http/deals';
import { partnerRoles, permissionsOf, type PartnerRole } from '#libs/contracts/permissions';
import { routesOfService } from '#libs/service/routes';
import { FixedClock } from '#libs/testing/fixed-clock';
import type { HttpAnswer } from '#libs/testing/http-client';
import { startService, type StartedService } from '#libs/testing/start-service';
import { leads } from '../service.ts';
import { aRegistration } from '../spec/a-registration.ts';
import { startLeads, type StartedLeads } from '../spec/start-leads.ts';

jest.setTimeout(60_000);
const clock = new FixedClock('2026-11-22T09:00:00Z');
let service: StartedLeads<StartedService>;
/** Rivals write their own spelling of everything, so that a trace of it is theirs. */
let [rival, partner] = ['', ''];
const traces: string[] = [];
let customers = 0;
beforeAll(async () => {
  service = await startLeads(startService, { clock });
  [rival, partner] = [await service.partner('Rival GmbH'), await service.partner('Ours Ltd')];
});
afterAll(() => service.stop());

const team = (path: string, body: unknown) => service.client.as('partner_manager').post(`/api/deals/${path}`, body);
const words = { contactName: 'Rivka Rivalski', notes: 'the rivals notes' };

async function register(partnerId: string, body: ReturnType<typeof aRegistration>): Promise<RegisterAnswer> {
  return (await service.client.asPartner(partnerId, 'seller').post('/api/deals', body)).as(registerAnswer);
}

/** A customer whose opportunity the rival holds, with what a partner may never read of it. */
async function taken() {
  const key = `customer${(customers += 1)}`;
  const account = { name: `${key} Industries`, website: `https://${key}.example`, country: 'US' };
  const theirs = account.name.toUpperCase();
  const { id, reference } = await register(rival, aRegistration({ account: { ...account, name: theirs }, ...words }));
  const [row] = await service.database.query<{ account_id: string; seller_id: string }>('SELECT account_id, seller_id FROM deal WHERE id = $1', [id]);
  traces.push(id, reference, rival, row?.account_id ?? '', theirs, 'Rival GmbH', ...Object.values(words), 'One has it');
  return { id, account };
}

/** The same opportunity for our partner, in every state in which somebody else stands behind it. */
const situations: Record<string, () => Promise<RegisterAnswer>> = {
  'queued at once': async () => register(partner, aRegistration({ account: (await taken()).account })),
  'turned down because the rival has won': async () => {
    const { id, account } = await taken();
    const behind = await register(partner, aRegistration({ account }));
    expect((await team(`${id}/won`, { amount: { amount: '1.00', currency: 'USD' }, closedOn: '2026-11-22' })).status).toBe(200);
    return behind;
  },
  'queued by a reviewer': async () => {
    const doubt = await doubtful();
    const [candidate] = (await service.client.as('reviewer').get(`/api/deals/${doubt.id}`)).body.review.candidates;
    expect((await team(`${doubt.id}/approve`, { sameAs: candidate.accountId, note: 'One has it' })).body.status).toBe('queued');
    return doubt;
  },
  'in doubt': doubtful,
  ...Object.fromEntries(dealRejections.map((reason) => [`turned down by a reviewer, who says ${reason}`, async () => {
    const doubt = await doubtful();
    expect((await team(`${doubt.id}/reject`, { reason })).body.status).toBe('rejected');
    return doubt;
  }])),
};

async function doubtful(): Promise<RegisterAnswer> {
  const { account } = await taken();
  const answer = await register(partner, aRegistration({ account: { ...account, website: account.website.replace('.example', '-eu.example') } }));
  expect(answer.decision.outcome).toBe('needs_review');
  return answer;
}

/** Bodies for what a partner may send; a route of a partner without one fails. */
const bodies: Readonly<Record<string, unknown>> = {
  'POST /deals': aRegistration(),
  'POST /deals/:id/activities': { kind: 'call', date: '2026-11-22', note: 'Called them.' },
  'POST /deals/:id/withdraw': {},
  'POST /deals/:id/resubmit': aRegistration(),
  'POST /deals/:id/extension': {},
};

/** Every answer that this service gives to some role of a partner; changes last. */
function routesFor(role: PartnerRole): { method: string; path: string }[] {
  const may = permissionsOf([role]);
  return routesOfService(leads)
    .filter(({ access }) => access?.kind === 'signed-in' || (access?.kind === 'permission' && may.has(access.permission)))
    .toSorted((a, b) => Number(a.method !== 'GET') - Number(b.method !== 'GET'));
}

async function answers(id: string, role: PartnerRole): Promise<string[]> {
  const client = service.client.asPartner(partner, role);
  const all: string[] = [];
  for (const { method, path } of routesFor(role)) {
    const body = bodies[`${method} ${path}`];
    if (method !== 'GET' && body === undefined) throw new Error(`${method} ${path}: write a body that would be accepted.`);
    for (const locale of method === 'GET' && path.startsWith('/deals/') ? ['en', 'de'] : [undefined]) {
      const query = path === '/accounts' ? { q: 'ind' } : locale === undefined ? {} : { locale };
      all.push(shown(`${method} ${path}`, await client.send(method, `/api${path.replace(':id', id)}`, body, { query })));
    }
  }
  return all;
}
const shown = (route: string, { status, body, headers }: HttpAnswer) => `${route} ${status} ${JSON.stringify([...headers])} ${JSON.stringify(body)}`;

test.each(Object.keys(situations))('a partner whose registration is %s reads nothing of the rival, whatever is asked', async (name) => {
  const answer = await situations[name]?.();
  expect(answer).toBeDefined();
  for (const role of partnerRoles) {
    const told = [...(await answers(answer?.id ?? '', role)), JSON.stringify(answer)];
    expect(told.length).toBeGreaterThan(3);
    const found = [...traces, 'duplicate', 'rivals"', 'candidates'].flatMap((trace) => told.filter((text) => text.includes(trace)).map((text) => `${trace}: ${text.slice(0, 40)}`));
    expect(found).toEqual([]);
  }
});

test('a registration that a reviewer calls a duplicate reads for its partner, to the letter, as one whose opportunity is closed; the team reads the truth', async () => {
  const [duplicate, closed] = [await situations['turned down by a reviewer, who says duplicate']?.(), await situations['turned down by a reviewer, who says opportunity-closed']?.()];
  const seen = async (deal: RegisterAnswer | undefined) => {
    const { body } = await service.client.asPartner(partner, 'owner').get(`/api/deals/${deal?.id}`);
    return JSON.stringify({ ...body, id: 'id', reference: 'reference', account: 'account' });
  };
  expect(await seen(duplicate)).toBe(await seen(closed));
  const { rejection, timeline } = (await service.client.as('reviewer').get(`/api/deals/${duplicate?.id}`)).body;
  expect([rejection.reason, timeline.at(-1).why]).toEqual(['duplicate', 'duplicate']);
});
