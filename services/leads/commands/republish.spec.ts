import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { registerAnswer } from '#libs/contracts/http/deals';
import { SystemClock } from '#libs/database/clock';
import { RandomIds } from '#libs/database/ids';
import { Outbox } from '#libs/messaging/outbox';
import { RelaySignal } from '#libs/messaging/relay.signal';
import { Snapshots } from '#libs/messaging/snapshots';
import { startService, type StartedService } from '#libs/testing/start-service';
import { aRegistration } from '../spec/a-registration.ts';
import { startLeads, type StartedLeads } from '../spec/start-leads.ts';
import { tellAgain } from './snapshots.ts';

let service: StartedLeads<StartedService>;
beforeAll(async () => {
  service = await startLeads(startService);
});
afterAll(() => service.stop());

test('republishing tells the present state of every deal again, numbered after all that was told before', async () => {
  const seller = service.client.asPartner(await service.partner('Northwind'), 'seller');
  const expectedCloseOn = `${new Date().getUTCFullYear() + 1}-06-30`;
  const register = async () => (await seller.post('/api/deals', aRegistration({ expectedCloseOn }))).as(registerAnswer);
  const [won, open, lost] = [await register(), await register(), await register()];
  const closedOn = new Date().toISOString().slice(0, 10);
  await service.client.as('admin').post(`/api/deals/${won.id}/won`, { amount: { amount: '12.50', currency: 'USD' }, closedOn });
  await service.client.as('admin').post(`/api/deals/${lost.id}/lost`, { reason: 'No budget.', closedOn });
  const outbox = new Outbox({ service: 'leads', brokers: [] }, new SystemClock(), new RandomIds(), new RelaySignal());
  expect(await tellAgain(new Snapshots(service.database.database, outbox, 'leads'))).toBe(3);

  const told = new Map((await service.events('deal.snapshotted.v1')).map(({ aggregateId, data }) => [aggregateId, data]));
  expect(told.get(won.id)).toMatchObject({ status: 'won', companyName: 'Northwind', won: { amount: { amount: '12.50', currency: 'USD' }, contract: 'annual', termMonths: 36, closedOn }, lost: null });
  expect(told.get(open.id)).toMatchObject({ status: 'approved', protectedUntil: open.protectedUntil, won: null, lost: null });
  expect(told.get(lost.id)).toMatchObject({ status: 'lost', lost: { reason: 'No budget.', closedOn } });
  const sequences = await service.database.query<{ sequence: string }>(`SELECT sequence FROM outbox WHERE aggregateid = $1 AND aggregatetype = 'deals' ORDER BY seq`, [won.id]);
  expect(sequences.map(({ sequence }) => Number(sequence))).toEqual([1, 2, 3, 4]);
});
