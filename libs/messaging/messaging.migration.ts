import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grant, grantSequence } from '#libs/database/migrations';
import { inboxTables } from './inbox.tables.ts';
import { outboxTables } from './outbox.tables.ts';

/** Outbox, relay state, inbox and parking; every service with a database lists it after the foundation. */
export class Messaging1700000000001 implements MigrationInterface {
  readonly name = 'Messaging1700000000001';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...outboxTables, ...inboxTables]) await runner.query(statement);
    await runner.query(`INSERT INTO relay_state (shard) SELECT generate_series(0, 15)`);
    await grant(runner, 'outbox', 'SELECT, INSERT');
    await grant(runner, 'outbox_sequence', 'SELECT, INSERT, UPDATE');
    await grant(runner, 'relay_state', 'SELECT, UPDATE');
    await grant(runner, 'inbox', 'SELECT, INSERT, DELETE');
    await grant(runner, 'parked_key', 'SELECT, INSERT, UPDATE, DELETE');
    await grant(runner, 'parked_event', 'SELECT, INSERT, UPDATE, DELETE');
    await grantSequence(runner, 'outbox_seq');
    // TRUNCATE and UPDATE of the outbox are not the runtime role's; these two functions do exactly what the relay may do.
    await runner.query(`DO $$ BEGIN
      REVOKE ALL ON FUNCTION outbox_empty(smallint), outbox_adopt(smallint, bigint) FROM PUBLIC;
      EXECUTE format('GRANT EXECUTE ON FUNCTION outbox_empty(smallint), outbox_adopt(smallint, bigint) TO %I', current_setting('app.runtime_role'));
    END $$`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: write another one.');
  }
}
