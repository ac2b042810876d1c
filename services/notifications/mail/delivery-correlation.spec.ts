import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { runMigrations } from '#libs/database/migrations';
import { testDatabase, type TestDatabase } from '#libs/testing/test-database';
import { testRoles } from '#libs/testing/test-template';
import { notifications } from '../service.ts';

const before = notifications.migrations.filter(({ name }) => !name.startsWith('DeliveryCorrelation'));
let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase({ name: 'spec-delivery-correlation', entities: [], migrations: before });
});
afterAll(() => database.drop());

const migrate = () => runMigrations({ url: database.ownerUrl, migrations: notifications.migrations, runtimeRole: testRoles.runtime.name });
const column = () => database.query(`SELECT is_nullable FROM information_schema.columns WHERE table_name = 'delivery' AND column_name = 'correlation_id'`);

test.each([
  ['was migrated before mails had a correlation id gets its column', 'ALTER TABLE delivery DROP COLUMN correlation_id'],
  ['has it keeps it', `DELETE FROM migration WHERE name LIKE 'DeliveryCorrelation%'`],
])('a database that %s', async (_which, sql) => {
  await database.query(sql);
  expect(await migrate()).toEqual(['DeliveryCorrelation1790100000003']);
  expect(await column()).toEqual([{ is_nullable: 'YES' }]);
});
