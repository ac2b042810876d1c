import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { applicationView, moveAnswer, statusAnswer } from '#libs/contracts/http/applications';
import { eventually } from '#libs/testing/eventually';
import { FixedClock } from '#libs/testing/fixed-clock';
import { startService, type StartedService } from '#libs/testing/start-service';
import { userIdOf } from '#libs/testing/test-tokens';
import { Programme } from '../programme/programme.service.ts';
import { anApplication } from '../spec/an-application.ts';
import { applyAs, type Applied } from '../spec/apply.ts';
import { startApplications, type StartedApplications } from '../spec/start-applications.ts';

const clock = new FixedClock();
let service: StartedApplications<StartedService>;
let application: Applied;

beforeAll(async () => {
  service = await startApplications(startService, { clock });
});
afterAll(() => service.stop());
beforeEach(async () => {
  application = await applyAs(service, anApplication());
});

const reviewer = () => service.client.as('reviewer');
const move = (name: string, body: unknown = {}, headers = {}) => reviewer().post(`/api/applications/${application.id}/${name}`, body, { headers });
const types = async () => (await service.events(undefined, application.id)).map(({ type }) => type);

describe('a review', () => {
  test('asks, is answered through the link, and approves', async () => {
    expect((await move('review')).as(moveAnswer)).toMatchObject({ status: 'in_review', version: 2 });
    clock.advance({ hours: 10 });
    expect((await move('more-info', { question: 'How many consultants?' })).as(moveAnswer)).toMatchObject({ status: 'more_info', decisionDueAt: null });
    clock.advance({ days: 5 });
    const asked = (await service.client.get(application.statusPath)).as(statusAnswer);
    expect(asked).toMatchObject({ status: 'more_info', clock: { state: 'paused', remainingMinutes: 38 * 60 }, question: { text: 'How many consultants?' } });
    const answered = await service.client.post(`${application.statusPath}/answer`, { answer: 'Twelve.' });
    expect(answered.as(statusAnswer)).toMatchObject({ status: 'in_review', clock: { state: 'running', remainingMinutes: 38 * 60 }, question: null });

    const approved = (await move('approve', { tier: 'gold', note: 'Welcome' })).as(moveAnswer);
    expect(approved).toMatchObject({ status: 'approved', decisionDueAt: null });
    expect(await types()).toEqual([
      'application.submitted.v1',
      'application.review_started.v1',
      'application.more_info_requested.v1',
      'application.answered.v1',
      'application.approved.v1',
    ]);
    const [partnerApproved] = await service.events('partner.approved.v1', String(approved.partnerId));
    expect(partnerApproved?.data).toMatchObject({ applicationId: application.id, tier: 'gold', companyName: application.company });

    const view = (await reviewer().get(`/api/applications/${application.id}`)).as(applicationView);
    expect(view.history.map(({ from, to, event }) => [from, to, event])).toEqual([
      [null, 'submitted', 'submitted'],
      ['submitted', 'in_review', 'review_started'],
      ['in_review', 'more_info', 'more_info_requested'],
      ['more_info', 'in_review', 'answered'],
      ['in_review', 'approved', 'approved'],
    ]);
    expect(view.history.at(-1)).toMatchObject({ actor: { kind: 'vendor', id: userIdOf('vendor reviewer') }, why: 'Welcome' });
    expect(view.questions).toMatchObject([{ question: 'How many consultants?', answer: 'Twelve.' }]);
  });

  test('tells the mails what the programme calls the tiers, in every language, as its rows have it at that time', async () => {
    const [submitted] = await service.events('application.submitted.v1', application.id);
    const gold = { en: 'Gold Partner', de: 'Gold Partner' };
    expect(submitted?.data).toMatchObject({ tierAskedFor: 'gold', tierAskedForName: gold, tierQualifiedForName: gold });
    const renamed = { en: 'Golden Partner', de: 'Goldpartner' };
    const rename = async (names: object) => {
      await service.database.query(`UPDATE tier SET name = $1 WHERE code = 'gold'`, [JSON.stringify(names)]);
      service.running.app.get(Programme).forget();
    };
    await rename(renamed);
    await move('review');
    await move('approve', { tier: 'gold' });
    await rename(gold);
    const [approved] = await service.events('application.approved.v1', application.id);
    expect(approved?.data).toMatchObject({ tier: 'gold', tierName: renamed });
  });

  test('shows all that was sent, and how it was judged at submit', async () => {
    const answer = await reviewer().get(`/api/applications/${application.id}`);
    expect(answer.headers.get('etag')).toBe('"1"');
    const view = answer.as(applicationView);
    const { consent: _consent, ...sent } = application.body;
    expect(view.fields).toEqual(sent);
    expect(view.evaluation.qualifiedFor).toBe('gold');
    const requireCertified = async (count: number) => {
      await service.database.query(`UPDATE tier_requirement SET required = $1 WHERE code = 'certified_professionals'`, [String(count)]);
      service.running.app.get(Programme).forget();
    };
    const evaluated = async (id: string) => (await reviewer().get(`/api/applications/${id}`)).as(applicationView).evaluation;
    await requireCertified(99);
    const later = await applyAs(service, anApplication());
    expect(await evaluated(application.id)).toEqual(view.evaluation);
    expect((await evaluated(later.id)).qualifiedFor).toBe('authorized');
    await requireCertified(1);
    expect((await evaluated((await applyAs(service, anApplication())).id)).qualifiedFor).toBe('gold');
    // What was asked is kept once for all who answered it.
    expect(await service.database.query('SELECT id FROM requirement_sheet')).toHaveLength(2);
  });

  test('refuses a move that the state does not allow, naming the state', async () => {
    const answer = await move('approve', { tier: 'gold' });
    expect(answer.status).toBe(409);
    expect(answer.body).toMatchObject({ code: 'applications/illegal-transition', state: 'submitted' });
    expect(await types()).toEqual(['application.submitted.v1']);
  });

  test('is decided once, whoever decides at the same time', async () => {
    await move('review');
    const answers = await Promise.all([
      ...Array.from({ length: 6 }, (_, index) => service.client.as('admin', `admin ${index}`).post(`/api/applications/${application.id}/approve`, { tier: 'gold' })),
      ...Array.from({ length: 6 }, () => move('reject', { reason: 'other' })),
      ...Array.from({ length: 3 }, () => service.client.post(`${application.statusPath}/withdraw`)),
    ]);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(14);
    expect((await types()).filter((type) => /approved|rejected|withdrawn/.test(type))).toHaveLength(1);
  });

  test('notices that somebody else was faster, where the caller says what was read', async () => {
    expect((await move('review', {}, { 'if-match': '"7"' })).status).toBe(412);
    expect(await move('review', {}, { 'if-match': 'rubbish' })).toMatchObject({ status: 422, body: { code: 'http/invalid-if-match' } });
    expect((await move('review', {}, { 'if-match': '"1"' })).status).toBe(200);
    expect((await move('more-info', { question: 'Why?' }, { 'if-match': '"1"' })).status).toBe(412);
  });

  test('can be repeated with the same key', async () => {
    const headers = { 'idempotency-key': `review-${application.id}` };
    const answers = [await move('review', {}, headers), await move('review', {}, headers)];
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(answers[1]?.body).toEqual(answers[0]?.body);
    expect(await types()).toHaveLength(2);
  });

  test('takes a question back that nobody answers', async () => {
    await move('review');
    await move('more-info', { question: 'Anybody there?' });
    expect((await move('review')).as(moveAnswer).status).toBe('in_review');
    expect((await service.client.post(`${application.statusPath}/answer`, { answer: 'Here!' })).status).toBe(409);

    clock.advance({ hours: 1 });
    await move('more-info', { question: 'How many offices?' });
    expect((await service.client.get(application.statusPath)).as(statusAnswer).question?.text).toBe('How many offices?');
    expect((await service.client.post(`${application.statusPath}/answer`, { answer: 'Two.' })).status).toBe(200);
    const { questions } = (await reviewer().get(`/api/applications/${application.id}`)).as(applicationView);
    expect(questions.map(({ question, answer }) => [question, answer])).toEqual([['Anybody there?', null], ['How many offices?', 'Two.']]);
  });

  test('knows no tier but those of the programme', async () => {
    await move('review');
    const answer = await move('approve', { tier: 'diamond' });
    expect(answer.status).toBe(422);
    expect(answer.body.errors).toEqual([{ pointer: '/tier', detail: 'is not a tier of the programme' }]);
  });
});

describe('a company that was turned down', () => {
  const again = () => service.client.post('/api/partners/apply', application.body);
  const rejectFor = async (reason: string) => {
    await move('review');
    expect((await move('reject', { reason, note: 'Sorry' })).status).toBe(200);
  };

  test('may come back after 30 days', async () => {
    await rejectFor('does_not_meet_requirements');
    const early = await again();
    expect(early.status).toBe(409);
    expect(early.body).toMatchObject({ code: 'applications/reapply-too-early', mayReapplyFrom: new Date(clock.now().getTime() + 30 * 86_400_000).toISOString() });
    clock.advance({ days: 30 });
    expect((await again()).status).toBe(201);
  });

  test('may come back at once with more detail', async () => {
    await rejectFor('needs_more_detail');
    expect((await again()).status).toBe(201);
  });

  test('may come back at once after it withdrew', async () => {
    expect((await service.client.post(`${application.statusPath}/withdraw`, { reason: 'Changed our mind' })).as(statusAnswer).status).toBe('withdrawn');
    expect((await again()).status).toBe(201);
  });
});

describe('a status link', () => {
  test('opens nothing when forged', async () => {
    const token = application.statusPath.split('/').at(-1) ?? '';
    const [head = '', signature = ''] = token.split('.');
    const changed = (text: string): string => (text.startsWith('A') ? 'B' : 'A') + text.slice(1);
    const others = [`${head}.${changed(signature)}`, head, `${head}.`, `${changed(head)}.${signature}`, `${token}.x`, 'x'.repeat(500), '%00', '..%2f..'];
    for (const forged of others) expect([400, 404]).toContain((await service.client.get(`/api/applications/status/${forged}`)).status);
  });

  test('is sent again, with one answer for every address, and once a minute', async () => {
    const ask = (email: string) => service.client.post('/api/applications/status-link', { email });
    const answers = [await ask(application.body.contact.email), await ask('nobody@nowhere.example'), await ask(application.body.contact.email)];
    expect(answers.map(({ status, body }) => [status, body])).toEqual(Array.from({ length: 3 }, () => [202, { accepted: true }]));
    const sent = () => service.events('application.status_link_requested.v1', application.id);
    await eventually(async () => expect(await sent()).toHaveLength(1));
    await eventually(async () => expect(await service.database.query('SELECT FROM status_link_request')).toEqual([]));
    clock.advance({ minutes: 2 });
    await ask(`colleague@${application.body.contact.email.split('@')[1]}`);
    const applicant = { name: 'Jane Doe', email: application.body.contact.email, locale: 'en' };
    await eventually(async () => expect((await sent()).map(({ data }) => data['applicant'])).toEqual([applicant, applicant]));
  });

  test('is asked for with the same work for every address: nothing is looked up before the answer', async () => {
    await service.database.database.inTransaction({ kind: 'system', name: 'spec' }, async (tx) => {
      // Holds the sweep back.
      await tx.query("SELECT pg_advisory_xact_lock(hashtextextended('applications.status-links', 4712))");
      const emails = [application.body.contact.email, 'nobody@nowhere.example'];
      for (const email of emails) expect((await service.client.post('/api/applications/status-link', { email })).status).toBe(202);
      expect(await service.database.query('SELECT email FROM status_link_request ORDER BY id')).toEqual(emails.map((email) => ({ email })));
      expect(await service.events('application.status_link_requested.v1', application.id)).toEqual([]);
    });
  });
});
