import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { registerAnswer, type RegisterAnswer } from '#libs/contracts/http/deals';
import { eventually } from '#libs/testing/eventually';
import { startService, type StartedService } from '#libs/testing/start-service';
import { aRegistration } from '../spec/a-registration.ts';
import { startLeads, type StartedLeads } from '../spec/start-leads.ts';

let service: StartedLeads<StartedService>;
let partners: string[];
beforeAll(async () => {
  service = await startLeads(startService);
  partners = await Promise.all(Array.from({ length: 8 }, (_, index) => service.partner(`Rival ${index}`)));
});
afterAll(() => service.stop());

const seller = (index: number) => service.client.asPartner(partners[index % partners.length] ?? '', 'seller');
const together = <T>(count: number, call: (index: number) => Promise<T>) => Promise.all(Array.from({ length: count }, (_, index) => call(index)));
const statuses = (answers: readonly RegisterAnswer[]) => answers.map(({ status }) => status).toSorted();

async function register(index: number, body: ReturnType<typeof aRegistration>): Promise<RegisterAnswer> {
  const answer = await seller(index).post('/api/deals', body);
  expect(answer).toMatchObject({ status: 201 });
  return answer.as(registerAnswer);
}

/** What must hold whatever has happened: an opportunity is one deal's, which is alive, and nobody waits for what is free. */
async function expectOrder(): Promise<void> {
  const wrong = await service.database.query(`
    SELECT d.id, d.status, 'holds although it has ended' AS why FROM deal d JOIN reservation r ON r.deal_id = d.id WHERE d.status NOT IN ('submitted', 'returned', 'approved')
    UNION ALL SELECT d.id, d.status, 'is protected without holding' FROM deal d, unnest(d.product_families) AS f
      WHERE d.status = 'approved' AND NOT EXISTS (SELECT FROM reservation r WHERE r.deal_id = d.id AND r.family = f AND r.account_id = d.account_id)
    UNION ALL SELECT d.id, d.status, 'waits for what is free' FROM deal d
      WHERE d.status = 'queued' AND NOT EXISTS (SELECT FROM reservation r WHERE r.account_id = d.account_id AND r.family = ANY (d.product_families))`);
  expect(wrong).toEqual([]);
}

test('of 64 simultaneous registrations of an opportunity by 8 partners one is clear, the others queue', async () => {
  const body = aRegistration({ productFamilies: ['cloud-scanner', 'attack-surface'] });
  const answers = await together(64, (index) => register(index, body));
  expect(statuses(answers)).toEqual(['approved', ...Array.from({ length: 63 }, () => 'queued')]);
  expect((await service.database.query('SELECT DISTINCT account_id FROM deal WHERE account_name = $1', [body.account.name])).length).toBe(1);
  await expectOrder();
});

test('without a website, and written in several ways, too', async () => {
  const { name } = aRegistration().account;
  const spellings = [name, `${name} Inc.`, name.toUpperCase(), name.split(' ').toReversed().join(' ')];
  const answers = await together(64, (index) => register(index, aRegistration({ account: { name: spellings[index % 4] ?? name, website: undefined } })));
  expect(statuses(answers)).toEqual(['approved', ...Array.from({ length: 63 }, () => 'queued')]);
});

test('two product families in crossed order, and each alone: no two deals hold one, and nobody waits in vain', async () => {
  const { account } = aRegistration();
  const wishes = [['cloud-scanner', 'attack-surface'], ['attack-surface', 'cloud-scanner'], ['cloud-scanner'], ['attack-surface']];
  const answers = await together(64, (index) => register(index, aRegistration({ account, productFamilies: wishes[index % 4] })));
  expect(statuses(answers).filter((status) => status === 'approved').length).toBeLessThanOrEqual(2);
  await expectOrder();
});

test('promotion under the same race: whoever is lost while others register, one of those who wait is next, and only one', async () => {
  const { account } = aRegistration();
  const admin = service.client.as('admin');
  const first = await register(0, aRegistration({ account }));
  let holder = first.id;
  for (let round = 0; round < 4; round += 1) {
    const lost = admin.post(`/api/deals/${holder}/lost`, { reason: 'Gone.' });
    const [answers] = await Promise.all([together(16, (index) => register(index, aRegistration({ account }))), lost.then(({ status }) => expect(status).toBe(200))]);
    await eventually(expectOrder);
    const approved = await service.database.query<{ id: string }>(`SELECT id FROM deal WHERE account_name = $1 AND status = 'approved'`, [account.name]);
    expect(approved.length).toBe(1);
    expect(answers.length).toBe(16);
    holder = approved[0]?.id ?? '';
  }
});

test('withdrawals by many at once promote one after the other, until nobody is left', async () => {
  const body = aRegistration();
  const answers = await together(16, (index) => register(index, body));
  const withdrawn = await together(16, (index) => seller(index).post(`/api/deals/${answers[index]?.id}/withdraw`));
  // The holder is approved, which cannot be withdrawn; everybody promoted meanwhile neither.
  expect(withdrawn.map(({ status }) => status).filter((status) => status !== 200 && status !== 409)).toEqual([]);
  await eventually(expectOrder);
});
