import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { DataSource } from 'typeorm';
import { commandParts } from '#libs/service/command';
import { eventually } from '#libs/testing/eventually';
import { startService, type StartedService } from '#libs/testing/start-service';
import { tellAgain } from './commands/snapshots.ts';
import { Config } from './config.ts';
import { leads } from './service.ts';
import { aRegistration } from './spec/a-registration.ts';
import { startLeads, type StartedLeads } from './spec/start-leads.ts';

/** So many that a part without any deal is a chance of three in ten million: where a deal belongs is drawn with its id. */
const DEALS = 40;

let service: StartedLeads<StartedService>;
beforeAll(async () => {
  service = await startLeads(startService, { env: { OUTBOX_SHARDS: '3' } });
});
afterAll(() => service.stop());

test('OUTBOX_SHARDS parts the outbox by aggregate, and each part has its relay', async () => {
  const seller = service.client.asPartner(await service.partner('Northwind'), 'seller');
  const expectedCloseOn = `${new Date().getUTCFullYear() + 1}-06-30`;
  for (let deal = 0; deal < DEALS; deal += 1) await seller.post('/api/deals', aRegistration({ expectedCloseOn }));
  const shards = async () => (await service.database.query<{ shard: number }>('SELECT DISTINCT shard FROM outbox ORDER BY shard')).map(({ shard }) => shard);
  await eventually(async () => expect(await shards()).toEqual([0, 1, 2]));
  const metrics = async () => (await fetch(`${service.managementUrl}/metrics`)).text();
  await eventually(async () => expect((await metrics()).match(/^outbox_relay_leader\{.*\} 1$/gm)).toHaveLength(3));
});

test('what a command tells of an aggregate stands in the part of that aggregate, so that it is sent behind what was told before', async () => {
  const { app } = service.running;
  expect(await tellAgain(commandParts(leads, app.get(Config), app.get(DataSource)).snapshots)).toBeGreaterThanOrEqual(DEALS);
  const parts = await service.database.query<{ parts: number }>(`SELECT count(DISTINCT shard)::int AS parts FROM outbox WHERE aggregatetype = 'deals' GROUP BY aggregateid HAVING bool_or(type = 'deal.snapshotted.v1')`);
  expect([parts.length, new Set(parts.map((it) => it.parts))]).toEqual([DEALS, new Set([1])]);
});
