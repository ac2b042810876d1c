import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { largestFile, publishedResource, publishedResourcesAnswer, resourcesAnswer, type ResourceBody } from '#libs/contracts/http/resources';
import { FixedClock } from '#libs/testing/fixed-clock';
import { startService, type StartedService } from '#libs/testing/start-service';
import { anApplication } from '../spec/an-application.ts';
import { applyAs, approve } from '../spec/apply.ts';
import { startApplications, type StartedApplications } from '../spec/start-applications.ts';

let service: StartedApplications<StartedService>;
const partners: Record<string, string> = {};
const clock = new FixedClock('2026-11-02T09:00:00Z');
beforeAll(async () => {
  service = await startApplications(startService, { clock, env: { PROGRAMME_CACHE: 'PT1M' } });
  for (const tier of ['authorized', 'gold', 'platinum']) partners[tier] = await approve(service, await applyAs(service, anApplication()), tier);
}, 60_000);
afterAll(() => service.stop());

const content = (text: string | Buffer) => Buffer.from(text).toString('base64');
const playbook = (file: Partial<ResourceBody['file']> = {}, more: Partial<ResourceBody> = {}): ResourceBody => ({
  kind: 'sales_playbook',
  title: { en: 'Renewals', de: 'Verlängerungen' },
  summary: { en: 'How to renew.', de: 'Wie man verlängert.' },
  contents: [{ en: 'A calendar', de: 'Ein Kalender' }],
  tier: 'gold',
  length: { amount: 2, unit: 'pages' },
  reason: 'Asked for by three partners.',
  file: { name: 'Verlängerungen (2026).md', type: 'text/markdown', content: content('# Renewals\n'), ...file },
  ...more,
});
const upload = (body: object, key: string = randomUUID()) => service.client.as('admin').post('/api/resources', body, { headers: { 'idempotency-key': key } });
const list = async (locale = 'en') => (await service.client.get('/api/resources', { query: { locale } })).as(resourcesAnswer).items;
const readPublished = async (locale = 'en') => (await service.client.as('finance').get('/api/resources/published', { query: { locale } })).as(publishedResourcesAnswer);
const published = async (locale = 'en') => (await readPublished(locale)).items;
const fileOf = (id: string, tier?: string) => (tier === undefined ? service.client : service.client.asPartner(partners[tier] ?? '', 'technical')).get(`/api/resources/${id}/file`);
const facts = async (action: string) => service.database.query<{ payload: object }>(`SELECT payload FROM outbox WHERE aggregatetype = 'audit' AND payload ->> 'action' = $1 ORDER BY seq`, [action]);

describe('the resource centre', () => {
  test('lists the first files for everybody, by kind and tier, in both languages', async () => {
    const items = await list();
    expect(items.map(({ kind, tier, file }) => [kind, tier?.name ?? null, file.name])).toEqual([
      ['sales_playbook', null, 'first-conversation.md'],
      ['sales_playbook', 'Gold Partner', 'against-an-incumbent.md'],
      ['demo_material', 'Authorized Reseller', 'thirty-minute-demo.md'],
      ['demo_material', 'Platinum Partner', 'executive-briefing.md'],
      ['certification', null, 'associate-syllabus.md'],
      ['certification', 'Gold Partner', 'specialist-lab-guide.md'],
    ]);
    expect((await list('de')).map(({ title, contents }) => [title, contents.length])).toContainEqual(['Das erste Gespräch', 3]);
    expect(JSON.stringify(items)).not.toMatch(/"bytes|"hash/);
  });

  test('gives a public file to anybody, to be saved, and once is enough', async () => {
    const [open] = await list();
    const answer = await fileOf(open?.id ?? '');
    expect([answer.status, answer.headers.get('content-type'), answer.headers.get('content-disposition')]).toEqual([
      200, 'text/markdown; charset=utf-8', `attachment; filename="first-conversation.md"; filename*=UTF-8''first-conversation.md`,
    ]);
    expect(Buffer.byteLength(String(answer.body))).toBe(open?.file.size);
    expect(answer.body).toContain('Seven questions');
    const again = await service.client.get(`/api/resources/${open?.id}/file`, { headers: { 'if-none-match': answer.headers.get('etag') ?? '' } });
    expect([again.status, again.body]).toEqual([304, undefined]);
  });

  test.each([
    ['Gold Partner', { authorized: 403, gold: 200, platinum: 200 }],
    ['Platinum Partner', { authorized: 403, gold: 403, platinum: 200 }],
    ['Authorized Reseller', { authorized: 200, gold: 200, platinum: 200 }],
  ])('opens a file of %s to that tier and those above, and to the vendor', async (needed, expected) => {
    const found = (await list()).find(({ tier }) => tier?.name === needed);
    const statuses = Object.fromEntries(await Promise.all(Object.keys(expected).map(async (tier) => [tier, (await fileOf(found?.id ?? '', tier)).status] as const)));
    expect(statuses).toEqual(expected);
    expect((await fileOf(found?.id ?? '')).body).toMatchObject({ status: 401, code: 'auth/token-missing' });
    expect((await service.client.as('finance').get(`/api/resources/${found?.id}/file`)).status).toBe(200);
  });

  test('tells a partner which tier opens it, and closes it to a suspended one, whatever it has already', async () => {
    const closed = (await list()).find(({ tier }) => tier?.code === 'platinum');
    expect((await fileOf(closed?.id ?? '', 'gold')).body).toMatchObject({ code: 'applications/higher-tier-needed', tier: 'platinum', detail: expect.stringContaining('Platinum Partner') });
    const etag = (await fileOf(closed?.id ?? '', 'platinum')).headers.get('etag') ?? '';
    await service.database.query(`UPDATE partner SET status = 'suspended' WHERE tier = 'platinum'`);
    const known = await service.client.asPartner(partners['platinum'] ?? '').get(`/api/resources/${closed?.id}/file`, { headers: { 'if-none-match': etag } });
    expect(known.status).toBe(403);
    await service.database.query(`UPDATE partner SET status = 'active' WHERE tier = 'platinum'`);
    expect((await fileOf(randomUUID(), 'platinum')).status).toBe(404);
  });
});

describe('an upload', () => {
  test('stands there at once, is done once by one key, and is on the audit trail; so is its removal', async () => {
    const key = randomUUID();
    const stored = await upload(playbook(), key);
    expect([stored.status, stored.as(publishedResource).tier]).toEqual([201, { code: 'gold', name: 'Gold Partner' }]);
    expect((await upload(playbook(), key)).body).toEqual(stored.body);
    const { id } = stored.as(publishedResource);
    expect((await list()).filter(({ title }) => title === 'Renewals').map((each) => each.id)).toEqual([id]);
    const file = await fileOf(id, 'gold');
    expect([file.body, file.headers.get('content-disposition')]).toEqual(['# Renewals\n', `attachment; filename="Verl_ngerungen (2026).md"; filename*=UTF-8''Verl%C3%A4ngerungen%20(2026).md`]);
    expect(await facts('resource.uploaded')).toMatchObject([{ payload: { subject: { kind: 'resource', id }, why: 'Asked for by three partners.', details: { tier: 'gold', size: 11 } } }]);
    const [first, another] = [randomUUID(), randomUUID()];
    const remove = (key: string) => service.client.as('admin').post(`/api/resources/${id}/remove`, { reason: 'Replaced by the next edition.' }, { headers: { 'idempotency-key': key } });
    expect([(await remove(first)).status, (await fileOf(id, 'gold')).status]).toEqual([204, 404]);
    // Who has lost the answer and asks again is told the same; somebody else finds it gone.
    expect([(await remove(first)).status, (await remove(another)).status]).toEqual([204, 404]);
    expect(await facts('resource.removed')).toMatchObject([{ payload: { subject: { id }, why: 'Replaced by the next edition.' } }]);
    expect(await service.database.query('SELECT FROM resource_file WHERE resource_id = $1', [id])).toEqual([]);
  });

  test('is there from its moment on, for who may have it; who put it there and took it out, and why, stays', async () => {
    const from = '2026-11-09T00:00:00.000Z';
    const { id, ...stored } = (await upload(playbook({}, { effectiveFrom: from, title: { en: 'Next year', de: 'Nächstes Jahr' } }))).as(publishedResource);
    expect(stored).toMatchObject({ effectiveFrom: from, publishedAt: '2026-11-02T09:00:00.000Z', publishedBy: expect.any(String), reason: 'Asked for by three partners.', removal: null });
    const listed = async () => (await list()).some((each) => each.id === id);
    expect([await listed(), (await fileOf(id, 'platinum')).status, (await service.client.as('reviewer').get(`/api/resources/${id}/file`)).status]).toEqual([false, 404, 200]);
    clock.set(from);
    expect([await listed(), (await fileOf(id, 'platinum')).status]).toEqual([true, 200]);
    expect((await service.client.as('admin').post(`/api/resources/${id}/remove`, { reason: 'Next year has come.' })).status).toBe(204);
    expect([await listed(), (await service.client.as('reviewer').get(`/api/resources/${id}/file`)).status]).toEqual([false, 404]);
    const all = await published('de');
    expect(all.find((each) => each.id === id)).toMatchObject({ title: 'Nächstes Jahr', effectiveFrom: from, removal: { at: from, by: expect.any(String), reason: 'Next year has come.' } });
    expect(all.find(({ file }) => file.name === 'first-conversation.md')).toMatchObject({ effectiveFrom: '2026-01-01T00:00:00.000Z', publishedAt: null, publishedBy: null, reason: null, removal: null });
    expect((await service.client.asPartner(partners['gold'] ?? '', 'owner').get('/api/resources/published')).status).toBe(403);
  });

  test('says when it was read: what is there at once has begun by then, also within the second in which the rules were read', async () => {
    await readPublished();
    clock.advance({ seconds: 0.5 });
    const { effectiveFrom } = (await upload(playbook())).as(publishedResource);
    expect((await readPublished()).asOf).toBe(effectiveFrom);
  });

  test('that is taken out before its moment is never there', async () => {
    const { id } = (await upload(playbook({}, { effectiveFrom: '2026-12-01T00:00:00Z' }))).as(publishedResource);
    expect((await service.client.as('admin').post(`/api/resources/${id}/remove`, { reason: 'A slip.' })).status).toBe(204);
    clock.set('2026-12-01T00:00:00Z');
    expect([(await list()).some((each) => each.id === id), (await fileOf(id, 'gold')).status]).toEqual([false, 404]);
  });

  test('is judged by the tiers of its moment, and answered as before when it is sent again', async () => {
    await service.database.query(`INSERT INTO tier (code, name, rank, valid_from) SELECT 'diamond', name, 9, '2029-01-01' FROM tier WHERE code = 'gold'`);
    const toCome = playbook({}, { tier: 'diamond', effectiveFrom: '2029-01-01T00:00:00Z' });
    expect((await upload({ ...toCome, effectiveFrom: '2028-12-31T00:00:00Z' })).body.errors[0].pointer).toBe('/tier');
    const key = randomUUID();
    const stored = await upload(toCome, key);
    expect(stored.status).toBe(201);
    await service.database.query(`DELETE FROM tier WHERE code = 'diamond'`);
    expect((await upload(toCome, key)).body).toEqual(stored.body);
  });

  test.each([
    ['in the past', { effectiveFrom: '2026-11-01T00:00:00Z' }, '/effectiveFrom'],
    ['beyond ten years', { effectiveFrom: '2036-12-02T00:00:00Z' }, '/effectiveFrom'],
    ['without a reason', { reason: ' ' }, '/reason'],
  ])('%s is refused', async (_what, fields, pointer) => {
    const { status, body } = await upload(playbook({}, fields));
    expect([status, body.errors?.[0]?.pointer]).toEqual([422, pointer]);
  });

  test('may have five mebibytes, and not one byte more', async () => {
    const pdf = (size: number) => playbook({ name: 'deck.pdf', type: 'application/pdf', content: content(Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(size - 9, 7)])) });
    const stored = await upload(pdf(largestFile));
    expect([stored.status, stored.body.file?.size]).toEqual([201, largestFile]);
    expect((await upload(pdf(largestFile + 1))).body).toMatchObject({ status: 422, errors: [{ pointer: '/file/content' }] });
    expect((await service.client.post('/api/partners/apply', { padding: 'x'.repeat(300_000) })).status).toBe(413);
  });

  test.each<[string, Partial<ResourceBody['file']>, string]>([
    ['a name with another ending', { name: 'renewals.pdf' }, '/file/name'],
    ['a name that is a path', { name: '../renewals.md' }, '/file/name'],
    ['a name with quotes', { name: 'a".md' }, '/file/name'],
    ['a PDF that is none', { name: 'a.pdf', type: 'application/pdf' }, '/file/content'],
    ['text that is not UTF-8', { content: content(Buffer.from([0x23, 0xff, 0xfe])) }, '/file/content'],
    ['text with NUL', { content: content('a\0b') }, '/file/content'],
    ['no base64', { content: '# Renewals' }, '/file/content'],
    ['nothing', { content: '' }, '/file/content'],
  ])('with %s is refused at its field', async (_what, file, pointer) => {
    const { status, body } = await upload(playbook(file));
    expect([status, body.errors?.[0]?.pointer]).toEqual([422, pointer]);
  });

  test('of an unknown type or tier is refused, and of who is no admin', async () => {
    expect((await upload({ ...playbook(), file: { ...playbook().file, type: 'text/html' } })).body.errors[0].pointer).toBe('/file/type');
    expect((await upload(playbook({}, { tier: 'diamond' }))).body.errors[0].pointer).toBe('/tier');
    expect((await service.client.as('partner_manager').post('/api/resources', playbook())).status).toBe(403);
  });
});

test('raw SQL as the role of the service changes nothing that was put there, and takes nothing out twice', async () => {
  const asRuntime = (sql: string) => service.database.database.inTransaction({ kind: 'system', name: 'spec' }, (tx) => tx.query(sql)).then(() => 'done', (error: unknown) => Reflect.get(Object(error), 'code'));
  expect(await asRuntime(`UPDATE resource SET reason = 'another'`)).toBe('42501');
  expect(await asRuntime(`UPDATE resource SET removal_reason = 'another' WHERE removed_at IS NOT NULL`)).toBe('PMC01');
});
