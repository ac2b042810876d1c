import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { applicationView, partnerListAnswer } from '#libs/contracts/http/applications';
import { managerAnswer, ownPartnerAnswer, partnerView } from '#libs/contracts/http/partners';
import { eventually } from '#libs/testing/eventually';
import { FixedClock } from '#libs/testing/fixed-clock';
import { startService, type StartedService } from '#libs/testing/start-service';
import { anApplication } from '../spec/an-application.ts';
import { applyAs, approve } from '../spec/apply.ts';
import { startApplications, type StartedApplications } from '../spec/start-applications.ts';

const clock = new FixedClock();
let service: StartedApplications<StartedService>;
beforeAll(async () => {
  service = await startApplications(startService, { clock });
});
beforeEach(() => service.database.truncate());
afterAll(() => service.stop());

const manager = async (active = true): Promise<string> => {
  const id = randomUUID();
  await service.database.query(`INSERT INTO vendor_person VALUES ($1, '{partner_manager}', $2, 1)`, [id, active]);
  return id;
};
const managers = async () => (await service.database.query<{ m: string | null }>('SELECT manager_id AS m FROM partner')).map(({ m }) => m);
const list = async (query = {}) => (await service.client.as('admin').get('/api/partners', { query })).as(partnerListAnswer);

describe('an approved company', () => {
  test('of a tier with a partner manager gets the active one with the fewest partners', async () => {
    const [one, two] = [await manager(), await manager()];
    await manager(false);
    const applied = await Promise.all(Array.from({ length: 6 }, () => applyAs(service, anApplication())));
    await Promise.all(applied.map((application) => approve(service, application)));
    const counts = Map.groupBy(await managers(), (id) => id);
    expect([counts.get(one)?.length, counts.get(two)?.length]).toEqual([3, 3]);
    expect(await service.events('partner.manager_assigned.v1')).toHaveLength(6);
  });

  test('of a tier without one gets none, and nobody misses one', async () => {
    await manager();
    await approve(service, await applyAs(service, anApplication()), 'authorized');
    expect(await managers()).toEqual([null]);
    expect(await service.events('partner.manager_assigned.v1')).toEqual([]);
    expect((await list({ needsManager: true })).items).toEqual([]);
  });

  test('stays without one where there is nobody, and is listed; so is one whose manager was disabled', async () => {
    const unassigned = await applyAs(service, anApplication());
    await approve(service, unassigned, 'platinum');
    const [assigned] = await service.events('partner.manager_assigned.v1');
    expect(assigned?.data).toMatchObject({ managerId: null, tier: 'platinum' });
    const id = await manager();
    const orphaned = await applyAs(service, anApplication());
    await approve(service, orphaned);
    expect((await list({ needsManager: true })).items.map(({ reference }) => reference)).toEqual([unassigned.reference]);
    await service.database.query('UPDATE vendor_person SET active = false WHERE user_id = $1', [id]);
    expect((await list({ needsManager: true })).total).toBe(2);
    expect((await list({ assignee: id })).items.map(({ reference }) => reference)).toEqual([orphaned.reference]);
  });

  test('is given to a partner manager by an admin, once, and is taken away again', async () => {
    const application = await applyAs(service, anApplication());
    const partnerId = await approve(service, application);
    const path = `/api/partners/${partnerId}/manager`;
    const admin = service.client.as('admin');
    const [first, second, former] = [await manager(), await manager(), await manager(false)];
    const [listed] = (await list({ needsManager: true })).items;
    expect(listed).toMatchObject({ partnerId, partnerVersion: 1, needsManager: true });

    for (const managerId of [former, randomUUID()]) {
      expect(await admin.post(path, { managerId })).toMatchObject({ status: 422, body: { code: 'http/validation-failed', errors: [{ pointer: '/managerId' }] } });
    }
    expect((await admin.post(path, {})).status).toBe(422);
    expect((await service.client.as('partner_manager').post(path, { managerId: first })).status).toBe(403);
    expect((await admin.post(`/api/partners/${randomUUID()}/manager`, { managerId: first })).status).toBe(404);

    const assign = (managerId: string | null, headers = {}) => admin.post(path, { managerId }, { headers });
    const assigned = await assign(first, { 'if-match': '"1"', 'idempotency-key': 'first' });
    expect([assigned.status, assigned.headers.get('etag'), assigned.as(managerAnswer)]).toMatchObject([200, '"2"', { id: partnerId, managerId: first, version: 2 }]);
    expect((await assign(first, { 'if-match': '"1"', 'idempotency-key': 'first' })).body).toEqual(assigned.body);
    expect((await assign(second, { 'if-match': '"1"' })).status).toBe(412);
    expect((await assign(first)).as(managerAnswer)).toMatchObject({ version: 2 });
    expect((await list({ needsManager: true })).items).toEqual([]);
    expect((await list({ assignee: first })).items).toHaveLength(1);
    expect((await assign(null)).as(managerAnswer)).toMatchObject({ managerId: null, version: 3 });
    const told = await service.events('partner.manager_assigned.v1', partnerId);
    expect(told.map(({ data }) => data['managerId'])).toEqual([null, first, null]);
    const facts = await service.database.query(`SELECT payload ->> 'action' AS action, payload -> 'details' AS details FROM outbox WHERE aggregatetype = 'audit' AND aggregateid = $1 ORDER BY seq`, [partnerId]);
    expect(facts.slice(-2)).toEqual([
      { action: 'partner.manager_assigned', details: { managerId: first, from: null } },
      { action: 'partner.manager_assigned', details: { managerId: null, from: first } },
    ]);
  });

  test('whose manager is no partner manager any more is listed; one that is suspended gets none', async () => {
    const id = await manager();
    const partnerId = await approve(service, await applyAs(service, anApplication()));
    await service.database.query(`UPDATE vendor_person SET roles = '{reviewer}' WHERE user_id = $1`, [id]);
    expect((await list({ needsManager: true })).items).toMatchObject([{ partnerId, managerId: id, needsManager: true }]);
    await service.database.query(`UPDATE partner SET status = 'suspended' WHERE id = $1`, [partnerId]);
    expect(await service.client.as('admin').post(`/api/partners/${partnerId}/manager`, { managerId: await manager() })).toMatchObject({ status: 409, body: { code: 'applications/partner-not-active', state: 'suspended' } });
  });

  test('is read by the vendor’s people, with the version that a change names', async () => {
    const id = await manager();
    const applied = await applyAs(service, anApplication());
    const partnerId = await approve(service, applied);
    for (const role of ['admin', 'partner_manager', 'reviewer', 'finance'] as const) {
      const read = await service.client.as(role).get(`/api/partners/${partnerId}`);
      expect([read.status, read.headers.get('etag')]).toEqual([200, '"1"']);
      expect(read.as(partnerView)).toMatchObject({ id: partnerId, applicationId: applied.id, company: applied.company, tier: 'gold', status: 'active', managerId: id, version: 1 });
    }
    expect((await service.client.asPartner(partnerId).get(`/api/partners/${partnerId}`)).status).toBe(403);
    for (const unknown of [randomUUID(), 'none']) expect((await service.client.as('admin').get(`/api/partners/${unknown}`)).status).toBe(404);
  });

  test('knows its partner manager by name while that is one', async () => {
    const id = await manager();
    await service.database.query(`UPDATE vendor_person SET name = 'Max Manager', email = 'max@vendor.example' WHERE user_id = $1`, [id]);
    const partnerId = await approve(service, await applyAs(service, anApplication()), 'gold');
    const mine = async () => (await service.client.asPartner(partnerId).get('/api/partners/mine')).as(ownPartnerAnswer);
    expect(await mine()).toMatchObject({ managerId: id, manager: { name: 'Max Manager', email: 'max@vendor.example' } });
    await service.database.query('UPDATE vendor_person SET active = false WHERE user_id = $1', [id]);
    expect(await mine()).toMatchObject({ managerId: id, manager: null });
    const unmanaged = await approve(service, await applyAs(service, anApplication()), 'authorized');
    expect((await service.client.asPartner(unmanaged).get('/api/partners/mine')).as(ownPartnerAnswer)).toMatchObject({ managerId: null, manager: null });
  });

  test('knows what the tier above asks for, and what of it the company had when it applied; on the highest, nothing', async () => {
    const next = async (tier: string) => (await service.client.asPartner(await approve(service, await applyAs(service, anApplication()), tier)).get('/api/partners/mine')).as(ownPartnerAnswer).nextTier;
    expect(await next('gold')).toMatchObject({ tier: 'platinum', criteria: expect.arrayContaining([expect.objectContaining({ code: 'annual_revenue', required: { amount: '25000000.00', currency: 'USD' }, met: false }), expect.objectContaining({ code: 'dedicated_practice', required: true })]) });
    expect(await next('authorized')).toMatchObject({ tier: 'gold' });
    expect(await next('platinum')).toBeNull();
  });

  test('is seen by its own people alone', async () => {
    const [mine, other] = [await approve(service, await applyAs(service, anApplication())), await approve(service, await applyAs(service, anApplication()))];
    const own = await service.client.asPartner(mine).get('/api/partners/mine');
    expect(own.as(ownPartnerAnswer).id).toBe(mine);
    const seen = await service.database.database.inTransaction({ kind: 'user', userId: randomUUID(), partnerId: mine, roles: ['owner'] }, async (tx) => ({
      partners: await tx.query('SELECT id FROM partner'),
      applications: await tx.query('SELECT id FROM application'),
      history: await tx.query('SELECT id FROM application_history'),
    }));
    expect(seen).toEqual({ partners: [{ id: mine }], applications: [], history: [] });
    expect(other).not.toBe(mine);
    expect((await service.client.as('admin').get('/api/partners/mine')).status).toBe(403);
  });
});

describe('a duplicate', () => {
  const again = (body: unknown) => service.client.post('/api/partners/apply', body);

  test('of a partner is asked to join, and the request reaches the owners', async () => {
    const application = await applyAs(service, anApplication());
    const partnerId = await approve(service, application);
    const { body } = application;
    const refused = await again({ ...body, company: { ...body.company, legalName: 'Another Name' } });
    expect(refused.body).toMatchObject({ kind: 'active_partner', nextStep: { action: 'request_to_join', href: '/api/partners/join-requests' } });
    expect(JSON.stringify(refused.body)).not.toContain(application.company);

    const ask = { company: { legalName: 'Whatever', website: body.company.website, country: 'US' }, contact: { ...body.contact, email: 'bob@gmail.com', firstName: 'Bob' }, message: 'Let me in' };
    expect((await service.client.post(refused.body.nextStep.href, ask)).status).toBe(202);
    expect((await service.client.post(refused.body.nextStep.href, ask)).status).toBe(202);
    expect((await service.client.post(refused.body.nextStep.href, { ...ask, company: { ...ask.company, website: 'nobody.example' } })).status).toBe(202);
    await eventually(async () => expect(await service.database.query('SELECT FROM join_asking')).toEqual([]));
    const asked = await service.events('partner.join_requested.v1');
    expect(asked.map(({ aggregateId, data }) => [aggregateId, data['person']])).toEqual([[partnerId, { name: 'Bob Doe', email: 'bob@gmail.com', jobTitle: 'CEO', locale: 'en' }]]);

    const owner = service.client.asPartner(partnerId);
    const [request] = (await owner.get('/api/partners/join-requests', { query: { status: 'open' } })).body.items;
    const stranger = service.client.asPartner(await approve(service, await applyAs(service, anApplication())));
    expect((await stranger.get('/api/partners/join-requests')).body.items).toEqual([]);
    expect((await stranger.post(`/api/partners/join-requests/${request.id}/accept`, { roles: ['owner'] })).status).toBe(404);
    expect((await service.client.asPartner(partnerId, 'seller').post(`/api/partners/join-requests/${request.id}/accept`)).status).toBe(403);
    const answers = await Promise.all([owner.post(`/api/partners/join-requests/${request.id}/accept`, { roles: ['seller'] }), owner.post(`/api/partners/join-requests/${request.id}/decline`)]);
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
  });

  test('is asked to join with the same work whether it is a partner or not, once per Idempotency-Key', async () => {
    const { body } = await applyAs(service, anApplication());
    const known = { company: { legalName: body.company.legalName, website: body.company.website, country: 'US' }, contact: body.contact };
    const unknown = { ...known, company: { ...known.company, website: 'nobody.example' } };
    await service.database.database.inTransaction({ kind: 'system', name: 'spec' }, async (tx) => {
      // Holds the sweep back.
      await tx.query("SELECT pg_advisory_xact_lock(hashtextextended('applications.join-asking', 4712))");
      for (const ask of [known, unknown, unknown]) {
        const headers = { 'idempotency-key': ask.company.website };
        expect(await service.client.post('/api/partners/join-requests', ask, { headers })).toMatchObject({ status: 202, body: { accepted: true } });
      }
      expect(await service.database.query('SELECT FROM join_asking')).toHaveLength(2);
      expect((await service.client.post('/api/partners/join-requests', unknown, { headers: { 'idempotency-key': known.company.website } })).status).toBe(422);
    });
    await eventually(async () => expect(await service.database.query('SELECT FROM join_asking')).toEqual([]));
  });

  test('is asked to join although a request before it can never be passed on', async () => {
    const application = await applyAs(service, anApplication());
    const partnerId = await approve(service, application);
    await service.database.query(
      `INSERT INTO join_asking SELECT $1, jsonb_build_array(jsonb_build_object('kind', kind, 'value', value)), '', 'nobody', '', 'en', NULL, now() FROM match_key WHERE partner_id = $2 AND kind = 'domain'`,
      ['00000000-0000-7000-8000-000000000000', partnerId],
    );
    const { legalName, website, country } = application.body.company;
    const ask = { company: { legalName, website, country }, contact: { ...application.body.contact, email: 'bob@gmail.com' } };
    expect((await service.client.post('/api/partners/join-requests', ask)).status).toBe(202);
    await eventually(async () => expect((await service.events('partner.join_requested.v1', partnerId)).map(({ data }) => data['person'])).toMatchObject([{ email: 'bob@gmail.com' }]));
    expect(await service.database.query('SELECT FROM join_asking')).toEqual([]);
  });

  test('of an open application by name and country alone may be contested, and a person decides', async () => {
    const first = await applyAs(service, anApplication());
    const second = anApplication({ company: { legalName: first.company } });
    expect((await again(second)).body).toMatchObject({ kind: 'open_application', nextStep: { action: 'contest', href: '/api/partners/apply/contest' } });
    const contested = await service.client.post('/api/partners/apply/contest', { ...second, statement: 'We are somebody else.' });
    expect(contested.status).toBe(201);
    expect((await service.client.post('/api/partners/apply/contest', { ...second, statement: 'Again!' })).status).toBe(409);
    expect(await service.database.query('SELECT FROM match_key WHERE application_id = $1', [contested.body.id])).toEqual([]);
    expect(await service.events('application.contested.v1', String(contested.body.id))).toHaveLength(1);

    const admin = service.client.as('admin');
    const path = `/api/applications/${contested.body.id}`;
    const view = (await admin.get(path)).as(applicationView);
    expect(view).toMatchObject({ contested: true, statement: 'We are somebody else.', similar: [{ reference: first.reference, why: ['name_and_country'] }] });
    expect((await admin.get(`/api/applications/${first.id}`)).as(applicationView).similar).toMatchObject([{ id: contested.body.id, why: ['name_and_country'] }]);
    await admin.post(`${path}/review`);
    const collision = await admin.post(`${path}/approve`, { tier: 'gold' });
    expect(collision.status).toBe(409);
    expect(collision.body).toMatchObject({ code: 'applications/duplicate-of', collidesWith: [{ reference: first.reference, why: ['name_and_country'] }] });
    expect((await admin.post(`${path}/approve`, { tier: 'gold', differentCompany: true })).status).toBe(200);
    const keys = await service.database.query<{ kind: string }>('SELECT kind FROM match_key WHERE application_id = $1 AND partner_id IS NOT NULL', [contested.body.id]);
    expect(keys).toEqual([{ kind: 'domain' }]);
  });

  test('that turns out to be none is an ordinary application', async () => {
    const answer = await service.client.post('/api/partners/apply/contest', { ...anApplication(), statement: 'Just in case.' });
    const view = (await service.client.as('admin').get(`/api/applications/${answer.body.id}`)).as(applicationView);
    expect(view).toMatchObject({ contested: false, statement: 'Just in case.' });
    expect(await service.events('application.submitted.v1', view.id)).toHaveLength(1);
  });

  test('by a name that is only alike is shown to the reviewer, not refused', async () => {
    await applyAs(service, anApplication({ company: { legalName: 'Northwind Cyber Defence Ltd' } }));
    const { id } = await applyAs(service, anApplication({ company: { legalName: 'Northwind Cyber Defense' } }));
    expect((await service.client.as('admin').get(`/api/applications/${id}`)).as(applicationView).similar).toMatchObject([{ company: 'Northwind Cyber Defence Ltd', why: ['similar_name'] }]);
  });

  test('is none where only a free-mail provider is shared', async () => {
    const contact = { email: 'someone@gmail.com' };
    await applyAs(service, anApplication({ contact }));
    await applyAs(service, anApplication({ contact: { email: 'someone.else@gmail.com' } }));
  });

  test('by registration number is told to contest an open application', async () => {
    await applyAs(service, anApplication({ company: { registrationNumber: 'US 12-3456789' } }));
    expect((await again(anApplication({ company: { registrationNumber: '123456789' } }))).body).toMatchObject({ kind: 'open_application', nextStep: { action: 'contest' } });
  });
});
