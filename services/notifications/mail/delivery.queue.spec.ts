import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { testDatabase, type TestDatabase } from '#libs/testing/test-database';
import { notifications } from '../service.ts';
import { mailsDue, sendingActor } from './delivery.queue.ts';

let db: TestDatabase;

beforeAll(async () => {
  db = await testDatabase(notifications);
});
afterAll(() => db.drop());

test('a few mails are taken without looking at all that wait, also before PostgreSQL has counted them', async () => {
  await db.database.inTransaction(sendingActor, (tx) =>
    tx.query(
      `INSERT INTO delivery (id, event_id, template, recipient, recipient_name, locale, data, status, due_at, attempts, deferrals, repeats, created_at)
       SELECT gen_random_uuid(), n, 'received', 'a@b.example', 'Ada', 'en', '{}', 'due', now() - n * interval '1 ms', 0, 0, 0, now() FROM generate_series(1, 5000) n`,
    ),
  );
  const plan = await db.database.inTransaction(sendingActor, async (tx) => {
    const [sql, values] = (await mailsDue(tx, new Date(), 4)).getQueryAndParameters();
    const lines = await tx.query<{ 'QUERY PLAN': string }[]>(`EXPLAIN ${sql}`, values);
    return lines.map((line) => line['QUERY PLAN']).join('\n');
  });
  expect(plan).toContain('Index Scan using delivery_due');
  expect(plan).not.toContain('Sort');
});
