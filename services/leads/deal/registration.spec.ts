import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { deals } from '#libs/contracts/events/deals';
import { registerAnswer, type RegisterAnswer } from '#libs/contracts/http/deals';
import { FixedClock } from '#libs/testing/fixed-clock';
import { startService, type StartedService } from '#libs/testing/start-service';
import { aRegistration } from '../spec/a-registration.ts';
import { startLeads, type StartedLeads } from '../spec/start-leads.ts';

const clock = new FixedClock('2026-11-22T09:00:00Z');
let service: StartedLeads<StartedService>;
let [one, other] = ['', ''];
beforeAll(async () => {
  service = await startLeads(startService, { clock, env: { DEALS_SWEEP: 'PT1H' } });
  [one, other] = [await service.partner('One'), await service.partner('Other')];
});
afterAll(() => service.stop());

const sellerOf = (partnerId: string) => service.client.asPartner(partnerId, 'seller');
async function register(partnerId: string, body = aRegistration()): Promise<RegisterAnswer> {
  const answer = await sellerOf(partnerId).post('/api/deals', body);
  expect(answer).toMatchObject({ status: 201 });
  return answer.as(registerAnswer);
}
const told = async (id: string) => (await service.events(undefined, id)).map(({ type }) => type);

describe('a registration', () => {
  test('of a free opportunity is the partner’s at once', async () => {
    const { id, ...answer } = await register(one);
    expect(answer).toEqual({
      reference: expect.stringMatching(/^DEAL-[0-9A-Z]{4}-[0-9A-Z]{4}$/),
      status: 'approved',
      decision: { outcome: 'clear', reason: 'opportunity-free', text: expect.stringContaining('yours') },
      protectedUntil: '2027-02-20T09:00:00.000Z',
    });
    expect(await told(id)).toEqual(['deal.registered.v1', 'deal.approved.v1']);
    const { timeline } = (await sellerOf(one).get(`/api/deals/${id}`)).body;
    expect(timeline).toEqual([{ at: '2026-11-22T09:00:00.000Z', event: 'registered', by: 'partner', status: 'approved', why: 'opportunity-free' }]);
  });

  test('of a taken one queues, and learns nothing about who has it', async () => {
    const body = aRegistration({ account: { name: 'Hooli Inc.', website: 'https://hooli.example' } });
    const first = await register(one, body);
    const second = await register(other, { ...body, account: { ...body.account, name: 'Hooli', website: 'www.hooli.example/x' } });
    expect(second).toMatchObject({ status: 'queued', decision: { outcome: 'queued', reason: 'opportunity-taken' } });
    expect(await told(second.id)).toEqual(['deal.registered.v1', 'deal.queued.v1']);
    const view = await sellerOf(other).get(`/api/deals/${second.id}`);
    expect(view.status).toBe(200);
    const { account_id: accountId } = (await service.database.query<{ account_id: string }>('SELECT account_id FROM deal WHERE id = $1', [second.id]))[0] ?? { account_id: '' };
    const text = JSON.stringify([second, view.body]);
    for (const secret of [first.id, first.reference, one, 'One', 'Hooli Inc.', accountId, '"review"']) expect(text).not.toContain(secret);
    expect((await service.client.as('reviewer').get(`/api/deals/${second.id}`)).body.review.rivals).toMatchObject([{ reference: first.reference, companyName: 'One', status: 'approved' }]);
  });

  test('of the same customer and other product families is another opportunity', async () => {
    const { account } = aRegistration();
    await register(one, aRegistration({ account, productFamilies: ['cloud-scanner', 'attack-surface'] }));
    expect((await register(other, aRegistration({ account, productFamilies: ['vulnerability-scanner'] }))).status).toBe('approved');
    expect((await register(other, aRegistration({ account, productFamilies: ['compliance-reporting', 'attack-surface'] }))).status).toBe('queued');
    // The one that queues holds nothing of what was free.
    expect((await register(one, aRegistration({ account, productFamilies: ['compliance-reporting'] }))).status).toBe('approved');
  });

  test.each([
    [{ named: true }, 'named-account'],
    [{ directPipeline: true }, 'direct-pipeline'],
  ])('with a customer that is %j is turned down', async (flags, reason) => {
    await service.crmAccount({ id: `crm ${reason}`, name: `Reserved ${reason}`, domain: `${reason}.example`, ...flags });
    const answer = await register(one, aRegistration({ account: { name: 'Something else', website: `https://${reason}.example` } }));
    expect(answer).toMatchObject({ status: 'rejected', decision: { outcome: 'rejected', reason } });
    expect(await told(answer.id)).toEqual(['deal.registered.v1', 'deal.rejected.v1']);
  });

  test('with the name of a customer of another domain waits for a person, who sees both sides', async () => {
    await service.crmAccount({ id: 'initech', name: 'Initech', domain: 'initech.example' });
    const known = await register(one, aRegistration({ account: { name: 'Initech LLC', website: undefined } }));
    expect(known.status).toBe('approved');
    const answer = await register(other, aRegistration({ account: { name: 'Initech', website: 'https://initech-other.example' } }));
    expect(answer).toMatchObject({ status: 'submitted', decision: { outcome: 'needs_review', reason: 'account-unclear' } });
    const { review } = (await service.client.as('reviewer').get(`/api/deals/${answer.id}`)).body;
    expect(review).toMatchObject({ candidates: [{ why: ['name_and_country_other_domain'], known: [{ name: 'Initech', website: 'initech.example' }], deals: [{ reference: known.reference }] }], rivals: [] });
  });

  test('is decided by a person where the programme says so, and is reserved until then', async () => {
    await service.setting('auto_approve', false);
    const body = aRegistration();
    expect(await register(one, body)).toMatchObject({ status: 'submitted', decision: { outcome: 'clear', reason: 'awaits-approval' } });
    expect((await register(other, body)).status).toBe('queued');
    await service.setting('auto_approve', true);
  });

  test('fits the schemas of all that it tells', async () => {
    for (const { type, data } of await service.events()) expect(Object.entries(deals.events).find(([name]) => name === type)?.[1].data.safeParse(data).error).toBeUndefined();
    const strays = await service.database.query(`SELECT FROM outbox o WHERE o.sequence > (SELECT last FROM outbox_sequence s WHERE s.aggregate_id = o.aggregateid AND s.topic = o.aggregatetype)`);
    expect(strays).toEqual([]);
  });
});

describe('a repeated request', () => {
  test('is answered as the first one, to the byte; with another body it is refused', async () => {
    const headers = { 'idempotency-key': randomUUID() };
    const body = aRegistration();
    const answers = [];
    for (let turn = 0; turn < 2; turn += 1) answers.push(JSON.stringify((await sellerOf(one).post('/api/deals', body, { headers })).body));
    expect(answers[0]).toBe(answers[1]);
    expect((await sellerOf(one).post('/api/deals', aRegistration(), { headers })).status).toBe(422);
    expect((await service.database.query(`SELECT FROM deal WHERE account_name = $1`, [body.account.name])).length).toBe(1);
  });

  test('sent twenty times at once is registered once', async () => {
    const headers = { 'idempotency-key': randomUUID() };
    const body = aRegistration();
    const answers = await Promise.all(Array.from({ length: 20 }, () => sellerOf(one).post('/api/deals', body, { headers })));
    expect(answers.filter(({ status }) => status !== 201 && status !== 409)).toEqual([]);
    expect((await service.database.query(`SELECT FROM deal WHERE account_name = $1`, [body.account.name])).length).toBe(1);
  });
});

test('a partner that is suspended, or not known yet, registers nothing', async () => {
  const suspended = await service.partner();
  await service.database.query(`UPDATE partner SET status = 'suspended' WHERE id = $1`, [suspended]);
  for (const partnerId of [suspended, randomUUID()]) {
    const answer = await sellerOf(partnerId).post('/api/deals', aRegistration());
    expect([answer.status, answer.body.code]).toEqual([409, 'deals/partner-not-active']);
  }
});

describe('bad input', () => {
  const usd = (amount: string) => ({ amount, currency: 'USD' });
  test.each<[object, string]>([
    [{ expectedCloseOn: '2026-11-20' }, '/expectedCloseOn'],
    [{ expectedCloseOn: '2036-12-31' }, '/expectedCloseOn'],
    [{ expectedCloseOn: '2027-02-30' }, '/expectedCloseOn'],
    [{ estimatedValue: usd('0.00') }, '/estimatedValue/amount'],
    [{ estimatedValue: usd('-1.00') }, '/estimatedValue/amount'],
    [{ estimatedValue: usd('99999999999999.00') }, '/estimatedValue/amount'],
    [{ estimatedValue: usd('1.001') }, '/estimatedValue/amount'],
    [{ estimatedValue: { amount: '1.5', currency: 'JPY' } }, '/estimatedValue/amount'],
    [{ estimatedValue: { amount: '1', currency: 'XYZ' } }, '/estimatedValue/currency'],
    [{ productFamilies: ['toaster'] }, '/productFamilies/0'],
    [{ productFamilies: [] }, '/productFamilies'],
    [{ productFamilies: ['cloud-scanner', 'cloud-scanner'] }, '/productFamilies/1'],
    [{ contract: 'one_off' }, '/termMonths'],
    [{ termMonths: 0 }, '/termMonths'],
    [{ account: { name: 'X', country: 'US', website: 'http://192.168.1.1' } }, '/account/website'],
    [{ account: { name: 'X', country: 'US', website: 'https://co.uk' } }, '/account/website'],
    [{ account: { name: 'X', country: 'ZZ' } }, '/account/country'],
    [{ account: { name: '', country: 'US' } }, '/account/name'],
    [{ account: { name: 'x'.repeat(301), country: 'US' } }, '/account/name'],
    [{ account: { name: 'a\u0000b', country: 'US' } }, '/account/name'],
  ])('%j is refused with a pointer', async (part, pointer) => {
    const answer = await sellerOf(one).post('/api/deals', { ...aRegistration(), ...part });
    expect([answer.status, answer.body.errors?.map((error: { pointer: string }) => error.pointer)]).toEqual([422, [pointer]]);
  });

  test.each(['X', 'x'.repeat(300), 'ﷺ'.repeat(300), 'Яндекс', 'Τράπεζα Πειραιώς', '华为技术有限公司', '🔥', 'GmbH'])('the account name %s is taken', async (name) => {
    expect((await register(one, aRegistration({ account: { name } }))).status).toBe('approved');
  });

  test('a free-mail domain tells no customer apart', async () => {
    for (const name of ['Alpha Bakery', 'Beta Bakery']) expect((await register(one, aRegistration({ account: { name, website: 'https://gmail.com' } }))).status).toBe('approved');
  });
});
