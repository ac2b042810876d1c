import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { applyAnswer, statusAnswer } from '#libs/contracts/http/applications';
import { RandomIds } from '#libs/database/ids';
import { startService, type StartedService } from '#libs/testing/start-service';
import { anApplication } from '../spec/an-application.ts';
import { startApplications, type StartedApplications } from '../spec/start-applications.ts';

let service: StartedApplications<StartedService>;
const apply = (body: unknown, headers = {}) => service.client.post('/api/partners/apply', body, { headers });

/** Gives the next reference twice, as chance will once. */
class Repeating extends RandomIds {
  next: string[] = [];

  override reference(prefix: string): string {
    return this.next.shift() ?? super.reference(prefix);
  }
}
const ids = new Repeating();

beforeAll(async () => {
  service = await startApplications(startService, { ids });
});
afterAll(() => service.stop());

describe('a company applies', () => {
  test('gets a reference, a promise and a link that works', async () => {
    const answer = await apply(anApplication());
    expect(answer.status).toBe(201);
    const { id, reference, status, submittedAt, decisionDueAt, statusUrl } = answer.as(applyAnswer);
    expect(reference).toMatch(/^APP-[0-9A-Z]{4}-[0-9A-Z]{4}$/);
    expect(status).toBe('submitted');
    expect(Date.parse(decisionDueAt) - Date.parse(submittedAt)).toBe(48 * 3_600_000);
    const [url, token = ''] = statusUrl.split('#token=');
    expect(url).toBe('http://localhost:3000/application-status');

    const seen = await service.client.get(`/api/applications/status/${token}`);
    expect(seen.status).toBe(200);
    expect(seen.as(statusAnswer)).toMatchObject({ reference, status: 'submitted', clock: { state: 'running' }, question: null });

    const events = await service.events(undefined, id);
    expect(events.map(({ type }) => type)).toEqual(['application.submitted.v1']);
    expect(await service.open(String(events[0]?.data['statusLink']))).toBe(statusUrl);
  });

  test('whose contact has names as long as names may be', async () => {
    const { id } = (await apply(anApplication({ contact: { firstName: 'x'.repeat(100), lastName: 'y'.repeat(100) } }))).as(applyAnswer);
    expect((await service.events('application.submitted.v1', id))[0]?.data).toMatchObject({ applicant: { name: `${'x'.repeat(100)} ${'y'.repeat(100)}` } });
  });

  test('once, however often the same request arrives, and no link is stored', async () => {
    const body = anApplication();
    const [first, second] = [await apply(body, { 'idempotency-key': 'k1' }), await apply(body, { 'idempotency-key': 'k1' })];
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.body).toEqual(first.body);
    expect((await apply(anApplication(), { 'idempotency-key': 'k1' })).status).toBe(422);
    const stored = await service.database.query<{ answer: string }>('SELECT answer::text FROM idempotency_key');
    const token = first.as(applyAnswer).statusUrl.split('=')[1] ?? '';
    for (const { answer } of stored) expect(answer).not.toContain(token);
    expect(service.logText()).not.toContain(token);
  });

  test('under another reference where chance gave it one that is taken', async () => {
    ids.next = ['APP-TWIC-TWIC', 'APP-TWIC-TWIC', 'APP-FREE-FREE'];
    const [first, second] = [await apply(anApplication()), await apply(anApplication())];
    expect([first, second].map(({ status, body }) => [status, body.reference])).toEqual([
      [201, 'APP-TWIC-TWIC'],
      [201, 'APP-FREE-FREE'],
    ]);
  });

  test('32 times at once at one instance: one application, 31 polite refusals', async () => {
    const body = anApplication();
    const answers = await Promise.all(
      Array.from({ length: 32 }, (_, index) => apply({ ...body, contact: { ...body.contact, email: `p${index}@${body.contact.email.split('@')[1]}` } })),
    );
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status === 201)).toHaveLength(1);
    expect(statuses.filter((status) => status === 409)).toHaveLength(31);
    for (const { status, body: problem } of answers) {
      if (status === 409) expect(problem).toMatchObject({ code: 'applications/duplicate', kind: 'open_application', nextStep: { action: 'resend_status_link' } });
    }
  });
});
