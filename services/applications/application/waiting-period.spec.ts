import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { applicationView, reapplyTooEarlyAnswer } from '#libs/contracts/http/applications';
import { eventually } from '#libs/testing/eventually';
import { FixedClock } from '#libs/testing/fixed-clock';
import { startService, type StartedService } from '#libs/testing/start-service';
import { anApplication } from '../spec/an-application.ts';
import { applyAs, approve, type Applied } from '../spec/apply.ts';
import { startApplications, type StartedApplications } from '../spec/start-applications.ts';

const clock = new FixedClock();
let service: StartedApplications<StartedService>;
beforeAll(async () => {
  service = await startApplications(startService, { clock });
});
afterAll(() => service.stop());

const apply = (body: object) => service.client.post('/api/partners/apply', body);
const contest = (body: object) => service.client.post('/api/partners/apply/contest', { ...body, statement: 'That was not us.' });
async function reject(id: string, reason = 'does_not_meet_requirements'): Promise<void> {
  const admin = service.client.as('admin');
  await admin.post(`/api/applications/${id}/review`);
  expect((await admin.post(`/api/applications/${id}/reject`, { reason })).status).toBe(200);
}

/** The same company, applied for by somebody else. */
function byAnother({ body }: Applied, firstName: string) {
  const domain = body.contact.email.split('@')[1];
  return { ...body, contact: { ...body.contact, firstName, email: `${firstName.toLowerCase()}@${domain}` } };
}

describe('the waiting period', () => {
  test("leads a company whose domain a stranger used to a person, and says nothing about the stranger", async () => {
    const strangers = await applyAs(service, anApplication());
    await reject(strangers.id);
    const real = byAnother(strangers, 'Ada');
    const early = await apply({ ...real, company: { ...real.company, legalName: 'The Real One' } });
    expect(early.status).toBe(409);
    expect(early.as(reapplyTooEarlyAnswer)).toMatchObject({ nextStep: { action: 'contest', href: '/api/partners/apply/contest' }, otherSteps: [] });
    expect(JSON.stringify(early.body)).not.toContain(strangers.company);

    const contested = await contest(real);
    expect(contested.status).toBe(201);
    const path = `/api/applications/${contested.body.id}`;
    const view = (await service.client.as('admin').get(path)).as(applicationView);
    expect(view).toMatchObject({ contested: true, similar: [{ reference: strangers.reference }] });
    await service.client.as('admin').post(`${path}/review`);
    expect((await service.client.as('admin').post(`${path}/approve`, { tier: 'gold' })).status).toBe(200);
    expect((await apply(byAnother(strangers, 'Eve'))).body).toMatchObject({ code: 'applications/duplicate', kind: 'active_partner' });
  });

  test('cannot be gone round by contesting from the same address', async () => {
    const application = await applyAs(service, anApplication());
    await reject(application.id);
    const answer = await contest(application.body);
    expect([answer.status, answer.body.code]).toEqual([409, 'applications/reapply-too-early']);
    expect(answer.as(reapplyTooEarlyAnswer)).toEqual({ mayReapplyFrom: new Date(clock.now().getTime() + 30 * 86_400_000).toISOString(), otherSteps: [] });
    clock.advance({ days: 30 });
    expect((await contest(application.body)).status).toBe(201);
  });

  test('holds for a contested application that was turned down', async () => {
    const holder = await applyAs(service, anApplication());
    await approve(service, holder);
    const other = anApplication({ company: { legalName: holder.company } });
    const contested = await contest(other);
    expect(contested.status).toBe(201);
    await reject(String(contested.body.id), 'duplicate');
    expect((await contest(other)).body).toMatchObject({ code: 'applications/reapply-too-early' });
    clock.advance({ days: 30 });
    expect((await contest(other)).status).toBe(201);
  });

  test('holds for whoever applies while the rejection is being written', async () => {
    const application = await applyAs(service, anApplication());
    const from = new Date(clock.now().getTime() + 86_400_000);
    let late: Promise<{ status: number; body: unknown }> | undefined;
    await service.database.database.inTransaction({ kind: 'system', name: 'spec' }, async (tx) => {
      await tx.query('UPDATE match_key SET released_at = $2, reapply_from = $3 WHERE application_id = $1', [application.id, clock.now(), from]);
      late = apply(byAnother(application, 'Ada'));
      await eventually(async () => {
        const waiting = await service.database.query(`SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%application_submit%'`);
        expect(waiting).toHaveLength(1);
      });
    });
    expect(await late).toMatchObject({ status: 409, body: { code: 'applications/reapply-too-early', mayReapplyFrom: from.toISOString() } });
  });
});
