import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { commissions } from '#libs/contracts/events/commissions';
import { testDatabase, type TestDatabase } from '#libs/testing/test-database';
import { applications } from '../service.ts';
import { RateConsumer } from './rate.consumer.ts';

let database: TestDatabase;
const consumer = new RateConsumer();
beforeAll(async () => {
  database = await testDatabase(applications);
});
afterAll(() => database.drop());

const rate = { tier: 'gold', ruleId: randomUUID(), version: 2, percent: '31', effectiveOn: '2027-12-10', effectiveFrom: '2027-12-09T23:00:00.000Z', publishedAt: '2026-11-02T09:00:00Z' };
const event = { id: randomUUID(), source: '/services/commissions', subject: 'gold', time: '2026-11-02T09:00:00Z', sequence: 1 };
const asConsumer = { kind: 'system', name: 'applications.consumer' } as const;
const published = () => database.database.inTransaction(asConsumer, (tx) => consumer.showRate({ ...event, type: 'rate.published.v1', data: commissions.events['rate.published.v1'].data.parse(rate) }, tx));
const toldAnew = (fields = {}) =>
  database.database.inTransaction(asConsumer, (tx) => consumer.takeSnapshot({ ...event, id: randomUUID(), type: 'rate.snapshotted.v1', data: commissions.events['rate.snapshotted.v1'].data.parse({ ...rate, ...fields }) }, tx));
const kept = () => database.query(`SELECT version, percent::float AS percent, valid_from FROM tier_rate WHERE tier = 'gold' ORDER BY version`);

test('a rate that is told anew begins at the moment that is told last, and earns what it did', async () => {
  await published();
  const [first] = await kept();
  expect(await kept()).toEqual([first, { version: 2, percent: 31, valid_from: new Date('2027-12-09T23:00:00Z') }]);
  await toldAnew({ effectiveFrom: '2027-12-10T05:00:00.000Z', percent: '99' });
  await toldAnew({ effectiveFrom: '2027-12-10T05:00:00.000Z' });
  expect(await kept()).toEqual([first, { version: 2, percent: 31, valid_from: new Date('2027-12-10T05:00:00Z') }]);
});

test('a rate that is cancelled never counts, whether it was told before or is only told again; another one in its place does', async () => {
  const cancelled = { ...rate, version: 3, percent: '99', effectiveOn: '2027-12-20', effectiveFrom: '2027-12-19T23:00:00.000Z' };
  const { publishedAt: _at, ...told } = cancelled;
  const cancel = () =>
    database.database.inTransaction(asConsumer, (tx) => consumer.cancelRate({ ...event, id: randomUUID(), type: 'rate.cancelled.v1', data: commissions.events['rate.cancelled.v1'].data.parse({ ...told, cancelledAt: '2026-11-03T09:00:00Z' }) }, tx));
  const counting = async () => (await database.query<{ version: number }>(`SELECT version FROM tier_rate WHERE tier = 'gold' AND version > 2 AND NOT cancelled ORDER BY version`)).map(({ version }) => version);
  await toldAnew(told);
  expect(await counting()).toEqual([3]);
  await cancel();
  await toldAnew(told);
  expect(await counting()).toEqual([]);
  // A copy that missed the rate hears of its end alone, as `republish` tells it.
  await database.query(`DELETE FROM tier_rate WHERE version = 3`);
  await cancel();
  await toldAnew({ ...told, version: 4 });
  expect(await counting()).toEqual([4]);
});
