import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { commissionsAnswer, commissionView, plansAnswer, planView, ratesAnswer, rateView } from '#libs/contracts/http/commissions';
import { FixedClock } from '#libs/testing/fixed-clock';
import { startService, type StartedService } from '#libs/testing/start-service';
import { commissions } from '../service.ts';
import { Desk } from '../spec/desk.ts';

const clock = new FixedClock('2026-11-02T09:00:00Z');
const partnerId = randomUUID();
let service: StartedService;
let desk: Desk;
beforeAll(async () => {
  service = await startService(commissions, { clock, env: { OUTBOX_RELAY: 'false' } });
  desk = new Desk(service.database, clock);
  await desk.take(desk.approved(partnerId));
}, 60_000);
afterAll(() => service?.stop());

const admin = () => service.client.as('admin');
const aPlan = (fields = {}) => ({
  code: 'growth',
  name: { en: 'Growth plan', de: 'Wachstumsplan' },
  effectiveOn: '2027-01-01',
  rates: [{ tier: 'authorized', percent: '26' }, { tier: 'gold', percent: '31.5' }, { tier: 'platinum', percent: '36' }],
  ...fields,
});
const publish = (fields = {}, headers = {}) => admin().post('/api/commissions/plans', aPlan(fields), { headers });
const plans = async (client = admin()) => (await client.get('/api/commissions/plans')).as(plansAnswer).items;
/** What a line of the partner earns by a deal that was closed on a day, and how that is explained. */
const earnedBy = async (closedOn: string) => {
  const deal = { id: randomUUID(), partnerId };
  await desk.take(desk.won({ ...deal, closedOn }), desk.paid({ dealId: deal.id }));
  const owner = service.client.asPartner(partnerId, 'owner');
  const [line] = (await owner.get('/api/commissions', { query: { dealId: deal.id } })).as(commissionsAnswer).items;
  const { explanation } = (await owner.get(`/api/commissions/${line?.id}`)).as(commissionView);
  return [line?.amount.amount, explanation.steps.find(({ label }) => label === 'Rule')?.value];
};

describe('a plan', () => {
  test('that the programme began with is a row like every other', async () => {
    expect(await plans()).toMatchObject([{ code: 'standard', version: 1, effectiveOn: '2000-01-01', publishedBy: null, rates: [{ tier: 'authorized', percent: '25' }, { tier: 'gold', percent: '30' }, { tier: 'platinum', percent: '35' }] }]);
  });

  test.each([
    ['today', { effectiveOn: '2026-11-02' }, '/effectiveOn'],
    ['in the past', { effectiveOn: '2026-01-01' }, '/effectiveOn'],
    ['beyond ten years', { effectiveOn: '2036-11-03' }, '/effectiveOn'],
    ['on a day that is none', { effectiveOn: '2027-02-29' }, '/effectiveOn'],
    ['without a name', { name: { en: 'Growth plan' } }, '/name/de'],
    ['with an empty name', { name: { en: ' ', de: 'x' } }, '/name/en'],
    ['under a code that is none', { code: 'Growth Plan' }, '/code'],
    ['without a tier that earns something now', { rates: [{ tier: 'gold', percent: '31' }] }, '/rates'],
    ['with a tier named twice', { rates: [...aPlan().rates, { tier: 'gold', percent: '99' }] }, '/rates/3/tier'],
    ['with more than everything', { rates: [{ tier: 'gold', percent: '100.1' }] }, '/rates/0/percent'],
    ['with a negative rate', { rates: [{ tier: 'gold', percent: '-1' }] }, '/rates/0/percent'],
    ['with more than four decimals', { rates: [{ tier: 'gold', percent: '1.00001' }] }, '/rates/0/percent'],
    ['with what nobody knows', { audience: 'gold' }, '/audience'],
  ])('%s is refused, and nothing is published', async (_what, fields, pointer) => {
    const answer = await publish(fields);
    expect([answer.status, answer.body.errors?.[0]?.pointer]).toEqual([422, pointer]);
    expect(await plans()).toHaveLength(1);
  });

  test('counts from its day on, with its rates, and never before', async () => {
    const before = await earnedBy('2026-10-01');
    const key = { 'idempotency-key': randomUUID() };
    const published = await publish({}, key);
    expect(published.status).toBe(201);
    expect(published.as(planView)).toMatchObject({ code: 'growth', version: 1, effectiveOn: '2027-01-01', rates: aPlan().rates });
    expect((await publish({}, key)).body).toEqual(published.body);
    expect((await plans()).map(({ code }) => code)).toEqual(['standard', 'growth']);
    clock.set('2027-01-05T09:00:00Z');
    expect([await earnedBy('2026-12-31'), await earnedBy('2027-01-01')]).toEqual([before, ['31.50', 'Growth plan, version 2']]);
    expect(before).toEqual(['30.00', 'Standard plan, version 1']);
  });

  test('is told: each rate as an event, who did it as facts of the trail', async () => {
    const told = await service.database.query<{ type: string; tier: string | null; action: string | null }>(
      `SELECT type, payload ->> 'tier' AS tier, payload ->> 'action' AS action FROM outbox WHERE type = 'rate.published.v1' OR payload ->> 'action' LIKE '%.published' ORDER BY seq`,
    );
    expect(told.filter(({ type }) => type === 'rate.published.v1').map(({ tier }) => tier)).toEqual(['authorized', 'gold', 'platinum']);
    expect(told.flatMap(({ action }) => action ?? [])).toEqual(['plan.published', 'rate.published', 'rate.published', 'rate.published']);
  });

  test('begins after the last one, and after the rates that are published', async () => {
    clock.set('2026-12-01T09:00:00Z');
    expect((await publish({ effectiveOn: '2026-12-24' })).body.code).toBe('commissions/plan-already-published');
    expect((await publish({ code: 'other', effectiveOn: '2027-01-01' })).body.code).toBe('commissions/plan-already-published');
    const alone = (await admin().post('/api/commissions/rates', { tier: 'gold', percent: '33', effectiveOn: '2028-06-01' })).as(rateView);
    expect([alone.plan, alone.version]).toEqual(['growth', 3]);
    expect((await publish({ effectiveOn: '2028-01-01' })).body.code).toBe('commissions/rate-already-published');
    expect((await plans())).toHaveLength(2);
  });

  test('called otherwise is another version; what was earned before keeps the name', async () => {
    expect((await publish({ effectiveOn: '2027-07-01', name: { en: 'Growth plan 2', de: 'Wachstumsplan 2' }, rates: [] })).as(planView)).toMatchObject({ version: 2, rates: aPlan().rates });
    clock.set('2027-07-05T09:00:00Z');
    expect([await earnedBy('2027-06-30'), await earnedBy('2027-07-01')]).toEqual([['31.50', 'Growth plan, version 2'], ['31.50', 'Growth plan 2, version 2']]);
  });

  test('published at the same moment by several is one', async () => {
    const answers = await Promise.all(['a1', 'a2', 'a3', 'a4'].map((code) => publish({ code, effectiveOn: '2030-01-01' })));
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 409, 409, 409]);
    const last = (await admin().get('/api/commissions/rates')).as(ratesAnswer).items.filter(({ effectiveOn }) => effectiveOn === '2030-01-01');
    expect(new Set(last.map(({ plan }) => plan)).size).toBe(1);
    expect(last).toHaveLength(3);
  });

  test('keeps why it was published, with its rates and on the trail, for the vendor’s people alone', async () => {
    const reason = 'Decided by the board on 12 October.';
    expect((await publish({ code: 'reasoned', effectiveOn: '2030-06-01', reason })).as(planView).reason).toBe(reason);
    const rates = (await admin().get('/api/commissions/rates')).as(ratesAnswer).items.filter(({ plan }) => plan === 'reasoned');
    expect([rates.length, new Set(rates.map((rate) => rate.reason))]).toEqual([3, new Set([reason])]);
    const facts = await service.database.query<{ why: string }>(`SELECT payload ->> 'why' AS why FROM outbox WHERE payload ->> 'action' LIKE '%.published' ORDER BY seq DESC LIMIT 4`);
    expect(facts.map(({ why }) => why)).toEqual([reason, reason, reason, reason]);
    expect((await plans(service.client.asPartner(partnerId, 'owner'))).filter((plan) => 'reason' in plan)).toEqual([]);
    expect((await publish({ effectiveOn: '2030-07-01', reason: ' ' })).body.errors[0].pointer).toBe('/reason');
  });

  test('whose day has not begun can be cancelled with the rates that it brought, those that came after it first', async () => {
    const [plansBefore, ratesBefore] = [await plans(), (await admin().get('/api/commissions/rates')).body];
    const cancel = (what: 'plans' | 'rates', fields: object, client = admin()) => client.post(`/api/commissions/${what}/cancel`, { reason: 'A slip.', ...fields });
    const slip = (await publish({ code: 'slip', effectiveOn: '2036-10-01' })).as(planView);
    expect((await publish({ effectiveOn: '2036-09-01' })).body.code).toBe('commissions/plan-already-published');
    const alone = (await admin().post('/api/commissions/rates', { tier: 'gold', percent: '44', effectiveOn: '2036-11-01' })).as(rateView);
    const mine = { code: 'slip', version: slip.version };
    expect((await cancel('plans', mine)).body.code).toBe('commissions/plan-has-rates');
    expect((await cancel('rates', { tier: 'gold', version: alone.version - 1 })).body.code).toBe('programme/nothing-to-cancel');
    expect([(await cancel('rates', { tier: 'gold', version: alone.version }, service.client.as('finance'))).status, (await cancel('rates', { tier: 'gold', version: alone.version })).status]).toEqual([403, 204]);
    expect((await cancel('rates', { tier: 'gold', version: alone.version - 1 })).body.code).toBe('commissions/rate-of-plan');
    expect((await cancel('plans', { ...mine, reason: undefined })).body.errors[0].pointer).toBe('/reason');
    expect([(await cancel('plans', mine, service.client.as('finance'))).status, (await cancel('plans', mine)).status, (await cancel('plans', mine)).status]).toEqual([403, 204, 409]);
    expect([await plans(), (await admin().get('/api/commissions/rates')).body]).toEqual([plansBefore, ratesBefore]);
    const told = await service.database.query<{ payload: { version?: number } }>(`SELECT payload FROM outbox WHERE type = 'rate.cancelled.v1' ORDER BY seq`);
    expect(told.map(({ payload }) => payload)).toMatchObject([{ tier: 'gold', version: alone.version, percent: '44', effectiveOn: '2036-11-01' }, { tier: 'authorized' }, { tier: 'gold', version: alone.version - 1 }, { tier: 'platinum' }]);
    const facts = await service.database.query<{ action: string }>(`SELECT payload ->> 'action' AS action FROM outbox WHERE payload ->> 'action' LIKE '%.cancelled' ORDER BY seq`);
    expect(facts.map(({ action }) => action)).toEqual(['rate.cancelled', 'plan.cancelled', 'rate.cancelled', 'rate.cancelled', 'rate.cancelled']);
    // The day is free again; no number is given twice.
    const again = (await publish({ code: 'slip', effectiveOn: '2036-10-01' })).as(planView);
    expect(again.version).toBe(slip.version + 1);
    expect((await cancel('plans', { ...mine, version: again.version })).status).toBe(204);
  });

  test('that counts on under its name before keeps the rates that were published in it, before and since; where another plan counts they are in the way', async () => {
    const cancel = async (what: 'plans' | 'rates', fields: object) => (await admin().post(`/api/commissions/${what}/cancel`, { reason: 'A slip.', ...fields })).body?.code ?? 'done';
    const alone = async (tier: string, effectiveOn: string) => (await admin().post('/api/commissions/rates', { tier, percent: '44', effectiveOn })).as(rateView);
    const coming = async () => (await admin().get('/api/commissions/rates')).as(ratesAnswer).items.filter(({ effectiveOn }) => effectiveOn >= '2036').map(({ plan, tier }) => [plan, tier]);
    const gold = await alone('gold', '2036-11-01');
    const renamed = (await publish({ code: 'reasoned', effectiveOn: '2036-10-01', rates: [{ tier: 'authorized', percent: '27' }] })).as(planView);
    const platinum = await alone('platinum', '2036-12-01');
    expect([renamed.version, await coming()]).toEqual([2, [['reasoned', 'authorized'], ['reasoned', 'gold'], ['reasoned', 'platinum']]]);
    expect([await cancel('plans', { code: 'reasoned', version: 2 }), await coming()]).toEqual(['done', [['reasoned', 'gold'], ['reasoned', 'platinum']]]);
    for (const { tier, version } of [gold, platinum]) expect(await cancel('rates', { tier, version })).toBe('done');

    // Growth counted before the plan that would go on: its rates would be left behind in it.
    const growth = (await publish({ effectiveOn: '2036-10-01' })).as(planView);
    const { tier, version } = await alone('gold', '2036-11-01');
    expect([await cancel('plans', { code: 'growth', version: growth.version }), await cancel('rates', { tier, version }), await cancel('plans', { code: 'growth', version: growth.version })]).toEqual(['commissions/plan-has-rates', 'done', 'done']);
  });

  test('that counts today, or by a clock that is ahead, is not cancelled, nor is its rate', async () => {
    const plan = (await plans()).at(-1);
    const rate = (await admin().get('/api/commissions/rates')).as(ratesAnswer).items.findLast(({ tier }) => tier === 'gold');
    const refusals = async () => [
      (await admin().post('/api/commissions/plans/cancel', { code: plan?.code, version: plan?.version, reason: 'Too late.' })).body.code,
      (await admin().post('/api/commissions/rates/cancel', { tier: 'gold', version: rate?.version, reason: 'Too late.' })).body.code,
    ];
    for (const late of ['2030-05-31T23:59:01Z', '2030-06-01T09:00:00Z']) {
      clock.set(late);
      expect(await refusals()).toEqual(['programme/nothing-to-cancel', 'programme/nothing-to-cancel']);
    }
  });

  test('that was cancelled earns nobody anything on its day, nor does its rate, and explains nothing', async () => {
    const cancel = async (what: 'plans' | 'rates', fields: object) => (await admin().post(`/api/commissions/${what}/cancel`, { reason: 'A slip.', ...fields })).status;
    const before = await earnedBy('2030-06-01');
    const slip = (await publish({ code: 'reasoned', effectiveOn: '2030-07-01', name: { en: 'Slip of a plan', de: 'Ausrutscher' }, rates: [{ tier: 'gold', percent: '99' }] })).as(planView);
    expect(await cancel('plans', { code: slip.code, version: slip.version })).toBe(204);
    const alone = (await admin().post('/api/commissions/rates', { tier: 'gold', percent: '98', effectiveOn: '2030-07-01' })).as(rateView);
    expect(await cancel('rates', { tier: 'gold', version: alone.version })).toBe(204);
    clock.set('2030-07-05T09:00:00Z');
    expect(await earnedBy('2030-07-01')).toEqual(before);
  });

  test('follows the one that whoever publishes it has seen, where that is said, with rates that do, and no other', async () => {
    const before = await plans();
    const [{ code, version } = { code: '', version: 0 }] = before.slice(-1);
    const last = Object.fromEntries((await admin().get('/api/commissions/rates')).as(ratesAnswer).items.map((it) => [it.tier, it.version]));
    const seen = (fields = {}) => aPlan({ code: 'seen', effectiveOn: '2030-10-01', follows: { code, version }, rates: Object.entries({ ...last, ...fields }).map(([tier, it]) => ({ tier, percent: '42', follows: it })) });
    const refused = [seen({ gold: Number(last['gold']) - 1 }), { ...seen(), follows: { code, version: version + 1 } }, { ...seen(), follows: { code: 'seen', version } }];
    for (const body of refused) expect((await publish(body)).body.code).toBe('programme/overtaken');
    expect(await plans()).toEqual(before);
    const slip = (await publish(seen())).as(planView);
    const next = { effectiveOn: '2030-11-01', rates: [], code: 'seen' };
    expect([(await publish({ ...next, follows: { code, version } })).body.code, (await publish({ ...seen(), ...next, follows: { code: 'seen', version: slip.version } })).status]).toEqual(['programme/overtaken', 201]);
    // What is called off is followed no more.
    const called = { code: 'seen', version: slip.version + 1 };
    expect((await admin().post('/api/commissions/plans/cancel', { ...called, reason: 'A slip.' })).status).toBe(204);
    expect((await publish({ ...next, follows: called })).body.code).toBe('programme/overtaken');
    const odd = [{ follows: { code: 'seen' } }, { follows: null }, { rates: [{ tier: 'gold', percent: '1', follows: 0 }] }];
    for (const fields of odd) expect((await publish({ ...next, ...fields })).status).toBe(422);
  });

  test('is published by admins, and seen by partners without who published it', async () => {
    expect((await service.client.as('finance').post('/api/commissions/plans', aPlan({ effectiveOn: '2031-01-01' }))).status).toBe(403);
    const seen = await plans(service.client.asPartner(partnerId, 'owner'));
    expect(seen.map(({ code }) => code)).toContain('growth');
    expect(seen.filter((plan) => 'publishedBy' in plan)).toEqual([]);
    expect((await plans()).at(-1)?.publishedBy).toEqual(expect.any(String));
  });
});

test('a rate follows the one that whoever publishes it has seen, where that is said, and no other', async () => {
  const rates = async (tier: string) => (await admin().get('/api/commissions/rates')).as(ratesAnswer).items.filter((rate) => rate.tier === tier);
  const rate = (fields = {}) => admin().post('/api/commissions/rates', { tier: 'gold', percent: '41', effectiveOn: '2031-08-01', ...fields });
  const follows = (await rates('gold')).at(-1)?.version;
  // Somebody else is faster: theirs would be followed unseen from September on, or said to be in the way on its own day.
  const theirs = (await rate({ follows })).as(rateView);
  const late = await Promise.all([follows, null, theirs.version + 1].flatMap((seen) => ['2031-08-01', '2031-09-01'].map((effectiveOn) => rate({ effectiveOn, follows: seen }))));
  expect(late.map(({ status, body }) => [status, body.code])).toEqual(late.map(() => [409, 'programme/overtaken']));
  expect([(await rates('gold')).at(-1)?.version, (await rate({ effectiveOn: '2031-09-01', follows: theirs.version })).status, (await rate({ effectiveOn: '2031-09-02' })).status]).toEqual([theirs.version, 201, 201]);
  // A tier that has none yet.
  const first = { tier: 'silver', effectiveOn: '2029-01-01', follows: null };
  expect([(await rate({ ...first, follows: 1 })).body.code, (await rate(first)).status, (await rate(first)).body.code]).toEqual(['programme/overtaken', 201, 'programme/overtaken']);
});

test('raw SQL as the role of the service adds no plan to the past, and changes none', async () => {
  const code = (sql: string) => service.database.database.inTransaction({ kind: 'system', name: 'spec' }, (tx) => tx.query(sql)).then(() => 'done', (error: unknown) => Reflect.get(Object(error), 'code'));
  expect(await code(`INSERT INTO plan SELECT 'early', 1, name, '2026-12-24', published_at FROM plan WHERE code = 'standard'`)).toBe('PMC01');
  expect(await code(`UPDATE plan SET valid_from = '2026-12-24'`)).toBe('42501');
  expect(await code('UPDATE rate SET cancelled_at = now() WHERE version = 1')).toBe('PMC01');
  expect(await code('DELETE FROM plan')).toBe('42501');
  expect(await code(`INSERT INTO rate SELECT gen_random_uuid(), 1, 'nowhere', 'diamond', 1, '2031-01-01', published_at FROM plan LIMIT 1`)).toBe('23503');
});
