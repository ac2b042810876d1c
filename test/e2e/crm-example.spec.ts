import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { registerAnswer } from '#libs/contracts/http/deals';
import { eventually } from '#libs/testing/eventually';
import { startService, testBrokers, type StartedService } from '#libs/testing/start-service';
import { aRegistration } from '../../services/leads/spec/a-registration.ts';
import { startLeads, type StartedLeads } from '../../services/leads/spec/start-leads.ts';

let service: StartedLeads<StartedService>;
let crm: ChildProcess;
let printed = '';
beforeAll(async () => {
  service = await startLeads(startService);
  crm = spawn(process.execPath, [join(import.meta.dirname, '../../docs/integrations/crm-consumer.ts')], {
    env: { ...process.env, KAFKA_BROKERS: testBrokers().join(','), KAFKA_PREFIX: service.kafkaPrefix },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  crm.stdout?.on('data', (text: Buffer) => (printed += text.toString()));
}, 60_000);
afterAll(async () => {
  crm?.kill();
  await service?.stop();
});

test('the example of docs/integrations follows deals by their topic alone', async () => {
  const seller = service.client.asPartner(await service.partner('Northwind'), 'seller');
  const body = aRegistration({ account: { name: 'Hooli' }, expectedCloseOn: `${new Date().getUTCFullYear() + 1}-06-30` });
  const [first, second] = [(await seller.post('/api/deals', body)).as(registerAnswer), (await seller.post('/api/deals', body)).as(registerAnswer)];
  await service.client.as('admin').post(`/api/deals/${first.id}/won`, { amount: { amount: '10.00', currency: 'USD' }, closedOn: new Date().toISOString().slice(0, 10) });
  const linesOf = ({ reference }: { reference: string }) => printed.split('\n').filter((line) => line.startsWith(reference)).map((line) => line.slice(reference.length + 1));
  const named = 'Northwind with Hooli';
  await eventually(() => expect([linesOf(first), linesOf(second)]).toEqual([[`${named}: registered`, `${named}: protected`, `${named}: won`], [`${named}: registered`, `${named}: waiting`, `${named}: closed`]]), { timeoutMs: 30_000 });
}, 60_000);
