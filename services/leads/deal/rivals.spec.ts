import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { registerAnswer, type RegisterAnswer } from '#libs/contracts/http/deals';
import { eventually } from '#libs/testing/eventually';
import { aRegistration } from '../spec/a-registration.ts';
import { allAtOnce, startTwice, type TwoInstances } from '../spec/two-instances.ts';

jest.setTimeout(60_000);
let instances: TwoInstances;
let partners: string[];
beforeAll(async () => {
  instances = await startTwice();
  partners = await Promise.all(Array.from({ length: 8 }, (_, index) => instances.service.partner(`Rival ${index}`)));
});
afterAll(() => instances.stop());

type Account = ReturnType<typeof aRegistration>['account'];
const query = <R extends object>(sql: string, parameters?: unknown[]) => instances.service.database.query<R>(sql, parameters);
/** Every partner registers at both instances. */
const client = (index: number) => instances.clients[index % 16 < 8 ? 0 : 1];
const seller = (index: number) => client(index).asPartner(partners[index % 8] ?? '', 'seller');
const together = <T>(count: number, call: (index: number) => Promise<T>) => Promise.all(Array.from({ length: count }, (_, index) => call(index)));
/** The same, where most of them have looked before anybody writes: more than one instance alone has under way. */
const atOnce = <T>(count: number, call: (index: number) => Promise<T>) => allAtOnce(instances.service.database, Math.min(count, 24), () => together(count, call));
const statuses = (answers: readonly RegisterAnswer[]) => answers.map(({ status }) => status).toSorted();
const oneAnd = (first: string, others: number) => [first, ...Array.from({ length: others }, () => 'queued')].toSorted();

async function register(index: number, body: ReturnType<typeof aRegistration>): Promise<RegisterAnswer> {
  const answer = await seller(index).post('/api/deals', body);
  expect(answer).toMatchObject({ status: 201 });
  return answer.as(registerAnswer);
}

/** Who is found without the locks by which new customers wait for each other. */
async function knownCustomer(): Promise<Account> {
  const { account } = aRegistration();
  await instances.service.crmAccount({ id: account.name, name: account.name, domain: String(account.website).replace('https://www.', '') });
  return account;
}

interface Listed {
  readonly id: string;
  readonly families: string[];
}
/** In the order in which they came. */
const dealsOf = (account: Account, ...statusesAsked: string[]) =>
  query<Listed>('SELECT id, product_families AS families FROM deal WHERE account_name = $1 AND status = ANY ($2) ORDER BY registered_at, id', [account.name, statusesAsked]);
const heldOf = (account: Account) =>
  query<{ family: string; dealId: string }>('SELECT DISTINCT r.family, r.deal_id AS "dealId" FROM reservation r JOIN deal d USING (account_id) WHERE d.account_name = $1 ORDER BY 1', [account.name]);

/** What must hold whatever has happened: an opportunity is one deal's, which is alive, and nobody waits for what is free. */
async function expectOrder(): Promise<void> {
  const wrong = await query(`
    SELECT d.id, d.status, 'holds although it has ended' AS why FROM deal d JOIN reservation r ON r.deal_id = d.id WHERE d.status NOT IN ('submitted', 'returned', 'approved')
    UNION ALL SELECT d.id, d.status, 'is protected without holding' FROM deal d, unnest(d.product_families) AS f
      WHERE d.status = 'approved' AND NOT EXISTS (SELECT FROM reservation r WHERE r.deal_id = d.id AND r.family = f AND r.account_id = d.account_id)
    UNION ALL SELECT d.id, d.status, 'waits for what is free' FROM deal d
      WHERE d.status = 'queued' AND NOT EXISTS (SELECT FROM reservation r WHERE r.account_id = d.account_id AND r.family = ANY (d.product_families))`);
  expect(wrong).toEqual([]);
}

async function expectOneOf64(account: Account): Promise<void> {
  expect(statuses(await atOnce(64, (index) => register(index, aRegistration({ account, productFamilies: ['cloud-scanner', 'attack-surface'] }))))).toEqual(oneAnd('approved', 63));
  expect((await query('SELECT DISTINCT account_id FROM deal WHERE account_name = $1', [account.name])).length).toBe(1);
  await expectOrder();
}

test.each([
  ['nobody has heard of', async () => aRegistration().account],
  ['the CRM knows', knownCustomer],
])('of 64 simultaneous registrations of an opportunity by 8 partners at two instances one is clear, the others queue, with a customer whom %s', async (_whom, customer) => {
  await expectOneOf64(await customer());
});

test('the database’s key lets one of 64 have the opportunity where no lock makes them wait for each other', async () => {
  const account = await knownCustomer();
  const [lock] = await query<{ text: string }>(`SELECT pg_get_functiondef('opportunity_lock_all(uuid[])'::regprocedure) AS text`);
  await query('CREATE OR REPLACE FUNCTION opportunity_lock_all(accounts uuid[]) RETURNS void LANGUAGE plpgsql AS $$ BEGIN END $$');
  try {
    await expectOneOf64(account);
  } finally {
    await query(lock?.text ?? '');
  }
});

test('without a website, and written in several ways, too', async () => {
  const { name } = aRegistration().account;
  const spellings = [name, `${name} Inc.`, name.toUpperCase(), name.split(' ').toReversed().join(' ')];
  const answers = await atOnce(64, (index) => register(index, aRegistration({ account: { name: spellings[index % 4] ?? name, website: undefined } })));
  expect(statuses(answers)).toEqual(oneAnd('approved', 63));
});

test('of 16 names at once, half of them known without a domain, one domain is one customer', async () => {
  const { name, website } = aRegistration().account;
  await together(8, (index) => register(index, aRegistration({ account: { name: `${name} known ${index}`, website: undefined }, productFamilies: ['attack-surface'] })));
  const answers = await atOnce(16, (index) => register(index, aRegistration({ account: { name: `${name} ${index < 8 ? 'known' : 'new'} ${index % 8}`, website } })));
  expect(statuses(answers)).toEqual(oneAnd('approved', 15));
  expect(await query('SELECT DISTINCT account_id FROM deal WHERE id = ANY ($1)', [answers.map(({ id }) => id)])).toHaveLength(1);
});

const wishes = [['cloud-scanner', 'attack-surface'], ['attack-surface', 'cloud-scanner'], ['cloud-scanner'], ['attack-surface']];
const crossed = (account: Account, index: number) => register(index, aRegistration({ account, productFamilies: wishes[index % 4] }));

test('two product families in crossed order, and each alone: each is one deal’s, and nobody waits in vain', async () => {
  const account = await knownCustomer();
  const answers = await atOnce(64, (index) => crossed(account, index));
  const held = await heldOf(account);
  expect(held.map(({ family }) => family)).toEqual(['attack-surface', 'cloud-scanner']);
  const holders = new Set(held.map(({ dealId }) => dealId));
  expect(new Set(answers.filter(({ status }) => status === 'approved').map(({ id }) => id))).toEqual(holders);
  expect(answers.filter(({ status }) => status === 'queued')).toHaveLength(64 - holders.size);
  await expectOrder();
});

/** Of those who wait, in their order, who has all that he wants once something is free. */
function nextOf(waiting: readonly Listed[], freed: readonly string[]): string[] {
  const free = new Set(freed);
  const next = [];
  for (const { id, families } of waiting) {
    if (!families.every((family) => free.has(family))) continue;
    for (const family of families) free.delete(family);
    next.push(id);
  }
  return next;
}

test('whoever is lost while 64 others register, in crossed families, those who have waited longest are next, and nobody gets ahead of them', async () => {
  const account = await knownCustomer();
  const admin = (index: number) => client(index * 8).as('admin');
  await together(8, (index) => crossed(account, index));
  for (let round = 0; round < 3; round += 1) {
    const [holders, waiting] = [await dealsOf(account, 'approved'), await dealsOf(account, 'queued')];
    const lost = async ({ id }: Listed, index: number) => expect((await admin(index).post(`/api/deals/${id}/lost`, { reason: 'Gone.' })).status).toBe(200);
    const [answers] = await allAtOnce(instances.service.database, 24, () => Promise.all([together(64, (index) => crossed(account, index)), ...holders.map(lost)]));
    expect(new Set(statuses(answers))).toEqual(new Set(['queued']));
    const next = holders.flatMap(({ families }) => nextOf(waiting, families));
    expect((await dealsOf(account, 'approved')).map(({ id }) => id).toSorted()).toEqual(next.toSorted());
    await expectOrder();
  }
});

test('withdrawals by many at once, who holds it among them, all succeed: the oldest who stays is next, and in the end nobody holds anything', async () => {
  await instances.service.setting('auto_approve', false);
  const account = await knownCustomer();
  expect(statuses(await together(32, (index) => register(index, aRegistration({ account }))))).toEqual(oneAnd('submitted', 31));
  const owners = new Map((await query<{ id: string; partner: string }>('SELECT id, partner_id AS partner FROM deal WHERE account_name = $1', [account.name])).map(({ id, partner }) => [id, partner]));
  const withdraw = ({ id }: Listed, index: number) => client(index * 8).asPartner(owners.get(id) ?? '', 'seller').post(`/api/deals/${id}/withdraw`);
  const [holders, waiting] = [await dealsOf(account, 'submitted'), await dealsOf(account, 'queued')];
  const [first, last] = [[...holders, ...waiting.slice(0, 8), ...waiting.slice(24)], waiting.slice(8, 24)];
  for (const [leaving, next] of [[first, last.slice(0, 1)], [last, []]] as const) {
    const answers = await allAtOnce(instances.service.database, leaving.length, () => Promise.all(leaving.map(withdraw)));
    expect(answers.map(({ status }) => status)).toEqual(leaving.map(() => 200));
    // Where the look through the queue gave up, the sweep does it.
    await eventually(async () => expect((await heldOf(account)).map(({ dealId }) => dealId)).toEqual(next.map(({ id }) => id)));
    expect(await dealsOf(account, 'submitted')).toEqual(next);
  }
  expect(await dealsOf(account, 'withdrawn')).toHaveLength(32);
  await instances.service.setting('auto_approve', true);
});
