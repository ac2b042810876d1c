import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { crm } from '#libs/contracts/events/crm';
import { registerAnswer } from '#libs/contracts/http/deals';
import { KafkaClient } from '#libs/messaging/kafka.client';
import { eventually } from '#libs/testing/eventually';
import { EventSender } from '#libs/testing/event-sender';
import { startService, testBrokers, type StartedService } from '#libs/testing/start-service';
import { aRegistration } from '../spec/a-registration.ts';
import { startLeads, type StartedLeads } from '../spec/start-leads.ts';

let service: StartedLeads<StartedService>;
let sender: EventSender;
let partnerId = '';
beforeAll(async () => {
  service = await startLeads(startService);
  sender = new EventSender(service.kafkaPrefix);
  partnerId = await service.partner();
});
afterAll(async () => {
  await sender.close();
  await service.stop();
});

const today = new Date().toISOString().slice(0, 10);
const admin = () => service.client.as('admin');
const inTenYears = () => aRegistration({ expectedCloseOn: `${new Date().getUTCFullYear() + 1}-06-30` });
const register = async (body = inTenYears()) => (await service.client.asPartner(partnerId, 'seller').post('/api/deals', body)).as(registerAnswer).id;
const view = async (id: string) => (await admin().get(`/api/deals/${id}`)).body;
const won = (dealId: string, more = {}) => ({ dealId, amount: { amount: '4200000.00', currency: 'USD' }, contract: 'annual' as const, termMonths: 36, closedOn: today, ...more });
const report = (type: 'opportunity.won.v1' | 'opportunity.lost.v1', data: { dealId: string }, more = {}) => sender.sendRaw(crm, type, data.dealId, data, more);
const held = async (dealId: string) => (await admin().get('/api/deals/reports')).body.items.filter((item: { dealId: string }) => item.dealId === dealId);
const parked = async () => (await service.client.as('admin').get('/api/operations/parked-events')).body.items;

describe('a report of the CRM', () => {
  test('in the binary mode wins a deal, and in the structured mode of another producer too', async () => {
    const [binary, structured] = [await register(), await register()];
    await report('opportunity.won.v1', won(binary));
    const client = new KafkaClient({ brokers: testBrokers(), topicPrefix: service.kafkaPrefix });
    const producer = client.producer();
    await producer.connect();
    const event = { specversion: '1.0', id: randomUUID(), source: 'https://crm.example/opportunities', type: 'opportunity.won.v1', time: new Date().toISOString(), data: { ...won(structured), termMonths: null, stage: 'Closed Won' } };
    // No key, no subject: only the data names the deal.
    await producer.send({ topic: client.prefixed('crm'), acks: -1, messages: [{ value: JSON.stringify(event), headers: { 'content-type': 'application/cloudevents+json; charset=utf-8' } }] });
    await producer.disconnect();
    await eventually(async () => expect([(await view(binary)).status, (await view(structured)).status]).toEqual(['won', 'won']));
    expect((await view(structured)).won).toEqual({ amount: { amount: '4200000.00', currency: 'USD' }, contract: 'annual', termMonths: 36, closedOn: today });
    expect((await service.events('deal.won.v1', binary))[0]?.data).toMatchObject({ partnerId, closedOn: today, companyName: 'CyberTech Solutions' });
  });

  test('loses a deal, with the reason', async () => {
    const id = await register();
    await report('opportunity.lost.v1', { dealId: id, reason: 'Chose another vendor.', closedOn: today } as { dealId: string });
    await eventually(async () => expect(await view(id)).toMatchObject({ status: 'lost', lost: { reason: 'Chose another vendor.', closedOn: today } }));
  });

  test('that comes twice counts once; with other figures it waits for a person', async () => {
    const id = await register();
    const eventId = randomUUID();
    for (let turn = 0; turn < 2; turn += 1) await report('opportunity.won.v1', won(id), { id: eventId });
    await report('opportunity.won.v1', won(id));
    await report('opportunity.won.v1', won(id, { amount: { amount: '4300000.00', currency: 'USD' } }));
    await eventually(async () => expect(await held(id)).toMatchObject([{ problem: 'contradiction', report: 'won', data: { amount: { amount: '4300000.00' } } }]));
    expect((await service.events('deal.won.v1', id)).length).toBe(1);
    expect((await service.events('deal.report_held.v1', id))[0]?.data).toMatchObject({
      problem: 'contradiction',
      report: 'won',
      besides: { won: { amount: { amount: '4300000.00', currency: 'USD' }, contract: 'annual', termMonths: 36, closedOn: today }, lost: null },
    });
  });

  test('of a win after a loss, or a loss after a win, tells the books what it says; of a win that never could be, nothing', async () => {
    const [lost, winner, late] = [await register(), await register(), await register()];
    const loss = (dealId: string): { dealId: string } => Object.assign({ dealId }, { reason: 'Chose another vendor.', closedOn: today });
    await report('opportunity.lost.v1', loss(lost));
    await report('opportunity.won.v1', won(lost));
    await report('opportunity.won.v1', won(winner));
    await report('opportunity.lost.v1', loss(winner));
    await report('opportunity.won.v1', won(late, { closedOn: '1999-12-31' }));
    await eventually(async () => expect([(await held(lost)).length, (await held(winner)).length, (await held(late)).length]).toEqual([1, 1, 1]));
    const besides = async (id: string) => (await service.events('deal.report_held.v1', id))[0]?.data['besides'];
    expect(await besides(lost)).toMatchObject({ won: { amount: { amount: '4200000.00' } }, lost: null });
    expect(await besides(winner)).toEqual({ won: null, lost: { closedOn: today } });
    expect(await besides(late)).toBeUndefined();
  });

  test('with the id of another one and other figures is no repetition: it waits for a person', async () => {
    const [id, eventId] = [await register(), randomUUID()];
    await report('opportunity.won.v1', won(id), { id: eventId });
    await report('opportunity.won.v1', won(id, { amount: { amount: '9.00', currency: 'USD' } }), { id: eventId });
    await eventually(async () => expect(await held(id)).toMatchObject([{ problem: 'contradiction', data: { amount: { amount: '9.00' } } }]));
    expect((await view(id)).won.amount.amount).toBe('4200000.00');
  });

  test('that the deal cannot take goes on the timeline and to a person, who settles it; the partner does not see it', async () => {
    const queuedBody = inTenYears();
    await register(queuedBody);
    const [queued, euro, yen, early, late, dear, unknown] = [await register(queuedBody), await register(), await register(), await register(), await register(), await register(), randomUUID()];
    const ahead = await register();
    await report('opportunity.won.v1', won(queued));
    await report('opportunity.won.v1', won(euro, { amount: { amount: '1.00', currency: 'EUR' } }));
    await report('opportunity.won.v1', won(yen, { amount: { amount: '1.001', currency: 'USD' } }));
    await report('opportunity.won.v1', won(early, { closedOn: '2099-01-01' }));
    await report('opportunity.won.v1', won(late, { closedOn: '1999-12-31' }));
    await report('opportunity.won.v1', won(dear, { amount: { amount: '999999999999999.99', currency: 'USD' } }));
    await report('opportunity.won.v1', won(ahead, { closedOn: new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 10) }));
    await report('opportunity.won.v1', won(unknown));
    await eventually(async () => {
      const problems = await Promise.all([queued, euro, yen, early, ahead, late, dear, unknown].map(async (id) => (await held(id))[0]?.problem));
      expect(problems).toEqual(['state', 'currency', 'amount', 'date', 'date', 'date', 'amount', 'unknown-deal']);
    });
    expect((await view(queued)).timeline.at(-1)).toMatchObject({ event: 'report_held', by: 'system', status: 'queued' });
    expect(JSON.stringify((await service.client.asPartner(partnerId, 'owner').get(`/api/deals/${queued}`)).body)).not.toContain('report_held');
    const [{ id }] = await held(unknown);
    expect((await service.client.as('finance').post(`/api/deals/reports/${id}/settle`, { note: 'A typing error.' })).status).toBe(200);
    expect(await held(unknown)).toEqual([]);
    expect((await service.client.as('finance').post(`/api/deals/reports/${id}/settle`, { note: 'Again.' })).body).toMatchObject({ status: 409, code: 'deals/report-settled' });
    expect((await service.client.as('finance').post(`/api/deals/reports/${randomUUID()}/settle`, { note: 'Which?' })).status).toBe(404);
    expect((await service.client.as('finance').get('/api/deals/reports', { query: { settled: true } })).body.items).toMatchObject([{ id, settleNote: 'A typing error.', reference: null }]);
  });

  test.each<[string, object, object]>([
    ['from the future', {}, { time: '2099-01-01T00:00:00Z' }],
    ['about nothing', { dealId: 'the big one' }, {}],
    ['of nothing', { amount: { amount: '0.00', currency: 'USD' } }, {}],
    ['of less than nothing', { amount: { amount: '-5.00', currency: 'USD' } }, {}],
    ['on no day', { closedOn: '2026-02-30' }, {}],
  ])('%s is parked with the reason, and holds up nobody else', async (_what, part, more) => {
    const [id, other] = [await register(), await register()];
    await report('opportunity.won.v1', won(id, part), more);
    await report('opportunity.won.v1', won(other));
    await eventually(async () => expect((await view(other)).status).toBe('won'));
    await eventually(async () => expect((await parked()).length).toBeGreaterThan(0));
    const [{ id: parkedId, error }] = await parked();
    expect(error).toMatch(/from the future|does not fit the schema/);
    expect((await admin().post(`/api/operations/parked-events/${parkedId}/discard`, { reason: 'Nonsense.' })).status).toBeLessThan(300);
    expect((await view(id)).status).toBe('approved');
  });
});
