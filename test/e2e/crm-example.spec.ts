import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { deals } from '#libs/contracts/events/deals';
import { registerAnswer } from '#libs/contracts/http/deals';
import { EventSender } from '#libs/testing/event-sender';
import { eventually } from '#libs/testing/eventually';
import { startService, testBrokers, type StartedService } from '#libs/testing/start-service';
import { aRegistration } from '../../services/leads/spec/a-registration.ts';
import { startLeads, type StartedLeads } from '../../services/leads/spec/start-leads.ts';

let service: StartedLeads<StartedService>;
let crm: ChildProcess;
let sender: EventSender;
let printed = '';
const linesOf = ({ reference }: { reference: string }) => printed.split('\n').filter((line) => line.startsWith(reference)).map((line) => line.slice(reference.length + 1));
beforeAll(async () => {
  service = await startLeads(startService);
  sender = new EventSender(service.kafkaPrefix);
  crm = spawn(process.execPath, [join(import.meta.dirname, '../../docs/integrations/crm-consumer.ts')], {
    env: { ...process.env, KAFKA_BROKERS: testBrokers().join(','), KAFKA_PREFIX: service.kafkaPrefix },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  crm.stdout?.on('data', (text: Buffer) => (printed += text.toString()));
}, 60_000);
afterAll(async () => {
  crm?.kill();
  await sender?.close();
  await service?.stop();
});

test('the example of docs/integrations follows deals by their topic alone', async () => {
  const seller = service.client.asPartner(await service.partner('Northwind'), 'seller');
  const body = aRegistration({ account: { name: 'Hooli' }, expectedCloseOn: `${new Date().getUTCFullYear() + 1}-06-30` });
  const [first, second] = [(await seller.post('/api/deals', body)).as(registerAnswer), (await seller.post('/api/deals', body)).as(registerAnswer)];
  await service.client.as('admin').post(`/api/deals/${first.id}/won`, { amount: { amount: '10.00', currency: 'USD' }, closedOn: new Date().toISOString().slice(0, 10) });
  const named = 'Northwind with Hooli';
  await eventually(() => expect([linesOf(first), linesOf(second)]).toEqual([[`${named}: registered`, `${named}: protected`, `${named}: won`], [`${named}: registered`, `${named}: waiting`, `${named}: closed`]]), { timeoutMs: 30_000 });
}, 60_000);

test('it takes a snapshot for events that it has missed, and none that is older than what it knows', async () => {
  const [id, reference] = [randomUUID(), 'DEAL-7K3M-9QXD'];
  const named = { reference, partnerId: randomUUID(), companyName: 'Northwind', account: { id: randomUUID(), name: 'Initech', country: 'US' }, productFamilies: ['cloud-scanner'], source: { kind: 'registration' as const }, sellerId: randomUUID() };
  const registeredAt = '2026-11-02T09:00:00.000Z';
  const snapshot = { ...named, estimatedValue: { amount: '10.00', currency: 'USD' }, contract: 'one_off' as const, expectedCloseOn: '2027-03-31', registeredAt, protectedUntil: registeredAt, won: null, lost: null };
  await sender.send(deals, 'deal.snapshotted.v1', id, { ...snapshot, status: 'approved' }, { sequence: 7 });
  await sender.send(deals, 'deal.snapshotted.v1', id, { ...snapshot, status: 'approved' }, { sequence: 8 });
  await sender.send(deals, 'deal.snapshotted.v1', id, { ...snapshot, status: 'submitted' }, { sequence: 6 });
  await sender.send(deals, 'deal.lost.v1', id, { ...named, reason: 'No budget.', closedOn: '2026-11-02', lostAt: registeredAt }, { sequence: 9 });
  await eventually(() => expect(linesOf({ reference })).toEqual(['Northwind with Initech: protected', 'Northwind with Initech: lost']), { timeoutMs: 30_000 });
}, 60_000);
