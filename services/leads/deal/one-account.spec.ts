import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { Client } from 'pg';
import { registerAnswer, type RegisterAnswer } from '#libs/contracts/http/deals';
import { eventually } from '#libs/testing/eventually';
import { startService, type StartedService } from '#libs/testing/start-service';
import { aRegistration } from '../spec/a-registration.ts';
import { startLeads, type StartedLeads } from '../spec/start-leads.ts';

jest.setTimeout(60_000);
let service: StartedLeads<StartedService>;
let [one, two] = ['', ''];
beforeAll(async () => {
  service = await startLeads(startService, { env: { DEALS_SWEEP: 'PT1H' } });
});
afterAll(() => service.stop());
beforeEach(async () => {
  await service.database.truncate();
  [one, two] = [await service.partner('One'), await service.partner('Two')];
});

const closeOn = `${new Date().getUTCFullYear() + 1}-06-30`;
const sellerOf = (partnerId: string) => service.client.asPartner(partnerId, 'seller');
const team = (path: string, body?: unknown) => service.client.as('partner_manager').post(`/api/deals/${path}`, body);
const register = async (partnerId: string, website: string | undefined, name = 'Initech', ...productFamilies: string[]) =>
  (await sellerOf(partnerId).post('/api/deals', aRegistration({ account: { name, website }, expectedCloseOn: closeOn, ...(productFamilies.length === 0 ? {} : { productFamilies }) }))).as(registerAnswer);
const viewOf = async (client: ReturnType<typeof sellerOf>, { id }: RegisterAnswer) => (await client.get(`/api/deals/${id}`)).body;
const told = async ({ id }: RegisterAnswer) => (await service.events(undefined, id)).map(({ type }) => type.replace(/^deal\.|\.v1$/g, ''));

describe('a registration that a person finds to be about a customer who is not open to partners', () => {
  test.each([
    [{ named: true }, 'named-account', 'looked after by our own sales team'],
    [{ directPipeline: true }, 'direct-pipeline', 'already talking to this customer'],
  ])('(%j) is turned down, and so is who waits behind it', async (flags, reason, text) => {
    await service.crmAccount({ id: 'initech', name: 'Initech', domain: 'initech.example', ...flags });
    const doubt = await register(one, 'https://initech-eu.example');
    const behind = await register(two, 'https://initech-eu.example');
    expect([doubt.status, behind.status]).toEqual(['submitted', 'queued']);
    const [candidate] = (await viewOf(service.client.as('reviewer'), doubt)).review.candidates;
    expect((await team(`${doubt.id}/approve`, { sameAs: candidate.accountId, note: 'Our own Mr Lumbergh has it.' })).body).toMatchObject({ status: 'rejected', protectedUntil: null });
    const view = await viewOf(sellerOf(one), doubt);
    expect(view).toMatchObject({ status: 'rejected', decision: { outcome: 'rejected', reason }, rejection: { reason, note: null } });
    expect(view.decision.text).toContain(text);
    // What the reviewer notes is for colleagues, as beside every approval.
    expect(JSON.stringify(view)).not.toContain('Lumbergh');
    expect(JSON.stringify(await viewOf(service.client.as('reviewer'), doubt))).toContain('Lumbergh');
    expect((await service.events('deal.rejected.v1', doubt.id))[0]?.data).toMatchObject({ reason, through: 'review' });
    expect([await told(doubt), await told(behind)]).toEqual([['registered', 'rejected'], ['registered', 'queued', 'rejected']]);
    expect(await service.database.query('SELECT FROM reservation')).toEqual([]);
  });

  test('is turned down although somebody holds the opportunity there', async () => {
    await service.crmAccount({ id: 'initech', name: 'Initech', domain: 'initech.example' });
    const holder = await register(two, 'https://initech.example');
    const doubt = await register(one, 'https://initech-eu.example');
    const [candidate] = (await viewOf(service.client.as('reviewer'), doubt)).review.candidates;
    await service.crmAccount({ id: 'initech', name: 'Initech', domain: 'initech.example', named: true });
    expect((await team(`${doubt.id}/approve`, { sameAs: candidate.accountId })).body).toMatchObject({ status: 'rejected' });
    expect((await viewOf(sellerOf(two), holder)).status).toBe('approved');
  });

  test('is turned down where the CRM has said so while it waited for the approval', async () => {
    await service.setting('auto_approve', false);
    const waiting = await register(one, 'https://initech.example');
    await service.crmAccount({ id: 'initech', name: 'Initech', domain: 'initech.example', directPipeline: true });
    expect((await team(`${waiting.id}/approve`, {})).body).toMatchObject({ status: 'rejected' });
    expect((await viewOf(sellerOf(one), waiting)).rejection).toEqual({ reason: 'direct-pipeline', note: null });
    await service.setting('auto_approve', true);
  });
});

const accountOf = async (id: string) => (await service.database.query<{ account_id: string }>('SELECT account_id FROM deal WHERE id = $1', [id]))[0]?.account_id ?? '';
const reviewed = async (deal: RegisterAnswer) => (await viewOf(service.client.as('reviewer'), deal)).review;
const statusOf = async (deal: RegisterAnswer) => (await viewOf(service.client.as('reviewer'), deal)).status;

describe('an account that becomes another one', () => {
  /** Two accounts; the first becomes the second while `work` waits for it. */
  async function merging(work: () => Promise<unknown>): Promise<string> {
    await service.crmAccount({ id: 'remaining', name: 'Remaining', domain: 'remaining.example' });
    const gone = await accountOf((await register(two, 'https://gone.example', 'Gone')).id);
    const [remaining] = await service.database.query<{ account_id: string }>(`SELECT account_id FROM crm_account WHERE id = 'remaining'`);
    const merger = new Client({ connectionString: service.database.url });
    await merger.connect();
    await merger.query('BEGIN');
    await merger.query('SELECT opportunity_lock($1)', [gone]);
    const waiting = work();
    await eventually(async () => expect(await service.database.query(`SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`)).toHaveLength(1));
    await merger.query('SELECT account_merge($1, $2)', [gone, remaining?.account_id]);
    await merger.query('COMMIT');
    await merger.end();
    await waiting;
    return remaining?.account_id ?? '';
  }

  test('while a registration is completed with it: that is the other account’s', async () => {
    await service.setting('auto_approve', false);
    const deal = await register(one, 'https://initech.example');
    await team(`${deal.id}/return`, { note: 'Which subsidiary?' });
    const body = aRegistration({ account: { name: 'Something else', website: 'https://gone.example' }, productFamilies: ['attack-surface'], expectedCloseOn: closeOn });
    const remaining = await merging(async () => expect((await sellerOf(one).post(`/api/deals/${deal.id}/resubmit`, body)).body).toMatchObject({ status: 'submitted' }));
    expect(await accountOf(deal.id)).toBe(remaining);
    await service.setting('auto_approve', true);
  });

  test.each([['new', 'Gone Inc.'], ['known', 'Gone Stores']])('while the CRM tells of it, in a %s record: that is the other account’s', async (which, name) => {
    const remaining = await merging(async () => {
      if (which === 'known') await service.database.query(`INSERT INTO crm_account (id, account_id, name, country, named, direct_pipeline, reported_at, search) SELECT 'gone', account_id, 'Gone', 'US', false, false, '2026-01-01', 'gone' FROM account_key WHERE value = 'gone.example'`);
      // As a consumer does, which tries again where the database asks for it.
      await service.database.database.inTransaction({ kind: 'system', name: 'spec' }, (tx) =>
        tx.query(`SELECT account_upsert($1, 'gone.example', $2, $3, now())`, [JSON.stringify({ id: 'gone', name, website: 'gone.example', country: 'US', named: true, direct_pipeline: false, search: 'gone' }), ['US:gone'], randomUUID()]),
      );
    });
    expect(await service.database.query(`SELECT c.account_id, a.named FROM crm_account c JOIN account a ON a.id = c.account_id WHERE c.id = 'gone'`)).toEqual([{ account_id: remaining, named: true }]);
    expect(await service.database.query('SELECT FROM account_key WHERE account_id <> $1', [remaining])).toEqual([]);
  });
});

describe('one domain', () => {
  test('under two names is one customer, also where the first one’s name was known without a domain', async () => {
    await register(two, undefined, 'Globex');
    expect((await team(`${(await register(two, undefined, 'Globex')).id}/reject`, { reason: 'other' })).status).toBe(200);
    const first = await register(one, 'https://globex.example', 'Globex', 'attack-surface');
    const second = await register(two, 'https://www.globex.example', 'Hammock District', 'attack-surface');
    expect([first.status, second.status]).toEqual(['approved', 'queued']);
  });

  test('that a completed registration brings blocks, too', async () => {
    await service.setting('auto_approve', false);
    const deal = await register(one, undefined, 'Globex');
    await team(`${deal.id}/return`, { note: 'Their website?' });
    const body = aRegistration({ account: { name: 'Globex', website: 'https://globex.example' }, expectedCloseOn: closeOn });
    expect((await sellerOf(one).post(`/api/deals/${deal.id}/resubmit`, body)).body.status).toBe('submitted');
    expect((await register(two, 'https://globex.example', 'Hammock District')).status).toBe('queued');
    await service.setting('auto_approve', true);
  });

  test('is not captured by who names a named account with it', async () => {
    await service.crmAccount({ id: 'cobalt', name: 'Cobalt Bank', named: true });
    expect((await register(one, 'https://globex.example', 'Cobalt Bank')).status).toBe('rejected');
    expect((await register(two, 'https://globex.example', 'Globex')).status).toBe('approved');
  });

  test('that was claimed for a customer goes to whom the CRM says it belongs', async () => {
    await service.crmAccount({ id: 'acme', name: 'Acme' });
    await register(one, 'https://globex.example', 'Acme');
    await service.crmAccount({ id: 'globex', name: 'Globex', domain: 'globex.example', named: true });
    expect((await register(two, 'https://globex.example', 'Hammock District')).status).toBe('rejected');
    expect((await register(two, 'https://acme.example', 'Acme', 'attack-surface')).status).toBe('approved');
  });

  test('that is known, beside a namesake without one, is its customer: a person looks whether they are one, and an equal registration waits behind', async () => {
    await service.crmAccount({ id: 'corp', name: 'Globex Corporation International', domain: 'globex.example' });
    const namesake = await register(two, undefined, 'Globex', 'attack-surface');
    const [first, second] = [await register(one, 'https://globex.example', 'Globex'), await register(two, 'https://globex.example', 'Globex')];
    expect([first.status, second.status]).toEqual(['submitted', 'queued']);
    expect(await accountOf(first.id)).toBe(await accountOf(second.id));
    expect(await reviewed(first)).toMatchObject({ candidates: [{ why: ['name_and_country'], deals: [{ reference: namesake.reference }] }], rivals: [{ reference: second.reference }] });
    // And what the CRM says of the domain counts for all of them.
    await service.crmAccount({ id: 'corp two', name: 'Globex', domain: 'globex.example', named: true });
    expect((await register(one, 'https://globex.example', 'Globex')).status).toBe('rejected');
  });

  test('whose customer a person finds to be that namesake is one account with it from then on', async () => {
    await service.crmAccount({ id: 'corp', name: 'Globex Corporation International', domain: 'globex.example' });
    const namesake = await register(two, undefined, 'Globex');
    const first = await register(one, 'https://globex.example', 'Globex');
    const [candidate] = (await reviewed(first)).candidates;
    expect((await team(`${first.id}/approve`, { sameAs: candidate.accountId })).body.status).toBe('queued');
    expect((await register(one, 'https://globex.example', 'Globex')).status).toBe('queued');
    expect((await team(`${namesake.id}/lost`, { reason: 'No.' })).status).toBe(200);
    expect(await statusOf(first)).toBe('approved');
  });
});

test('of many deals with a customer a reviewer sees who holds it and who waits, however many ended before, how many there are, and finds all of them in the list', async () => {
  await service.crmAccount({ id: 'initech', name: 'Initech', domain: 'initech.example' });
  const first = await register(one, 'https://initech.example');
  await service.database.query(
    `INSERT INTO deal SELECT (jsonb_populate_record(d, jsonb_build_object('id', gen_random_uuid(), 'reference', 'PAST-' || n, 'status', 'lost', 'due_at', NULL, 'registered_at', d.registered_at - make_interval(days => n)))).* FROM deal d, generate_series(1, 130) AS n WHERE d.id = $1`,
    [first.id],
  );
  const waiting = await register(two, 'https://initech.example');
  const doubt = await register(two, 'https://initech-eu.example');
  const { accountId, candidates, rivals } = await reviewed(doubt);
  expect([rivals, candidates[0].dealsTotal, candidates[0].deals.length]).toEqual([[], 132, 50]);
  expect(candidates[0].deals.slice(0, 3).map(({ reference }: { reference: string }) => reference)).toEqual([first.reference, waiting.reference, 'PAST-1']);
  const review = await reviewed(waiting);
  expect([review.rivalsTotal, review.rivals.length, review.rivals[0].reference]).toEqual([131, 50, first.reference]);
  const listed = (id: string, client = service.client.as('reviewer')) => client.get('/api/deals', { query: { accountId: id } });
  expect([(await listed(candidates[0].accountId)).body.total, (await listed(accountId)).body.total]).toEqual([132, 1]);
  // Whose ids a partner cannot know would show nothing but the own ones.
  expect((await listed(candidates[0].accountId, sellerOf(two))).body.items.map(({ reference }: { reference: string }) => reference)).toEqual([waiting.reference]);
});
