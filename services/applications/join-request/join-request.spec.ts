import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { joinRequestsAnswer, joinRequestView } from '#libs/contracts/http/applications';
import { eventually } from '#libs/testing/eventually';
import { FixedClock } from '#libs/testing/fixed-clock';
import { startService, type StartedService } from '#libs/testing/start-service';
import { userIdOf } from '#libs/testing/test-tokens';
import { anApplication } from '../spec/an-application.ts';
import { applyAs, approve } from '../spec/apply.ts';
import { startApplications, type StartedApplications } from '../spec/start-applications.ts';

const clock = new FixedClock();
let service: StartedApplications<StartedService>;
beforeAll(async () => {
  service = await startApplications(startService, { clock });
});
afterAll(() => service.stop());

test('a request that an owner declines is over: the person is told and gets no account, and may ask again', async () => {
  const application = await applyAs(service, anApplication());
  const partnerId = await approve(service, application);
  const owner = service.client.asPartner(partnerId, 'owner', 'Olga Owner');
  const { company, contact } = application.body;
  const ask = { company: { legalName: 'Whatever', website: company.website, country: 'US' }, contact: { ...contact, email: 'bob@gmail.com', firstName: 'Bob' }, locale: 'de' };
  const open = async () => (await owner.get('/api/partners/join-requests', { query: { status: 'open' } })).as(joinRequestsAnswer).items;
  const asked = async () => {
    expect((await service.client.post('/api/partners/join-requests', ask)).status).toBe(202);
    return eventually(async () => {
      const [request] = await open();
      if (request === undefined) throw new Error('The request has not been passed on yet.');
      return request;
    });
  };
  const { id } = await asked();
  const path = `/api/partners/join-requests/${id}/decline`;
  expect((await service.client.asPartner(partnerId, 'seller').post(path)).status).toBe(403);
  const stranger = service.client.asPartner(await approve(service, await applyAs(service, anApplication())));
  expect((await stranger.post(path)).status).toBe(404);

  clock.advance({ minutes: 5 });
  const declinedAt = clock.now().toISOString();
  const declined = await owner.post(path, {}, { headers: { 'idempotency-key': 'no' } });
  expect([declined.status, declined.as(joinRequestView)]).toMatchObject([200, { id, status: 'declined', person: { name: 'Bob Doe', email: 'bob@gmail.com' }, decidedAt: declinedAt }]);
  expect((await owner.post(path, {}, { headers: { 'idempotency-key': 'no' } })).body).toEqual(declined.body);
  for (const verb of ['decline', 'accept']) {
    const late = await owner.post(`/api/partners/join-requests/${id}/${verb}`, verb === 'accept' ? { roles: ['seller'] } : {});
    expect(late).toMatchObject({ status: 409, body: { code: 'join-requests/illegal-transition', state: 'declined' } });
  }

  expect((await service.events('partner.join_declined.v1')).map(({ aggregateId, data }) => ({ aggregateId, data }))).toEqual([
    { aggregateId: partnerId, data: { requestId: id, companyName: application.company, person: { name: 'Bob Doe', email: 'bob@gmail.com', locale: 'de' }, declinedAt } },
  ]);
  expect(await service.events('partner.join_accepted.v1')).toEqual([]);
  const facts = await service.database.query(`SELECT payload ->> 'action' AS action, payload -> 'actor' ->> 'id' AS by FROM outbox WHERE aggregatetype = 'audit' AND aggregateid = $1 ORDER BY seq`, [id]);
  expect(facts).toEqual([{ action: 'join_request.made', by: null }, { action: 'join_request.declined', by: userIdOf('Olga Owner') }]);

  expect(await open()).toEqual([]);
  expect((await asked()).id).not.toBe(id);
});
