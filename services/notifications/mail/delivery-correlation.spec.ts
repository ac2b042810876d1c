import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { runMigrations } from '#libs/database/migrations';
import { testDatabase, type TestDatabase } from '#libs/testing/test-database';
import { testRoles } from '#libs/testing/test-template';
import { notifications } from '../service.ts';

/** As the service stood when its databases were without the column. */
const before = notifications.migrations.filter(({ name }) => !name.startsWith('DeliveryCorrelation'));
let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase({ name: 'spec-delivery-correlation', entities: [], migrations: before });
});
afterAll(() => database.drop());

const migrate = () => runMigrations({ url: database.ownerUrl, migrations: notifications.migrations, runtimeRole: testRoles.runtime.name });
const column = () => database.query(`SELECT is_nullable FROM information_schema.columns WHERE table_name = 'delivery' AND column_name = 'correlation_id'`);

test('a database that was migrated before mails had a correlation id gets its column, and one that has it keeps it', async () => {
  expect(await column()).toEqual([]);
  await migrate();
  expect(await column()).toEqual([{ is_nullable: 'YES' }]);
  await database.query(`DELETE FROM migration WHERE name LIKE 'DeliveryCorrelation%'`);
  expect(await migrate()).toEqual(['DeliveryCorrelation1790100000003']);
  expect(await column()).toHaveLength(1);
});
