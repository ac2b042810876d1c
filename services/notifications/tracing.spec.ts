import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { applications } from '#libs/contracts/events/applications';
import { users } from '#libs/contracts/events/users';
import { eventually } from '#libs/testing/eventually';
import { notificationsStage, type NotificationsStage } from '#libs/testing/notifications-stage';
import { type RecordedSpan, recordSpans } from '#libs/testing/recorded-spans';
import { notifications } from './service.ts';

jest.setTimeout(60_000);
const patience = { timeoutMs: 30_000 };
const at = '2026-11-22T09:00:00.000Z';
const token = 'bearer-token-that-nobody-may-see';
const applicant = { name: 'Ada Lovelace', email: 'ada@cybertech.example', locale: 'en' as const };

let spans: RecordedSpan[];
let stage: NotificationsStage;
beforeAll(async () => {
  spans = recordSpans();
  stage = await notificationsStage(notifications);
});
afterAll(async () => {
  await stage.stop();
  trace.disable();
});

function cause(): { traceId: string; spanId: string; traceparent: string } {
  const [traceId, spanId] = [randomBytes(16).toString('hex'), randomBytes(8).toString('hex')];
  return { traceId, spanId, traceparent: `00-${traceId}-${spanId}-01` };
}
const ofTrace = (traceId: string, name: string) => spans.filter((span) => span.name === name && span.spanContext().traceId === traceId);

test('one trace leads from the event to its mails and to what else it brings about; nothing in it is anybody’s secret', async () => {
  const admin = { name: 'Grace Hopper', email: 'grace@vendor.example', locale: 'en' as const, roles: ['admin' as const], partnerId: null, activatedAt: at };
  await stage.publish(users, 'user.activated.v1', randomUUID(), admin, { sequence: 1 });
  await eventually(async () => expect(await stage.database.query('SELECT 1 FROM recipient')).toHaveLength(1), patience);
  const { traceId, spanId, traceparent } = cause();
  const statusLink = await stage.seal(`http://localhost:3000/application-status#token=${token}`);
  const data = { reference: 'APP-7K3M-9QXD', companyName: 'CyberTech', applicant, statusLink, country: 'US', tierAskedFor: 'gold', tierQualifiedFor: null, submittedAt: at, decisionDueAt: at };
  const eventId = await stage.publish(applications, 'application.submitted.v1', randomUUID(), data, { traceparent });

  await eventually(() => expect(ofTrace(traceId, 'send mail').filter(({ ended }) => ended)).toHaveLength(2), patience);
  const [consumed, ...more] = ofTrace(traceId, 'process applications');
  expect(more).toEqual([]);
  expect(consumed).toMatchObject({
    kind: SpanKind.CONSUMER, ended: true, parent: { traceId, spanId },
    attributes: { 'messaging.system': 'kafka', 'cloudevents.event_type': 'application.submitted.v1', 'cloudevents.event_id': eventId },
  });
  const mails = ofTrace(traceId, 'send mail');
  expect(mails.map(({ attributes }) => String(attributes['mail.template'])).toSorted()).toEqual(['application-received', 'application-received-team']);
  for (const mail of mails) expect(mail).toMatchObject({ kind: SpanKind.CLIENT, parent: { spanId: consumed?.spanContext().spanId }, status: { code: SpanStatusCode.UNSET } });

  await eventually(() => {
    const published = ofTrace(traceId, 'publish notifications');
    expect(published).toHaveLength(1);
    expect(published[0]).toMatchObject({
      kind: SpanKind.PRODUCER, ended: true, parent: { spanId: consumed?.spanContext().spanId },
      attributes: { 'messaging.operation.type': 'send', 'messaging.destination.name': 'notifications', 'cloudevents.event_type': 'notification.created.v1' },
    });
  }, patience);
  const all = JSON.stringify(spans);
  for (const secret of [token, statusLink, 'application-status', applicant.name, applicant.email, admin.name, admin.email]) expect(all).not.toContain(secret);
});

test('a mail that is refused says so, without the address that the mail server quotes', async () => {
  stage.inbox.behaviour = { onRecipient: (address) => ({ code: 550, text: `no mailbox ${address} here` }) };
  const { traceId, traceparent } = cause();
  await stage.publish(users, 'user.password_changed.v1', randomUUID(), { ...applicant, changedAt: at }, { traceparent, correlationId: `of ${traceId}` });
  await eventually(() => expect(ofTrace(traceId, 'send mail')).toMatchObject([{ ended: true, status: { code: SpanStatusCode.ERROR }, attributes: { 'error.type': 'Error' } }]), patience);
  expect(JSON.stringify(spans)).not.toContain(applicant.email);
  await eventually(() => expect(linesOf(traceId)).toEqual([{ msg: expect.stringMatching(/^Mail .*\(password-changed\) failed/), correlationId: `of ${traceId}` }]), patience);
});

test('an event that is parked is told of with the ids of its cause', async () => {
  const { traceId, traceparent } = cause();
  await stage.publishRaw(users.name, 'user.password_changed.v1', randomUUID(), { nobody: 'knows this' }, { traceparent, correlationId: `of ${traceId}` });
  await eventually(() => expect(linesOf(traceId)).toEqual([{ msg: 'Parked an event', correlationId: `of ${traceId}` }]), patience);
});

/** What the log has about a trace. */
function linesOf(traceId: string): { msg: unknown; correlationId: unknown }[] {
  return stage.logs().filter((line) => line.traceId === traceId).map(({ msg, correlationId }) => ({ msg, correlationId }));
}
