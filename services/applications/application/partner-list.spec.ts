import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { partnerListAnswer } from '#libs/contracts/http/applications';
import { FixedClock } from '#libs/testing/fixed-clock';
import { startService, type StartedService } from '#libs/testing/start-service';
import { userIdOf } from '#libs/testing/test-tokens';
import { anApplication } from '../spec/an-application.ts';
import { applyAs, approve } from '../spec/apply.ts';
import { startApplications, type StartedApplications } from '../spec/start-applications.ts';

const clock = new FixedClock('2026-11-02T09:00:00Z');
let service: StartedApplications<StartedService>;
const list = async (query = {}) => (await service.client.as('reviewer').get('/api/partners', { query })).as(partnerListAnswer);
const names = async (query = {}) => (await list(query)).items.map(({ company }) => company);

// Five companies, a day apart: A is late, B under review, C a partner, D a German that applied for platinum, E the latest.
beforeAll(async () => {
  service = await startApplications(startService, { clock, env: { CLOCK_SWEEP: 'PT1H' } });
  for (const name of ['A', 'B', 'C', 'D', 'E']) {
    const german = name === 'D' ? { company: { legalName: name, country: 'DE' }, goals: { tier: 'platinum' } } : { company: { legalName: name } };
    const application = await applyAs(service, anApplication(german));
    if (name === 'B') await service.client.as('reviewer').post(`/api/applications/${application.id}/review`);
    if (name === 'C') await approve(service, application, 'authorized');
    clock.advance({ days: 1 });
  }
});
afterAll(() => service.stop());

test.each([
  [{}, 'EDCBA'],
  [{ sort: 'submittedAt' }, 'ABCDE'],
  [{ sort: 'company' }, 'ABCDE'],
  [{ sort: '-company' }, 'EDCBA'],
  [{ sort: 'decisionDueAt' }, 'ABDEC'],
  [{ sort: '-decisionDueAt' }, 'EDBAC'],
  [{ status: 'in_review' }, 'B'],
  [{ status: 'submitted,in_review' }, 'EDBA'],
  [{ status: 'approved' }, 'C'],
  [{ status: 'active' }, 'C'],
  [{ status: 'rejected' }, ''],
  [{ tier: 'platinum' }, 'D'],
  [{ tier: 'authorized' }, 'C'],
  [{ country: 'DE' }, 'D'],
  [{ assignee: 'me' }, 'B'],
  [{ assignee: userIdOf('vendor reviewer') }, 'B'],
  [{ assignee: 'none' }, 'EDCA'],
  [{ submittedFrom: '2026-11-04' }, 'EDC'],
  [{ submittedTo: '2026-11-03' }, 'BA'],
  [{ submittedFrom: '2026-11-03', submittedTo: '2026-11-03' }, 'B'],
  [{ overdue: true }, 'BA'],
  [{ overdue: false }, 'EDC'],
  [{ overdue: true, country: 'US' }, 'BA'],
])('the list for %j is %s', async (query, expected) => {
  expect((await names(query)).join('')).toBe(expected);
});

test.each(['submittedAt', '-submittedAt', 'decisionDueAt', '-decisionDueAt', 'company', '-company'])('pages sorted by %s leave nothing out and repeat nothing', async (sort) => {
  const whole = await names({ sort });
  const found: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await list({ sort, limit: 2, cursor });
    expect(page.total).toBe(5);
    found.push(...page.items.map(({ company }) => company));
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  expect(found).toEqual(whole);
});

test('finds by part of a reference', async () => {
  const [{ reference, company } = { reference: '', company: '' }] = (await list({ sort: 'company' })).items;
  expect(await names({ q: reference.toLowerCase().slice(4) })).toEqual([company]);
});

test('a tampered cursor, or one of another order, is refused', async () => {
  const { nextCursor } = await list({ limit: 1 });
  const reviewer = service.client.as('reviewer');
  for (const query of [{ cursor: `${nextCursor}x` }, { cursor: 'e30' }, { cursor: "' OR 1=1 --" }, { cursor: nextCursor ?? '', sort: 'company' }]) {
    const answer = await reviewer.get('/api/partners', { query });
    expect([answer.status, answer.body.code]).toEqual([400, 'http/invalid-cursor']);
  }
});

test.each([{ limit: 0 }, { limit: 101 }, { limit: 'many' }, { sort: 'password' }, { unknown: '1' }, { overdue: 'perhaps' }, { assignee: 'you' }, { submittedFrom: 'yesterday' }])(
  'the query %j is refused with a pointer',
  async (query) => {
    const answer = await service.client.as('reviewer').get('/api/partners', { query });
    expect(answer.status).toBe(422);
    expect(answer.body.errors).toEqual([{ pointer: `/${Object.keys(query)[0]}`, in: 'query', detail: expect.any(String) }]);
  },
);

test('operators read how many are in time, late and paused', async () => {
  const metrics = await (await fetch(`${service.managementUrl}/metrics`)).text();
  const told = Object.fromEntries([...metrics.matchAll(/^applications_open\{clock="(\w+)",service="applications"\} (\d+)$/gm)].map(([, state, count]) => [state, Number(count)]));
  expect(told).toEqual({ running: (await list({ status: 'submitted,in_review', overdue: false })).items.length, overdue: (await list({ overdue: true })).items.length, paused: 0 });
});
