import { randomUUID } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { applicationView, moveAnswer } from '#libs/contracts/http/applications';
import { settingsAnswer, settingVersion } from '#libs/contracts/http/settings';
import { storiesAnswer, storyVersion, tiersAnswer, tierVersion } from '#libs/contracts/http/tiers';
import { anApplication } from '../spec/an-application.ts';
import { applyAs } from '../spec/apply.ts';
import { both, publishingForTests, reason } from '../spec/publishing.ts';

const { clock, service, admin, page, facts } = publishingForTests();
const asRuntime = (sql: string) => service().database.database.inTransaction({ kind: 'system', name: 'spec' }, (tx) => tx.query(sql)).then(() => 'done', (error: unknown) => Reflect.get(Object(error), 'code'));

describe('a tier', () => {
  const aTier = (fields = {}) => ({
    name: both('Gold Partner'),
    requirements: [{ code: 'certified_professionals', text: both('Five certified professionals', 'Fünf zertifizierte Fachleute'), required: 5 }, { code: 'annual_revenue', text: both('USD 5M+ annual revenue', 'Mindestens 5 Mio. USD Jahresumsatz'), required: { amount: '5000000.00', currency: 'USD' } }],
    benefits: [{ code: 'lead_sharing', text: both('Lead sharing', 'Weitergabe von Leads'), listed: true }, { code: 'dedicated_partner_manager', text: both('Dedicated partner manager', 'Eigene Partnerbetreuung'), listed: false }],
    reason,
    ...fields,
  });
  const publish = (fields = {}, headers = {}, tier = 'gold') => admin().post(`/api/programme/tiers/${tier}`, aTier(fields), { headers });
  const versions = async (tier: string) => (await service().client.as('reviewer').get('/api/programme/tiers')).as(tiersAnswer).items.filter((item) => item.tier === tier);
  const [certified] = aTier().requirements;

  test.each([
    ['in the past', { effectiveFrom: '2026-11-02T08:59:59Z' }, '/effectiveFrom'],
    ['without a reason', { reason: '' }, '/reason'],
    ['without a German name', { name: { en: 'Gold' } }, '/name/de'],
    ['that gives nothing', { benefits: [] }, '/benefits'],
    ['that asks for the same twice', { requirements: [certified, certified] }, '/requirements/1/code'],
    ['that asks for what nobody can evaluate', { requirements: [{ ...certified, code: 'charm' }] }, '/requirements/0/code'],
    ['that asks for money without a currency of ISO 4217', { requirements: [{ ...aTier().requirements[1], required: { amount: '1.00', currency: 'QQQ' } }] }, '/requirements/0/required/currency'],
    ['that asks for a number where there is none', { requirements: [{ ...certified, required: true }] }, '/requirements/0/required'],
  ])('%s is refused, and nothing is published', async (_what, fields, pointer) => {
    const answer = await publish(fields);
    expect([answer.status, answer.body.errors?.[0]?.pointer]).toEqual([422, pointer]);
    expect(await versions('gold')).toHaveLength(1);
  });

  test('is what its last version says, from its moment on; who applied before is judged by what was asked then', async () => {
    const before = await applyAs(service(), anApplication());
    const key = { 'idempotency-key': randomUUID(), 'if-match': '"1"' };
    const published = await publish({ effectiveFrom: '2026-11-03T00:00:00Z' }, key);
    expect([published.status, published.headers.get('etag')]).toEqual([201, '"2"']);
    expect((await publish({ effectiveFrom: '2026-11-03T00:00:00Z' }, key)).body).toEqual(published.body);
    expect((await page()).tiers[1]?.requirements).toHaveLength(3);
    clock.set('2026-11-03T00:00:00Z');
    const [, gold] = (await page()).tiers;
    expect([gold?.requirements.map(({ text, required }) => [text, required]), gold?.benefits.map(({ code }) => code), gold?.mostPopular]).toEqual([
      [['Five certified professionals', 5], ['USD 5M+ annual revenue', { amount: '5000000.00', currency: 'USD' }]], ['lead_sharing'], true,
    ]);
    const judged = async (id: string) => (await service().client.as('reviewer').get(`/api/applications/${id}`)).as(applicationView).evaluation;
    const criteria = async (id: string) => (await judged(id)).tiers.find(({ tier }) => tier === 'gold')?.criteria.map(({ code, required }) => [code, required]);
    expect(await criteria(before.id)).toEqual([['annual_revenue', { amount: '5000000.00', currency: 'USD' }], ['certified_professionals', 1], ['fortune500_relationships', 1]]);
    expect(await criteria((await applyAs(service(), anApplication())).id)).toEqual([['certified_professionals', 5], ['annual_revenue', { amount: '5000000.00', currency: 'USD' }]]);
    const told = await versions('gold');
    expect(told.map(({ version, requirements, publishedBy, reason: why }) => [version, requirements.length, publishedBy === null, why])).toEqual([[1, 3, true, null], [2, 2, false, reason]]);
    expect(tierVersion.parse(published.body)).toEqual(told[1]);
  });

  test('keeps the rows that do not change, and none of another tier is touched', async () => {
    const rows = await service().database.query(`SELECT tier, code FROM tier_requirement WHERE valid_to <> 'infinity' ORDER BY tier, code`);
    // Each moved to another place or was asked for otherwise; the name stays in its row.
    expect(rows).toEqual([{ tier: 'gold', code: 'annual_revenue' }, { tier: 'gold', code: 'certified_professionals' }, { tier: 'gold', code: 'fortune500_relationships' }]);
    expect(await service().database.query(`SELECT code FROM tier WHERE valid_to <> 'infinity'`)).toEqual([]);
    expect([(await versions('authorized')).length, (await versions('platinum')).length]).toEqual([1, 1]);
  });

  test('is a fact of the trail, with what was asked before', async () => {
    expect((await facts('tier.published')).map(({ payload }) => payload)).toMatchObject([
      { actor: { kind: 'vendor' }, subject: { kind: 'tier', id: 'gold' }, why: reason, details: { version: 2, requirements: 'certified_professionals 5, annual_revenue USD 5000000.00', requirementsBefore: 'annual_revenue USD 5000000.00, certified_professionals 1, fortune500_relationships 1' } },
    ]);
  });

  test('that somebody else has published meanwhile is not overwritten, and begins after its last version', async () => {
    clock.advance({ minutes: 1 });
    const late = await publish({}, { 'if-match': '"1"' });
    expect([late.status, late.headers.get('etag')]).toEqual([412, '"2"']);
    expect((await publish({ effectiveFrom: '2027-01-01T00:00:00Z' }, { 'if-match': '"2"' })).status).toBe(201);
    expect((await publish({ effectiveFrom: '2026-12-01T00:00:00Z' })).body.code).toBe('programme/already-published');
    expect((await publish({}, {}, 'diamond')).status).toBe(404);
  });

  test('published by several at the same moment has one version more', async () => {
    const answers = await Promise.all(['a', 'b', 'c'].map((name) => publish({ name: both(name), effectiveFrom: '2028-01-01T00:00:00Z' }, { 'if-match': '"3"' })));
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 412, 412]);
  });

  test('is published by admins, and its history read by the vendor’s people alone', async () => {
    expect((await service().client.as('finance').post('/api/programme/tiers/gold', aTier())).status).toBe(403);
    expect((await service().client.asPartner(randomUUID(), 'owner').get('/api/programme/tiers')).status).toBe(403);
  });
});

describe('a story', () => {
  const nothing = { tier: null, dealValue: null, commission: null, growthPercent: null, growthMonths: null, dealsPerYear: null };
  const aStory = (fields = {}) => ({ company: 'Northwind Defence', headline: both('12 deals in a year', '12 Abschlüsse in einem Jahr'), position: 4, ...nothing, dealsPerYear: 12, reason, ...fields });
  const publish = (fields = {}, headers = {}) => admin().post('/api/programme/stories', aStory(fields), { headers });
  const told = async () => (await page()).successStories.map(({ company, headline }) => `${company}: ${headline}`);
  const versions = async (id: string) => (await service().client.as('finance').get('/api/programme/stories')).as(storiesAnswer).items.filter((item) => item.id === id);

  test.each([
    ['in the past', { effectiveFrom: '2026-11-02T08:59:59Z' }, '/effectiveFrom'],
    ['without a reason', { reason: ' ' }, '/reason'],
    ['of nobody', { company: '' }, '/company'],
    ['with growth in no time', { growthPercent: 300 }, '/growthMonths'],
    ['with a deal of nothing', { dealValue: { amount: '0.00', currency: 'USD' } }, '/dealValue/amount'],
    ['with a commission in no currency', { commission: { amount: '1.00', currency: 'QQQ' } }, '/commission/currency'],
    ['of a tier that is none', { tier: 'diamond' }, '/tier'],
  ])('%s is refused, and nothing is told', async (_what, fields, pointer) => {
    const answer = await publish(fields);
    expect([answer.status, answer.body.errors?.[0]?.pointer]).toEqual([422, pointer]);
    expect(await told()).toHaveLength(3);
  });

  test('is told from its moment on, told otherwise, and told no more, each with who and why', async () => {
    const key = { 'idempotency-key': randomUUID() };
    const { id } = (await publish({}, key)).as(storyVersion);
    expect((await publish({}, key)).as(storyVersion).id).toBe(id);
    expect((await told()).at(-1)).toBe('Northwind Defence: 12 deals in a year');
    const next = clock.now();
    next.setUTCDate(next.getUTCDate() + 1);
    const changed = await admin().post(`/api/programme/stories/${id}`, aStory({ headline: both('15 deals in a year'), dealsPerYear: 15, effectiveFrom: next.toISOString() }), { headers: { 'if-match': '"1"' } });
    expect([changed.status, changed.as(storyVersion).version]).toEqual([201, 2]);
    expect((await admin().post(`/api/programme/stories/${id}`, aStory(), { headers: { 'if-match': '"1"' } })).status).toBe(412);
    expect((await told()).at(-1)).toBe('Northwind Defence: 12 deals in a year');
    clock.advance({ days: 1 });
    expect((await told()).at(-1)).toBe('Northwind Defence: 15 deals in a year');
    clock.advance({ hours: 1 });
    const withdrawn = await admin().post(`/api/programme/stories/${id}/withdraw`, { reason: 'They asked us to.' }, { headers: { 'if-match': '"2"' } });
    expect(withdrawn.as(storyVersion)).toMatchObject({ endsAt: clock.now().toISOString(), withdrawal: { reason: 'They asked us to.', by: expect.any(String) } });
    expect(await told()).toHaveLength(3);
    expect((await versions(id)).map(({ version, endsAt, withdrawal }) => [version, endsAt !== null, withdrawal !== null])).toEqual([[1, true, false], [2, true, true]]);
    expect((await facts('success_story.withdrawn')).map(({ payload }) => payload)).toMatchObject([{ subject: { kind: 'success_story', id }, why: 'They asked us to.' }]);
    expect((await admin().post(`/api/programme/stories/${id}`, aStory())).body.code).toBe('programme/story-withdrawn');
    expect((await publish()).status).toBe(201);
  });

  test('of the programme’s beginning can be changed too; a company has one at a time', async () => {
    const { items } = (await admin().get('/api/programme/stories')).as(storiesAnswer);
    const secure = items.find(({ company }) => company === 'SecureIT Consulting');
    expect(secure).toMatchObject({ version: 1, publishedBy: null, endsAt: null });
    expect((await admin().post(`/api/programme/stories/${secure?.id}`, aStory({ company: 'CyberTech Solutions' }))).body.code).toBe('programme/company-has-story');
    expect((await publish({ company: 'CyberTech Solutions' })).body.code).toBe('programme/company-has-story');
    expect((await admin().post(`/api/programme/stories/${secure?.id}`, aStory({ company: 'SecureIT Group', position: 1 }))).status).toBe(201);
    expect(await told()).toEqual(expect.arrayContaining(['SecureIT Group: 12 deals in a year']));
    expect((await admin().post(`/api/programme/stories/${randomUUID()}/withdraw`, { reason })).status).toBe(404);
  });

  test('is told by admins alone', async () => {
    expect((await service().client.as('partner_manager').post('/api/programme/stories', aStory())).status).toBe(403);
    expect((await service().client.asPartner(randomUUID(), 'owner').get('/api/programme/stories')).status).toBe(403);
  });
});

describe('a setting of the programme', () => {
  const publish = (fields: object) => admin().post('/api/programme/settings', { reason, ...fields });
  const values = async (key: string) => (await admin().get('/api/programme/settings')).as(settingsAnswer).items.filter((item) => item.key === key);

  test.each([
    ['with no hour', { key: 'review_promise_hours', value: 0 }, '/value'],
    ['with half an hour', { key: 'review_promise_hours', value: 0.5 }, '/value'],
    ['with a tier that is none', { key: 'most_popular_tier', value: 'diamond' }, '/value'],
    ['with a reason that is none', { key: 'reapply_at_once_after', value: ['moon'] }, '/value/0'],
    ['with a reason twice', { key: 'reapply_at_once_after', value: ['other', 'other'] }, '/value'],
    ['with an address that is none', { key: 'contact_email', value: 'partners' }, '/value'],
    ['with terms that are not read over TLS', { key: 'terms_url', value: 'http://example.com/terms' }, '/value'],
    ['with an address that is a script', { key: 'privacy_url', value: 'javascript:alert(1)' }, '/value'],
    ['with money in no currency', { key: 'average_deal', value: { amount: '1.00', currency: 'QQQ' } }, '/value/currency'],
    ['that nobody knows', { key: 'colour', value: 'red' }, '/key'],
  ])('%s is refused', async (_what, fields, pointer) => {
    const answer = await publish(fields);
    expect([answer.status, answer.body.errors?.[0]?.pointer]).toEqual([422, pointer]);
  });

  test('counts from its moment on; an application that is there keeps its promise', async () => {
    const before = await applyAs(service(), anApplication());
    const published = (await publish({ key: 'review_promise_hours', value: 24 })).as(settingVersion);
    expect(published).toMatchObject({ value: 24, effectiveFrom: clock.now().toISOString() });
    const after = await applyAs(service(), anApplication());
    const dueInHours = async (id: string) => (Date.parse(String((await admin().get(`/api/applications/${id}`)).as(applicationView).decisionDueAt)) - clock.now().getTime()) / 3_600_000;
    expect([await dueInHours(before.id), await dueInHours(after.id), (await page()).reviewPromiseHours]).toEqual([48, 24, 24]);
    expect(await values('review_promise_hours')).toMatchObject([{ value: 48, publishedBy: null }, { value: 24, publishedBy: expect.any(String), reason }]);
    expect((await facts('setting.published')).map(({ payload }) => payload)).toMatchObject([{ subject: { kind: 'setting', id: 'review_promise_hours' }, why: reason, details: { value: 24, valueBefore: 48 } }]);
  });

  test('of any kind can be published: a list, an amount, a text, nothing', async () => {
    const answers = [];
    for (const fields of [{ key: 'reapply_at_once_after', value: [] }, { key: 'average_deal', value: { amount: '3000000.00', currency: 'EUR' } }, { key: 'name', value: 'Partner Programme' }, { key: 'most_popular_tier', value: null }]) answers.push((await publish(fields)).as(settingVersion).value);
    expect(answers).toEqual([[], { amount: '3000000.00', currency: 'EUR' }, 'Partner Programme', null]);
    const now = await page();
    expect([now.name, now.averageDeal.currency, now.tiers.filter(({ mostPopular }) => mostPopular)]).toEqual(['Partner Programme', 'EUR', []]);
  });

  test('links the terms and what is said about personal data, where it is said', async () => {
    const links = async () => page().then(({ termsUrl, privacyUrl }) => [termsUrl, privacyUrl]);
    expect(await links()).toEqual([null, null]);
    await publish({ key: 'terms_url', value: 'https://example.com/terms?v=2' });
    await publish({ key: 'privacy_url', value: 'https://example.com/privacy' });
    expect(await links()).toEqual(['https://example.com/terms?v=2', 'https://example.com/privacy']);
    clock.advance({ minutes: 1 });
    expect((await publish({ key: 'terms_url', value: null })).as(settingVersion).value).toBeNull();
    expect(await links()).toEqual([null, 'https://example.com/privacy']);
  });

  test('that somebody else has changed meanwhile is not changed over it', async () => {
    const last = async () => (await values('reapply_after_days')).at(-1)?.id;
    const seen = await last();
    expect((await publish({ key: 'reapply_after_days', value: 20, follows: seen })).status).toBe(201);
    clock.advance({ minutes: 1 });
    const late = await publish({ key: 'reapply_after_days', value: 10, follows: seen });
    expect([late.status, late.body.code, (await page()).reapplyAfterDays]).toEqual([409, 'programme/overtaken', 20]);
    expect((await publish({ key: 'reapply_after_days', value: 10, follows: await last() })).status).toBe(201);
  });

  test('names a tier of the moment from which it counts; asked again, it is answered as before, whatever has changed since', async () => {
    await service().database.query(`INSERT INTO tier (code, name, rank, valid_from) SELECT 'diamond', name, 9, '2029-01-01' FROM tier WHERE code = 'gold' LIMIT 1`);
    const recommend = (effectiveFrom: string, headers = {}) => admin().post('/api/programme/settings', { key: 'most_popular_tier', value: 'diamond', effectiveFrom, reason }, { headers });
    const early = await recommend('2028-12-31T23:59:59Z');
    expect([early.status, early.body.errors?.[0]?.pointer]).toEqual([422, '/value']);
    const key = { 'idempotency-key': randomUUID() };
    const published = await recommend('2029-01-01T00:00:00Z', key);
    expect(published.status).toBe(201);
    await service().database.query(`DELETE FROM tier WHERE code = 'diamond'`);
    const repeated = await recommend('2029-01-01T00:00:00Z', key);
    expect([repeated.status, repeated.body]).toEqual([201, published.body]);
    await service().database.query(`DELETE FROM programme_setting WHERE value = '"diamond"'`);
  });

  test('says when a company that is turned down may come back, as it counts when it is turned down', async () => {
    clock.advance({ minutes: 1 });
    await publish({ key: 'reapply_after_days', value: 7 });
    const { id } = await applyAs(service(), anApplication());
    const move = async (name: string, body: object) => (await service().client.as('reviewer').post(`/api/applications/${id}/${name}`, body)).as(moveAnswer);
    await move('review', {});
    await move('reject', { reason: 'needs_more_detail' });
    const { rejection } = (await admin().get(`/api/applications/${id}`)).as(applicationView);
    expect(rejection?.mayReapplyFrom).toBe(new Date(clock.now().getTime() + 7 * 86_400_000).toISOString());
  });
});

test('raw SQL as the role of the service changes nothing that was published', async () => {
  expect(await asRuntime(`UPDATE tier_requirement SET required = '1'`)).toBe('42501');
  expect(await asRuntime(`UPDATE tier_requirement SET valid_to = '2031-01-01' WHERE valid_to <> 'infinity'`)).toBe('PMC01');
  expect(await asRuntime(`UPDATE tier_publication SET reason = 'another'`)).toBe('42501');
  expect(await asRuntime(`UPDATE success_story SET valid_to = 'infinity' WHERE valid_to <> 'infinity'`)).toBe('PMC01');
  expect(await asRuntime('DELETE FROM programme_setting')).toBe('42501');
  expect(await asRuntime(`UPDATE success_story SET withdrawal_reason = 'another' WHERE withdrawn_at IS NOT NULL`)).toBe('PMC01');
  expect(await asRuntime(`UPDATE success_story SET withdrawn_at = NULL, withdrawn_by = NULL, withdrawal_reason = NULL WHERE withdrawn_at IS NOT NULL`)).toBe('PMC01');
});
