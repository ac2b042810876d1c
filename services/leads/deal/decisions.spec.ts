import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { registerAnswer, type RegisterAnswer } from '#libs/contracts/http/deals';
import { eventually } from '#libs/testing/eventually';
import { FixedClock } from '#libs/testing/fixed-clock';
import type { HttpAnswer } from '#libs/testing/http-client';
import { startService, type StartedService } from '#libs/testing/start-service';
import { aRegistration } from '../spec/a-registration.ts';
import { startLeads, type StartedLeads } from '../spec/start-leads.ts';

const clock = new FixedClock('2026-11-22T09:00:00Z');
let service: StartedLeads<StartedService>;
let [one, two, three] = ['', '', ''];
beforeAll(async () => {
  service = await startLeads(startService, { clock, env: { DEALS_SWEEP: 'PT1H' } });
});
afterAll(() => service.stop());
beforeEach(async () => {
  await service.database.truncate();
  [one, two, three] = [await service.partner('One'), await service.partner('Two'), await service.partner('Three')];
});

const sellerOf = (partnerId: string) => service.client.asPartner(partnerId, 'seller');
const team = (path: string, body?: unknown, headers: Record<string, string> = {}) => service.client.as('partner_manager').post(`/api/deals/${path}`, body, { headers });
const mine = (partnerId: string, path: string, body?: unknown) => sellerOf(partnerId).post(`/api/deals/${path}`, body);
async function register(partnerId: string, body = aRegistration()): Promise<RegisterAnswer> {
  clock.advance({ minutes: 1 });
  return (await sellerOf(partnerId).post('/api/deals', body)).as(registerAnswer);
}
const statusOf = async ({ id }: RegisterAnswer) => (await service.client.as('admin').get(`/api/deals/${id}`)).body.status;
const told = async ({ id }: RegisterAnswer) => (await service.events(undefined, id)).map(({ type }) => type.replace(/^deal\.|\.v1$/g, ''));
const codeOf = ({ status, body }: HttpAnswer) => [status, body.code];

describe('the queue', () => {
  test('moves up in the order of registration, past those of whose families some are taken', async () => {
    const { account } = aRegistration();
    const of = (partnerId: string, ...productFamilies: string[]) => register(partnerId, aRegistration({ account, productFamilies }));
    const [cloud, surface] = [await of(one, 'cloud-scanner'), await of(two, 'attack-surface')];
    const both = await of(three, 'cloud-scanner', 'attack-surface');
    const [next, last] = [await of(two, 'cloud-scanner'), await of(one, 'cloud-scanner')];
    expect((await team(`${cloud.id}/lost`, { reason: 'Budget cut.', closedOn: '2026-11-22' })).status).toBe(200);
    expect([await statusOf(both), await statusOf(next), await statusOf(last)]).toEqual(['queued', 'approved', 'queued']);
    expect(await told(next)).toEqual(['registered', 'queued', 'promoted', 'approved']);
    expect((await service.events('deal.approved.v1', next.id))[0]?.data).toMatchObject({ through: 'promotion', partnerId: two, companyName: 'Two' });
    await team(`${surface.id}/lost`, { reason: 'Budget cut.' });
    await team(`${next.id}/lost`, { reason: 'Budget cut.' });
    expect([await statusOf(both), await statusOf(last)]).toEqual(['approved', 'queued']);
  });

  test('ends for those who want what the customer has bought, and moves up for the others', async () => {
    const { account } = aRegistration();
    const holder = await register(one, aRegistration({ account, productFamilies: ['attack-surface', 'cloud-scanner'] }));
    const same = await register(two, aRegistration({ account, productFamilies: ['cloud-scanner', 'vulnerability-scanner'] }));
    expect((await team(`${holder.id}/won`, { amount: { amount: '4000000.00', currency: 'USD' }, closedOn: '2026-11-22' })).body).toMatchObject({ status: 'won' });
    expect(await statusOf(same)).toBe('rejected');
    expect((await service.events('deal.rejected.v1', same.id))[0]?.data).toMatchObject({ reason: 'opportunity-closed', through: 'opportunity' });
    expect((await service.events('deal.won.v1', holder.id))[0]?.data).toMatchObject({ amount: { amount: '4000000.00', currency: 'USD' }, contract: 'annual', termMonths: 36, closedOn: '2026-11-22', partnerId: one });
    // What is bought is bought; the next purchase is another opportunity.
    expect((await register(three, aRegistration({ account, productFamilies: ['cloud-scanner'] }))).status).toBe('approved');
  });

  test('moves up when a partner withdraws, whose rows the next one’s partner does not see', async () => {
    await service.setting('auto_approve', false);
    const body = aRegistration();
    const [holder, next] = [await register(one, body), await register(two, body)];
    expect((await mine(one, `${holder.id}/withdraw`, { reason: 'We lost touch.' })).body).toMatchObject({ status: 'withdrawn' });
    expect(await statusOf(next)).toBe('submitted');
    expect(await told(next)).toEqual(['registered', 'queued', 'promoted']);
    expect((await team(`${next.id}/approve`)).body).toMatchObject({ status: 'approved', protectedUntil: expect.any(String) });
    await service.setting('auto_approve', true);
  });

  test('ends where the customer has become a named account meanwhile', async () => {
    const body = aRegistration({ account: { name: 'Hooli', website: 'https://hooli.example' } });
    const [holder, next] = [await register(one, body), await register(two, body)];
    await service.crmAccount({ id: 'hooli', name: 'Hooli', domain: 'hooli.example', named: true });
    await team(`${holder.id}/lost`, { reason: 'Budget cut.' });
    expect([await statusOf(next), await told(next)]).toEqual(['rejected', ['registered', 'queued', 'rejected']]);
    expect((await service.events('deal.rejected.v1', next.id))[0]?.data).toMatchObject({ reason: 'named-account', through: 'opportunity' });
  });

  test('moves up by the sweep, where the process ended in between', async () => {
    const body = aRegistration();
    const [holder, next] = [await register(one, body), await register(two, body)];
    await service.database.query(`UPDATE deal SET status = 'expired', due_at = NULL WHERE id = $1`, [holder.id]);
    await service.database.query(`UPDATE reservation SET ending = 'freed' WHERE deal_id = $1`, [holder.id]);
    const { Sweeper } = await import('#libs/database/due');
    expect(await service.running.app.get(Sweeper).sweepNow('leads.promotion')).toBe(1);
    expect(await statusOf(next)).toBe('approved');
  });
});

describe('a registration that a person looks at', () => {
  async function doubtful(): Promise<{ known: RegisterAnswer; doubt: RegisterAnswer; accountId: string }> {
    await service.crmAccount({ id: 'initech', name: 'Initech', domain: 'initech.example' });
    const known = await register(one, aRegistration({ account: { name: 'Initech', website: 'https://initech.example' } }));
    const doubt = await register(two, aRegistration({ account: { name: 'Initech', website: 'https://initech-eu.example' } }));
    const { review } = (await service.client.as('reviewer').get(`/api/deals/${doubt.id}`)).body;
    return { known, doubt, accountId: review.candidates[0].accountId };
  }

  test('is approved where it is another customer', async () => {
    const { doubt } = await doubtful();
    expect((await team(`${doubt.id}/approve`, { note: 'A namesake.' })).body).toMatchObject({ status: 'approved', protectedUntil: '2027-02-20T09:08:00.000Z'.replace('09:08', clock.now().toISOString().slice(11, 16)) });
    expect(await told(doubt)).toEqual(['registered', 'approved']);
  });

  test('queues where it is the same customer and taken, with all who came the same way; from then on the domain is known', async () => {
    const { known, doubt, accountId } = await doubtful();
    const behind = await register(three, aRegistration({ account: { name: 'Initech', website: 'https://initech-eu.example' } }));
    expect(behind.status).toBe('queued');
    expect((await team(`${doubt.id}/approve`, { sameAs: accountId, note: 'One has it.' })).body).toMatchObject({ status: 'queued', protectedUntil: null });
    expect(JSON.stringify((await sellerOf(two).get(`/api/deals/${doubt.id}`)).body)).not.toContain('One has it.');
    expect(JSON.stringify((await service.client.as('reviewer').get(`/api/deals/${doubt.id}`)).body)).toContain('One has it.');
    expect((await register(three, aRegistration({ account: { name: 'Whatever', website: 'https://initech-eu.example' } }))).status).toBe('queued');
    await team(`${known.id}/lost`, { reason: 'No.' });
    expect([await statusOf(doubt), await statusOf(behind)]).toEqual(['approved', 'queued']);
  });

  test('is approved where it is the same customer and free', async () => {
    const { known, doubt, accountId } = await doubtful();
    await team(`${known.id}/lost`, { reason: 'No.' });
    expect((await team(`${doubt.id}/approve`, { sameAs: accountId })).body).toMatchObject({ status: 'approved' });
  });

  test('queues where it is taken, and what it held for others to wait for goes to the next of them', async () => {
    await service.crmAccount({ id: 'initech', name: 'Initech', domain: 'initech.example' });
    const of = (partnerId: string, website: string, ...productFamilies: string[]) => register(partnerId, aRegistration({ account: { name: 'Initech', website }, productFamilies }));
    await of(one, 'https://initech.example', 'cloud-scanner');
    const doubt = await of(two, 'https://initech-eu.example', 'cloud-scanner', 'attack-surface');
    const [behind, last] = [await of(three, 'https://initech-eu.example', 'attack-surface'), await of(one, 'https://initech-eu.example', 'attack-surface')];
    const [candidate] = (await service.client.as('reviewer').get(`/api/deals/${doubt.id}`)).body.review.candidates;
    await team(`${doubt.id}/approve`, { sameAs: candidate.accountId });
    expect([await statusOf(doubt), await statusOf(behind), await statusOf(last)]).toEqual(['queued', 'approved', 'queued']);
  });

  test('may be an account that has become another one: then it may be that one, and never the one that is gone', async () => {
    const { doubt, accountId } = await doubtful();
    const third = await register(three, aRegistration({ account: { name: 'Initech', website: 'https://initech-uk.example' } }));
    const candidates = async () => (await service.client.as('reviewer').get(`/api/deals/${third.id}`)).body.review.candidates.map((one: { accountId: string }) => one.accountId);
    const gone = (await candidates()).find((id: string) => id !== accountId);
    await team(`${doubt.id}/approve`, { sameAs: accountId });
    expect(await candidates()).toEqual([accountId]);
    expect(codeOf(await team(`${third.id}/approve`, { sameAs: gone }))).toEqual([409, 'deals/not-the-same-account']);
    expect((await team(`${third.id}/approve`, { sameAs: accountId })).body).toMatchObject({ status: 'queued' });
  });

  test('becomes another account while somebody registers a deal with it: that is the other account’s too', async () => {
    const { doubt, accountId } = await doubtful();
    const accountOf = async (id: string) => (await service.database.query<{ account_id: string }>('SELECT account_id FROM deal WHERE id = $1', [id]))[0]?.account_id;
    const gone = await accountOf(doubt.id);
    const late = await service.database.database.inTransaction({ kind: 'system', name: 'spec' }, async (tx) => {
      await tx.query('SELECT opportunity_lock($1)', [gone]);
      const registering = register(three, aRegistration({ account: { name: 'Initech', website: 'https://initech-eu.example' } }));
      await eventually(async () => expect(await service.database.query(`SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`)).toHaveLength(1));
      await tx.query('SELECT account_merge($1, $2)', [gone, accountId]);
      return { registering };
    });
    expect(await accountOf((await late.registering).id)).toBe(accountId);
  });

  test('cannot be some other account', async () => {
    const { known, doubt } = await doubtful();
    const [row] = await service.database.query<{ account_id: string }>('SELECT account_id FROM deal WHERE id = $1', [(await register(three)).id]);
    expect(codeOf(await team(`${doubt.id}/approve`, { sameAs: row?.account_id }))).toEqual([409, 'deals/not-the-same-account']);
    expect(await statusOf(known)).toBe('approved');
  });

  test('is rejected with a reason, which the partner reads', async () => {
    const { doubt } = await doubtful();
    await team(`${doubt.id}/reject`, { reason: 'existing-customer', note: 'They renewed last month.' });
    expect((await sellerOf(two).get(`/api/deals/${doubt.id}`)).body).toMatchObject({ status: 'rejected', rejection: { reason: 'existing-customer', note: 'They renewed last month.' } });
  });

  test('of two who decide at once one is told that it has changed', async () => {
    const { doubt } = await doubtful();
    const etag = (await service.client.as('reviewer').get(`/api/deals/${doubt.id}`)).headers.get('etag') ?? '';
    const answers = await Promise.all([team(`${doubt.id}/approve`, {}, { 'if-match': etag }), team(`${doubt.id}/reject`, { reason: 'other' }, { 'if-match': etag })]);
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 412]);
  });
});

describe('a returned registration', () => {
  async function returned(body = aRegistration()): Promise<RegisterAnswer> {
    await service.setting('auto_approve', false);
    const deal = await register(one, body);
    expect((await team(`${deal.id}/return`, { note: 'Which subsidiary?' })).body).toMatchObject({ status: 'returned' });
    expect((await sellerOf(one).get(`/api/deals/${deal.id}`)).body.returnNote).toBe('Which subsidiary?');
    return deal;
  }

  test('stays reserved, comes back completed, and waits for a person', async () => {
    const body = aRegistration();
    const deal = await returned(body);
    expect((await register(two, body)).status).toBe('queued');
    expect((await mine(one, `${deal.id}/resubmit`, { ...body, notes: 'The one in Ohio.' })).body).toMatchObject({ status: 'submitted' });
    expect((await service.events('deal.resubmitted.v1', deal.id))[0]?.data).toMatchObject({ outcome: 'clear' });
    expect((await team(`${deal.id}/approve`)).status).toBe(200);
  });

  test('may name other families: what it no longer wants goes to the next, what it newly wants may be taken', async () => {
    const { account } = aRegistration();
    const of = (...productFamilies: string[]) => aRegistration({ account, productFamilies });
    const deal = await returned(of('cloud-scanner', 'attack-surface'));
    const waits = await register(two, of('attack-surface'));
    await mine(one, `${deal.id}/resubmit`, of('cloud-scanner', 'vulnerability-scanner'));
    expect([await statusOf(deal), await statusOf(waits)]).toEqual(['submitted', 'submitted']);
    await team(`${deal.id}/return`, { note: 'And?' });
    await mine(one, `${deal.id}/resubmit`, of('cloud-scanner', 'attack-surface'));
    expect(await statusOf(deal)).toBe('queued');
    // It holds nothing any more.
    expect((await register(three, of('cloud-scanner'))).decision.outcome).toBe('clear');
  });

  test('may turn out to be about another customer, whose opportunity is taken or who is named', async () => {
    const taken = aRegistration();
    await register(two, taken);
    await service.crmAccount({ id: 'named', name: 'Named', domain: 'named.example', named: true });
    const [first, second] = [await returned(), await returned()];
    expect((await mine(one, `${first.id}/resubmit`, taken)).body).toMatchObject({ status: 'queued' });
    expect((await mine(one, `${second.id}/resubmit`, aRegistration({ account: { name: 'N', website: 'https://named.example' } }))).body).toMatchObject({ status: 'rejected' });
    expect(await told(second)).toEqual(['registered', 'returned', 'resubmitted', 'rejected']);
    expect(await service.database.query('SELECT FROM reservation WHERE deal_id = ANY ($1)', [[first.id, second.id]])).toEqual([]);
  });
});

describe('what the state does not allow', () => {
  test.each(['approve', 'reject', 'return'])('a protected deal does not allow %s', async (move) => {
    const { id } = await register(one);
    const body = { approve: {}, reject: { reason: 'other' }, return: { note: 'Hm.' } }[move];
    expect(codeOf(await team(`${id}/${move}`, body))).toEqual([409, 'deals/illegal-transition']);
  });

  test('a won deal allows nothing more', async () => {
    const { id } = await register(one);
    const won = { amount: { amount: '1.00', currency: 'USD' }, closedOn: '2026-11-22' };
    await team(`${id}/won`, won);
    const answers = [await team(`${id}/won`, won), await team(`${id}/lost`, { reason: 'x' }), await mine(one, `${id}/withdraw`), await mine(one, `${id}/extension`), await mine(one, `${id}/activities`, { kind: 'call', date: '2026-11-22', note: 'x' })];
    expect(answers.map(codeOf)).toEqual(answers.map(() => [409, 'deals/illegal-transition']));
  });

  test('a win in another currency than was registered needs a word from who says so, for colleagues alone', async () => {
    const { id } = await register(one);
    const won = { amount: { amount: '3900000.00', currency: 'EUR' }, closedOn: '2026-11-22', note: 'They sign through Dublin.' };
    expect((await team(`${id}/won`, won)).body).toMatchObject({ status: 'won' });
    expect((await service.events('deal.won.v1', id))[0]?.data).toMatchObject({ amount: { amount: '3900000.00', currency: 'EUR' } });
    expect((await service.client.as('finance').get(`/api/deals/${id}`)).body.timeline.at(-1)).toMatchObject({ event: 'won', why: 'They sign through Dublin.' });
    expect(JSON.stringify((await sellerOf(one).get(`/api/deals/${id}`)).body)).not.toContain('Dublin');
  });

  test.each([
    ['won', { amount: { amount: '0', currency: 'USD' }, closedOn: '2026-11-22' }, '/amount/amount'],
    ['won', { amount: { amount: '1.234', currency: 'USD' }, closedOn: '2026-11-22' }, '/amount/amount'],
    ['won', { amount: { amount: '1', currency: 'USD' }, closedOn: '2026-12-22' }, '/closedOn'],
    ['won', { amount: { amount: '1', currency: 'USD' }, closedOn: '2026-11-24' }, '/closedOn'],
    ['won', { amount: { amount: '1', currency: 'EUR' }, closedOn: '2026-11-22' }, '/note'],
    ['lost', { reason: 'x', closedOn: '2016-01-01' }, '/closedOn'],
    ['lost', { closedOn: '2026-11-22' }, '/reason'],
    ['reject', { reason: 'because' }, '/reason'],
    ['return', { note: '' }, '/note'],
  ])('%s with %j is refused with a pointer', async (move, body, pointer) => {
    const { id } = await register(one);
    const answer = await team(`${id}/${move}`, body);
    expect([answer.status, answer.body.errors?.[0]?.pointer]).toEqual([422, pointer]);
  });

  test('another partner’s deal does not exist', async () => {
    const { id } = await register(one);
    for (const answer of [await sellerOf(two).get(`/api/deals/${id}`), await mine(two, `${id}/withdraw`), await mine(two, `${id}/activities`, { kind: 'call', date: '2026-11-22', note: 'x' })]) expect(answer.status).toBe(404);
  });
});

test('the list is one’s own, or everybody’s for the team, and can be narrowed', async () => {
  const [first, second] = [await register(one, aRegistration({ account: { name: 'Umbrella 100%' } })), await register(two)];
  const references = async (client: ReturnType<typeof sellerOf>, query = {}) => (await client.get('/api/deals', { query })).body.items.map(({ reference }: { reference: string }) => reference);
  expect(await references(sellerOf(one))).toEqual([first.reference]);
  const admin = service.client.as('admin');
  expect(await references(admin)).toEqual([second.reference, first.reference]);
  expect(await references(admin, { sort: 'registeredAt', limit: 1 })).toEqual([first.reference]);
  expect(await references(admin, { q: '100%' })).toEqual([first.reference]);
  expect(await references(admin, { partnerId: two })).toEqual([second.reference]);
  expect(await references(admin, { status: 'queued,lost' })).toEqual([]);
  expect(await references(admin, { q: second.reference.slice(5).toLowerCase() })).toEqual([second.reference]);
});
