import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { registerAnswer, type RegisterAnswer } from '#libs/contracts/http/deals';
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
const register = async (partnerId: string, website: string) =>
  (await sellerOf(partnerId).post('/api/deals', aRegistration({ account: { name: 'Initech', website }, expectedCloseOn: closeOn }))).as(registerAnswer);
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
