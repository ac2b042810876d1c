import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { publishRateBody, ratesAnswer, rateView } from '#libs/contracts/http/commissions';
import { programmeAnswer } from '#libs/contracts/http/programme';
import { generateSealKeys } from '#libs/service/sealed-link';
import { eventually } from '#libs/testing/eventually';
import { FixedClock } from '#libs/testing/fixed-clock';
import { startService, testTopics, type StartedService } from '#libs/testing/start-service';
import { applications } from '../../services/applications/service.ts';
import { commissions } from '../../services/commissions/service.ts';

const clock = new FixedClock('2026-11-02T09:00:00Z');
let programme: StartedService;
let money: StartedService;
beforeAll(async () => {
  const kafkaPrefix = await testTopics();
  const { publicJwk } = await generateSealKeys();
  const env = { STATUS_TOKEN_KEY: 'a-secret-of-at-least-thirty-two-characters', MAIL_SEAL_PUBLIC_KEY: JSON.stringify(publicJwk), PROGRAMME_CACHE: 'PT0S' };
  money = await startService(commissions, { clock, kafkaPrefix });
  programme = await startService(applications, { clock, kafkaPrefix, env });
}, 60_000);
afterAll(() => Promise.all([programme?.stop(), money?.stop()]));

const shown = async () => (await programme.client.get('/api/programme')).as(programmeAnswer).tiers.map(({ commissionPercent }) => commissionPercent);

test('a rate that is published shows on the programme’s page from its day on, and not before', async () => {
  expect(await shown()).toEqual(['25', '30', '35']);
  const body = publishRateBody.parse({ tier: 'gold', percent: '32.5', effectiveOn: '2026-12-01' });
  const published = await money.client.as('admin').post('/api/commissions/rates', body);
  expect(published.status).toBe(201);
  expect(published.as(rateView)).toMatchObject({ tier: 'gold', version: 2, percent: '32.5', effectiveOn: '2026-12-01' });
  await eventually(async () => expect(await programme.database.query('SELECT FROM tier_rate')).toHaveLength(4));
  clock.set('2026-11-30T23:59:59Z');
  expect(await shown()).toEqual(['25', '30', '35']);
  clock.set('2026-12-01T00:00:00Z');
  expect(await shown()).toEqual(['25', '32.5', '35']);
  const { items } = (await money.client.as('finance').get('/api/commissions/rates')).as(ratesAnswer);
  expect(items.filter(({ tier }) => tier === 'gold').map(({ version, percent, effectiveOn }) => [version, percent, effectiveOn])).toEqual([[1, '30', '2000-01-01'], [2, '32.5', '2026-12-01']]);
});

test('a rate that is cancelled before its day never shows there', async () => {
  const { version } = (await money.client.as('admin').post('/api/commissions/rates', { tier: 'gold', percent: '50', effectiveOn: '2036-10-01' })).as(rateView);
  await eventually(async () => expect(await programme.database.query('SELECT FROM tier_rate')).toHaveLength(5));
  expect((await money.client.as('admin').post('/api/commissions/rates/cancel', { tier: 'gold', version, reason: 'Ten years too late.' })).status).toBe(204);
  await eventually(async () => expect(await programme.database.query('SELECT FROM tier_rate WHERE cancelled')).toHaveLength(1));
  clock.set('2036-10-02T00:00:00Z');
  expect(await shown()).toEqual(['25', '32.5', '35']);
});
