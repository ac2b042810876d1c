import { randomUUID } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { settingsAnswer, settingVersion } from '#libs/contracts/http/settings';
import { storiesAnswer, storyVersion, tiersAnswer, tierVersion } from '#libs/contracts/http/tiers';
import { both, publishingForTests, reason } from '../spec/publishing.ts';

const { clock, service, admin, page, facts } = publishingForTests();
/** Years ahead: the database says by its own clock what has begun. */
const far = '2036-10-01T00:00:00.000Z';

describe('a version of a tier', () => {
  const aTier = (fields = {}) => ({
    name: both('Platinum Partner'), reason, ...fields,
    requirements: [{ code: 'certified_professionals', text: both('Five certified professionals', 'Fünf zertifizierte Fachleute'), required: 5 }],
    benefits: [{ code: 'lead_sharing', text: both('Lead sharing', 'Weitergabe von Leads'), listed: true }],
  });
  const publish = (fields = {}, headers = {}) => admin().post('/api/programme/tiers/platinum', aTier(fields), { headers });
  const versions = async () => (await service().client.as('reviewer').get('/api/programme/tiers')).as(tiersAnswer).items.filter((item) => item.tier === 'platinum');

  test('of a tier can be cancelled for a reason: what it was to change goes on, and its day is free again', async () => {
    const before = await versions();
    const from = { effectiveFrom: far };
    expect((await publish(from)).status).toBe(201);
    expect((await publish()).body.code).toBe('programme/already-published');
    const cancel = (body: object, version: number, headers = {}) => admin().post('/api/programme/tiers/platinum/cancel', body, { headers: { 'if-match': `"${version}"`, ...headers } });
    expect((await cancel({}, 2)).body.errors[0].pointer).toBe('/reason');
    expect((await cancel({ reason }, 1)).status).toBe(412);
    const key = { 'idempotency-key': randomUUID() };
    expect([(await cancel({ reason: 'Ten years too late.' }, 2, key)).status, (await cancel({ reason: 'Ten years too late.' }, 2, key)).status]).toEqual([204, 204]);
    expect(await versions()).toEqual(before);
    expect(await service().database.query(`SELECT FROM tier_requirement WHERE tier = 'platinum' AND valid_to = 'infinity'`)).toHaveLength(before[0]?.requirements.length ?? 0);
    expect((await facts('tier.cancelled')).map(({ payload }) => payload)).toMatchObject([{ actor: { kind: 'vendor' }, subject: { kind: 'tier', id: 'platinum' }, why: 'Ten years too late.', details: { version: 2, effectiveFrom: far } }]);
    // What counts is not cancelled, and no number is given twice.
    expect((await cancel({ reason }, 1)).body.code).toBe('programme/nothing-to-cancel');
    expect((await publish(from, { 'if-match': '"2"' })).status).toBe(412);
    expect((await publish(from, { 'if-match': '"1"' })).as(tierVersion).version).toBe(3);
    expect((await cancel({ reason }, 3)).status).toBe(204);
    expect((await service().client.as('finance').post('/api/programme/tiers/platinum/cancel', { reason })).status).toBe(403);
  });
});

describe('a story', () => {
  const nothing = { tier: null, dealValue: null, commission: null, growthPercent: null, growthMonths: null, dealsPerYear: null };
  const aStory = (fields = {}) => ({ company: 'Northwind Defence', headline: both('12 deals in a year', '12 Abschlüsse in einem Jahr'), position: 4, ...nothing, dealsPerYear: 12, reason, ...fields });
  const publish = (fields = {}) => admin().post('/api/programme/stories', aStory(fields));
  const told = async () => (await page()).successStories.map(({ company }) => company);
  const versions = async (id: string) => (await service().client.as('finance').get('/api/programme/stories')).as(storiesAnswer).items.filter((item) => item.id === id);

  test('that is to come can be cancelled, and so can its withdrawal; what it follows goes on', async () => {
    const cancel = (id: string, headers = {}, what = 'version') => admin().post(`/api/programme/stories/${id}/cancel`, { what, reason: 'A slip.' }, { headers });
    const cancelWithdrawal = (id: string, headers = {}) => cancel(id, headers, 'withdrawal');
    const only = (await publish({ company: 'Alpenschutz AG', effectiveFrom: far })).as(storyVersion);
    expect((await admin().post(`/api/programme/stories/${only.id}/withdraw`, { reason })).body.code).toBe('programme/story-not-told');
    expect((await publish({ company: 'Alpenschutz AG' })).body.code).toBe('programme/company-has-story');
    expect((await cancel(only.id, {}, 'story')).body.errors[0].pointer).toBe('/what');
    expect((await cancel(only.id)).status).toBe(204);
    expect([await versions(only.id), (await cancel(only.id)).status]).toEqual([[], 404]);

    const { id } = (await publish({ company: 'Alpenschutz AG' })).as(storyVersion);
    clock.advance({ minutes: 1 });
    const changed = await admin().post(`/api/programme/stories/${id}`, aStory({ company: 'Alpenschutz Gruppe', effectiveFrom: far }));
    expect(changed.as(storyVersion).version).toBe(2);
    expect((await cancel(id, { 'if-match': '"1"' })).status).toBe(412);
    expect((await cancel(id, { 'if-match': '"2"' })).status).toBe(204);
    expect((await cancel(id)).body.code).toBe('programme/nothing-to-cancel');
    expect((await versions(id)).map(({ version, endsAt }) => [version, endsAt])).toEqual([[1, null]]);

    expect((await admin().post(`/api/programme/stories/${id}/withdraw`, { reason, effectiveFrom: far })).as(storyVersion).endsAt).toBe(far);
    // From then on another one is told about the company: the withdrawal stays as long as that is so.
    const next = (await publish({ company: 'Alpenschutz AG', effectiveFrom: far })).as(storyVersion);
    expect((await cancelWithdrawal(id)).body.code).toBe('programme/company-has-story');
    expect([(await cancel(next.id)).status, (await cancelWithdrawal(id)).status]).toEqual([204, 204]);
    expect(await versions(id)).toMatchObject([{ version: 1, endsAt: null, withdrawal: null }]);
    const trail = async (action: string) => (await facts(action)).map(({ payload }) => payload);
    expect(await trail('success_story.cancelled')).toMatchObject([{ subject: { id: only.id }, why: 'A slip.' }, { subject: { id }, details: { version: 2, effectiveFrom: far } }, { subject: { id: next.id } }]);
    expect(await trail('success_story.withdrawal_cancelled')).toMatchObject([{ subject: { id }, why: 'A slip.', details: { company: 'Alpenschutz AG', effectiveFrom: far } }]);
  });

  test('is cancelled as what was read: where another stands by the same number meanwhile, nothing is', async () => {
    const cancel = (what: string) => admin().post(`/api/programme/stories/${id}/cancel`, { what, reason: 'A slip.' }, { headers: { 'if-match': '"1"' } });
    const { id } = (await publish({ company: 'Halbmond GmbH', effectiveFrom: '2036-09-01T00:00:00.000Z' })).as(storyVersion);
    expect((await cancel('withdrawal')).body.code).toBe('programme/nothing-to-cancel');
    expect((await admin().post(`/api/programme/stories/${id}/withdraw`, { reason, effectiveFrom: far })).status).toBe(200);
    expect((await cancel('version')).body.code).toBe('programme/nothing-to-cancel');
    expect(await versions(id)).toMatchObject([{ version: 1, endsAt: far, withdrawal: { reason } }]);
    expect([(await cancel('withdrawal')).status, (await cancel('version')).status]).toEqual([204, 204]);
  });

  test('is withdrawn at once, also where another version is to come, which is cancelled then', async () => {
    const { items, asOf } = (await admin().get('/api/programme/stories')).as(storiesAnswer);
    expect(asOf).toBe(clock.now().toISOString());
    const id = String(items.find(({ company, withdrawal }) => company === 'Alpenschutz AG' && withdrawal === null)?.id);
    await admin().post(`/api/programme/stories/${id}`, aStory({ company: 'Alpenschutz AG', headline: both('20 deals'), effectiveFrom: far }));
    clock.advance({ hours: 1 });
    const withdrawn = await admin().post(`/api/programme/stories/${id}/withdraw`, { reason });
    expect([withdrawn.status, withdrawn.as(storyVersion)]).toMatchObject([200, { version: 1, endsAt: clock.now().toISOString(), withdrawal: { reason } }]);
    expect((await versions(id)).map(({ version }) => version)).toEqual([1]);
    expect(await told()).not.toContain('Alpenschutz AG');
    expect((await facts('success_story.withdrawn')).at(-1)?.payload).toMatchObject({ details: { versionsCancelled: '3' } });
  });
});

describe('a setting of the programme', () => {
  const publish = (fields: object) => admin().post('/api/programme/settings', { reason, ...fields });
  const values = async (key: string) => (await admin().get('/api/programme/settings')).as(settingsAnswer).items.filter((item) => item.key === key);

  test('that has not begun can be cancelled for a reason; the value before goes on', async () => {
    const before = await values('average_deal');
    const { id } = (await publish({ key: 'average_deal', value: { amount: '1.00', currency: 'USD' }, effectiveFrom: far })).as(settingVersion);
    expect((await values('average_deal')).map((item) => item.id)).toEqual([before[0]?.id, id]);
    expect((await publish({ key: 'average_deal', value: { amount: '2.00', currency: 'USD' } })).body.code).toBe('programme/already-published');
    const cancel = (fields: object, client = admin()) => client.post('/api/programme/settings/cancel', { id, reason: 'A slip.', ...fields });
    for (const other of [before[0]?.id, randomUUID()]) expect((await cancel({ id: other })).body.code).toBe('programme/nothing-to-cancel');
    expect((await cancel({ reason: ' ' })).body.errors[0].pointer).toBe('/reason');
    expect((await cancel({}, service().client.as('finance'))).status).toBe(403);
    expect([(await cancel({})).status, (await cancel({})).status]).toEqual([204, 409]);
    expect(await values('average_deal')).toEqual(before);
    // What somebody else publishes meanwhile from the same moment is another value.
    const theirs = (await publish({ key: 'average_deal', value: { amount: '3.00', currency: 'USD' }, effectiveFrom: far })).as(settingVersion);
    expect([(await cancel({})).body.code, (await cancel({ id: theirs.id })).status]).toEqual(['programme/nothing-to-cancel', 204]);
    expect((await facts('setting.cancelled')).map(({ payload }) => payload)).toMatchObject([{ subject: { kind: 'setting', id: 'average_deal' }, why: 'A slip.', details: { effectiveFrom: far } }, { details: { value: '{"amount":"3.00","currency":"USD"}' } }]);
  });
});

test('raw SQL as the role of the service cancels nothing that has begun, brings nothing back, and ends nothing in the past', async () => {
  const asRuntime = (sql: string) => service().database.database.inTransaction({ kind: 'system', name: 'spec' }, (tx) => tx.query(sql)).then(() => 'done', (error: unknown) => Reflect.get(Object(error), 'code'));
  expect(await asRuntime('UPDATE tier_benefit SET valid_to = valid_from')).toBe('PMC01');
  expect(await asRuntime(`UPDATE tier_publication SET cancelled_at = '2020-01-01' WHERE version = 1`)).toBe('PMC01');
  expect(await asRuntime(`UPDATE success_story SET valid_to = 'infinity' WHERE valid_to = valid_from`)).toBe('PMC01');
  expect(await asRuntime('UPDATE tier_publication SET cancelled_at = NULL WHERE cancelled_at IS NOT NULL')).toBe('PMC01');
  for (const table of ['programme_setting', 'tier', 'tier_requirement', 'tier_benefit', 'success_story']) {
    await service().database.query(`ALTER TABLE ${table} ENABLE TRIGGER no_end_in_the_past`);
    expect([table, await asRuntime(`UPDATE ${table} SET valid_to = now() - interval '1 hour' WHERE valid_to > now() AND valid_from < now() - interval '1 day'`)]).toEqual([table, 'PMC01']);
  }
  expect(await asRuntime('DELETE FROM success_story')).toBe('42501');
});
