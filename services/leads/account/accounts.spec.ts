import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { crm } from '#libs/contracts/events/crm';
import { reservedAccountsAnswer } from '#libs/contracts/http/deals';
import type { EventOf } from '#libs/contracts/topic';
import { startService, type StartedService } from '#libs/testing/start-service';
import { aRegistration } from '../spec/a-registration.ts';
import { startLeads, type StartedLeads } from '../spec/start-leads.ts';
import { AccountConsumer } from './account.consumer.ts';
import type { AccountIdentity } from './account-keys.ts';
import { Matching, type Match } from './matching.ts';

type Upserted = EventOf<typeof crm, 'account.upserted.v1'>;
let service: StartedLeads<StartedService>;
beforeAll(async () => {
  service = await startLeads(startService);
});
afterAll(() => service.stop());
beforeEach(() => service.database.truncate());

const system = { kind: 'system', name: 'spec' } as const;
const match = (identity: AccountIdentity): Promise<Match> => service.database.database.inTransaction(system, (tx) => service.running.app.get(Matching).match(tx, identity));

/** The CRM tells of a customer. */
async function upsert(accountId: string, data: Partial<Upserted['data']>, time = '2026-11-02T09:00:00Z'): Promise<void> {
  const event = { id: randomUUID(), type: 'account.upserted.v1' as const, source: 'https://crm.example', subject: accountId, time };
  const parsed = crm.events['account.upserted.v1'].data.parse({ accountId, name: 'Acme', country: 'US', named: false, directPipeline: false, ...data });
  await service.database.database.inTransaction(system, (tx) => service.running.app.get(AccountConsumer).keepAccount({ ...event, data: parsed }, tx));
}
const accountOf = async (crmId: string) => (await service.database.query<{ account_id: string; named: boolean }>('SELECT c.account_id, a.named FROM crm_account c JOIN account a ON a.id = c.account_id WHERE c.id = $1', [crmId]))[0];

describe('a match', () => {
  beforeEach(() => upsert('acme', { name: 'Acme Corp.', website: 'https://www.acme.com' }));

  test.each<[string, AccountIdentity, Match['outcome'], string[]]>([
    ['the same domain is the same customer, whatever its name and country', { name: 'ACME Europe', website: 'shop.acme.com', country: 'DE' }, 'exact', ['domain']],
    ['the same name in the same country is, where no domain says otherwise', { name: 'acme', country: 'US' }, 'exact', ['name_and_country']],
    ['another domain makes it doubtful', { name: 'Acme Inc', website: 'acme.io', country: 'US' }, 'probable', ['name_and_country_other_domain']],
    ['a page that everybody can have is no other domain', { name: 'Acme Inc', website: 'https://linkedin.com/company/acme', country: 'US' }, 'exact', ['name_and_country']],
    ['another country is another customer', { name: 'Acme', country: 'DE' }, 'none', []],
    ['another name is another customer', { name: 'Apex', website: 'apex.com', country: 'US' }, 'none', []],
  ])('%s', async (_rule, identity, outcome, why) => {
    const found = await match(identity);
    expect([found.outcome, found.candidates.map((candidate) => candidate.why)]).toEqual([outcome, why]);
    expect(found.accountId === null).toBe(outcome !== 'exact');
  });

  test('of several of one name is doubtful without a domain, and sure with one', async () => {
    await upsert('acme two', { name: 'Acme', website: 'acme-two.com' });
    expect((await match({ name: 'Acme', country: 'US' })).outcome).toBe('probable');
    expect(await match({ name: 'Acme', website: 'acme-two.com', country: 'US' })).toMatchObject({ outcome: 'exact', accountId: (await accountOf('acme two'))?.account_id });
  });
});

describe('what the CRM tells', () => {
  test('twice of one customer is one account, named while one of its records is', async () => {
    await upsert('a', { name: 'Acme', website: 'acme.com' });
    await upsert('b', { name: 'Acme Stores', website: 'http://stores.acme.com', named: true });
    expect((await accountOf('a'))?.account_id).toBe((await accountOf('b'))?.account_id);
    expect((await accountOf('a'))?.named).toBe(true);
    await upsert('b', { name: 'Acme Stores', website: 'http://stores.acme.com' }, '2026-11-03T09:00:00Z');
    expect((await accountOf('a'))?.named).toBe(false);
  });

  test('later counts, in whatever order it comes', async () => {
    await upsert('a', { named: true }, '2026-11-03T09:00:00Z');
    await upsert('a', { named: false }, '2026-11-02T09:00:00Z');
    expect((await accountOf('a'))?.named).toBe(true);
  });

  test('of a customer that a registration brought is the same account, whose domain is known from then on', async () => {
    const partnerId = await service.partner();
    const { id } = (await service.client.asPartner(partnerId, 'seller').post('/api/deals', aRegistration({ account: { name: 'Globex', website: undefined } }))).body;
    await upsert('globex', { name: 'Globex Corporation', website: 'globex.com' });
    const [deal] = await service.database.query<{ account_id: string }>('SELECT account_id FROM deal WHERE id = $1', [id]);
    expect((await accountOf('globex'))?.account_id).toBe(deal?.account_id);
    expect(await match({ name: 'G', website: 'globex.com', country: 'FR' })).toMatchObject({ outcome: 'exact', accountId: deal?.account_id });
  });

  test('too late takes no domain from the customer for whom a registration claimed it', async () => {
    const seller = service.client.asPartner(await service.partner(), 'seller');
    for (const website of [undefined, 'initech.com']) await seller.post('/api/deals', aRegistration({ account: { name: 'Initech', website } }));
    const renamed = { name: 'Penetrode', website: 'initech.com', country: 'US' };
    const initech = await match(renamed);
    expect(initech.outcome).toBe('exact');
    await upsert('umbrella', { name: 'Umbrella', website: 'umbrella.com' }, '2026-11-03T09:00:00Z');
    await upsert('umbrella', { name: 'Umbrella', website: 'initech.com' }, '2026-11-02T09:00:00Z');
    expect(await match(renamed)).toEqual(initech);
  });

  test('of a new domain is the same account by the new one alone', async () => {
    await upsert('a', { name: 'Acme', website: 'acme.com' });
    await upsert('a', { name: 'Acme', website: 'acme.io' }, '2026-11-03T09:00:00Z');
    expect((await match({ name: 'X', website: 'acme.io', country: 'US' })).outcome).toBe('exact');
    expect((await match({ name: 'X', website: 'acme.com', country: 'US' })).outcome).toBe('none');
  });

  test('of another name or domain leaves the old ones to the customer’s other records that have them', async () => {
    await upsert('a', { name: 'Acme', website: 'acme.com' });
    await upsert('b', { name: 'Acme', website: 'shop.acme.com' });
    await upsert('a', { name: 'Apex', website: 'apex.io' }, '2026-11-03T09:00:00Z');
    const account = (await accountOf('b'))?.account_id;
    expect(await match({ name: 'X', website: 'acme.com', country: 'US' })).toMatchObject({ outcome: 'exact', accountId: account });
    expect(await match({ name: 'Acme', country: 'US' })).toMatchObject({ outcome: 'exact', accountId: account });
    await upsert('b', { name: 'Apex', website: 'apex.io' }, '2026-11-04T09:00:00Z');
    expect((await match({ name: 'Acme', website: 'acme.com', country: 'US' })).outcome).toBe('none');
    expect(await match({ name: 'Apex', country: 'US' })).toMatchObject({ outcome: 'exact', accountId: account });
  });

  test.each(['192.0.2.10', 'http://192.0.2.10:8080/x', 'https://[2001:db8::1]/', '2001:db8::1', 'co.uk', 'https://com/', 'localhost'])(
    'with %s for a website has no domain: two such customers are two, and the website is shown as told',
    async (website) => {
      for (const name of ['Acme', 'Apex']) await upsert(name, { name, website });
      expect((await accountOf('Acme'))?.account_id).not.toBe((await accountOf('Apex'))?.account_id);
      expect(await service.database.query(`SELECT FROM account_key WHERE kind = 'domain'`)).toEqual([]);
      expect(await service.database.query('SELECT DISTINCT website, match_domain FROM crm_account')).toEqual([{ website, match_domain: null }]);
      // Nor does it make them doubtful: somebody of the same name who brings a domain is the same customer.
      expect((await match({ name: 'Acme', website: 'acme.com', country: 'US' })).outcome).toBe('exact');
    },
  );

  test('with a country that does not exist is for a person', async () => {
    await expect(upsert('a', { country: 'ZZ' })).rejects.toThrow('ZZ is not a country');
  });
});

test('names are found by their beginning or that of a word; one’s own too, nobody else’s', async () => {
  await upsert('1', { name: 'Société Générale', website: 'socgen.example', country: 'FR', named: true });
  await upsert('2', { name: 'General Electric' });
  const [one, other] = [await service.partner(), await service.partner()];
  await service.client.asPartner(one, 'seller').post('/api/deals', aRegistration({ account: { name: 'General Bakery', website: undefined } }));
  const found = async (partnerId: string, q: string) => (await service.client.asPartner(partnerId, 'technical').get('/api/accounts', { query: { q } })).body.items;
  expect((await found(one, 'gener')).map(({ name }: { name: string }) => name)).toEqual(['General Bakery', 'General Electric', 'Société Générale']);
  expect((await found(other, 'GENER')).map(({ name }: { name: string }) => name)).toEqual(['General Electric', 'Société Générale']);
  expect(await found(other, 'société g')).toEqual([{ name: 'Société Générale', website: 'socgen.example', country: 'FR' }]);
  for (const q of ['%', '_', '\\', 'xyz']) expect(await found(other, q)).toEqual([]);
});

describe('reserved customers', () => {
  const reserved = async (query: object = {}) => (await service.client.as('reviewer').get('/api/accounts/reserved', { query: { ...query } })).as(reservedAccountsAnswer);

  test('are listed by name with why, page by page, and found by a part of it', async () => {
    await upsert('1', { name: 'Société Générale', country: 'FR', named: true });
    await upsert('2', { name: 'Acme', named: true });
    await upsert('3', { name: 'Acme', country: 'DE', directPipeline: true });
    await upsert('4', { name: 'Free for all' });
    const whole = await reserved();
    expect([whole.total, whole.items.map(({ crmId, named, directPipeline }) => [crmId, named, directPipeline])]).toEqual([3, [['2', true, false], ['3', false, true], ['1', true, false]]]);
    const first = await reserved({ limit: 1 });
    const rest = await reserved({ limit: 2, cursor: first.nextCursor });
    expect([...first.items, ...rest.items]).toEqual(whole.items);
    expect(rest.nextCursor).toBeNull();
    expect((await reserved({ why: 'direct_pipeline' })).items.map(({ crmId }) => crmId)).toEqual(['3']);
    expect((await reserved({ q: 'GÉNÉR' })).items.map(({ crmId }) => crmId)).toEqual(['1']);
    for (const q of ['%', '_', 'free']) expect((await reserved({ q })).items).toEqual([]);
  });

  test('are listed with since when, until when and why, also when they are no longer reserved', async () => {
    const at = (day: string) => `2026-11-${day}T09:00:00.000Z`;
    await upsert('5', { name: 'Calder Rail', named: true, reason: 'Ours since 2019.' }, at('02'));
    // The same once more, in other words and of another name, and what was true before it.
    await upsert('5', { name: 'Calder Rail plc', named: true, directPipeline: true, reason: 'The tender is out.' }, at('04'));
    await upsert('5', { name: 'Calder Rail', directPipeline: true }, at('03'));
    const [named, pipeline] = [{ why: 'named', from: at('02'), until: null, reason: 'Ours since 2019.' }, { why: 'direct_pipeline', from: at('04'), until: null, reason: 'The tender is out.' }];
    expect((await reserved()).items.map(({ periods }) => periods)).toEqual([[pipeline, named]]);
    await upsert('5', { name: 'Calder Rail plc' }, at('09'));
    await upsert('6', { name: 'Never reserved' });
    expect((await reserved()).items).toEqual([]);
    const [over] = (await reserved({ why: 'no_longer' })).items;
    expect([over?.crmId, over?.named, over?.periods]).toEqual(['5', false, [{ ...pipeline, until: at('09') }, { ...named, until: at('09') }]]);
    await upsert('5', { name: 'Calder Rail plc', named: true }, at('12'));
    expect((await reserved()).items.map(({ periods }) => periods.map(({ from, until }) => [from, until]))).toEqual([[[at('12'), null], [at('04'), at('09')], [at('02'), at('09')]]]);
  });

  test('keep a reason that is told late or corrected, while the period lasts', async () => {
    const at = (day: string) => `2026-11-${day}T09:00:00.000Z`;
    const reasons = async () => (await reserved({ q: 'Hooli' })).items.map(({ periods }) => periods.map(({ why, reason }) => [why, reason]));
    const tell = (day: string, fields: Partial<Upserted['data']>) => upsert('7', { name: 'Hooli', named: true, ...fields }, at(day));
    await tell('02', {});
    await tell('03', { reason: 'Ours since 2019.' });
    expect(await reasons()).toEqual([[['named', 'Ours since 2019.']]]);
    await tell('04', { directPipeline: true });
    await tell('05', { directPipeline: true, reason: 'The tender is out.' });
    await tell('06', { directPipeline: true, reason: 'The tender is won.' });
    // Nothing new by one that says nothing, nor by one that is older than what is known.
    await tell('07', { directPipeline: true });
    await tell('06', { directPipeline: true, reason: 'Too late.' });
    expect(await reasons()).toEqual([[['direct_pipeline', 'The tender is won.'], ['named', 'Ours since 2019.']]]);
    await tell('08', { named: false });
    await tell('09', { named: false, reason: 'Nothing is reserved.' });
    expect((await reserved({ why: 'no_longer', q: 'Hooli' })).items.flatMap(({ periods }) => periods.map(({ reason }) => reason))).toEqual(['The tender is won.', 'Ours since 2019.']);
  });

  test('are for those who decide about deals alone, and asked for in order', async () => {
    expect((await service.client.asPartner(await service.partner(), 'owner').get('/api/accounts/reserved')).status).toBe(403);
    for (const query of [{ limit: 0 }, { why: 'because' }, { unknown: '1' }, { q: ' ' }]) {
      const answer = await service.client.as('reviewer').get('/api/accounts/reserved', { query: { ...query } });
      expect([answer.status, answer.body.errors[0].pointer]).toEqual([422, `/${Object.keys(query)[0]}`]);
    }
    expect((await service.client.as('reviewer').get('/api/accounts/reserved', { query: { cursor: 'e30' } })).body.code).toBe('http/invalid-cursor');
  });
});
