import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eventually } from '#libs/testing/eventually';
import { startService, type StartedService } from '#libs/testing/start-service';
import { aRegistration } from './spec/a-registration.ts';
import { startLeads, type StartedLeads } from './spec/start-leads.ts';

let service: StartedLeads<StartedService>;
beforeAll(async () => {
  service = await startLeads(startService, { env: { OUTBOX_SHARDS: '3' } });
}, 30_000);
afterAll(() => service.stop());

test('OUTBOX_SHARDS parts the outbox by aggregate, and each part has its relay', async () => {
  const seller = service.client.asPartner(await service.partner('Northwind'), 'seller');
  const expectedCloseOn = `${new Date().getUTCFullYear() + 1}-06-30`;
  for (let deal = 0; deal < 12; deal += 1) await seller.post('/api/deals', aRegistration({ expectedCloseOn }));
  const shards = async () => (await service.database.query<{ shard: number }>('SELECT DISTINCT shard FROM outbox ORDER BY shard')).map(({ shard }) => shard);
  await eventually(async () => expect(await shards()).toEqual([0, 1, 2]));
  const metrics = async () => (await fetch(`${service.managementUrl}/metrics`)).text();
  await eventually(async () => expect((await metrics()).match(/^outbox_relay_leader\{.*\} 1$/gm)).toHaveLength(3));
});
