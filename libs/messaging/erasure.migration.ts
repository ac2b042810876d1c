import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grant } from '#libs/database/migrations';

/** What `person.erased.v1` needs: the digests of erased addresses, and ways to take a person out of the outbox and of stored answers. Every service with an outbox lists it. */
export class Erasure1700000000003 implements MigrationInterface {
  readonly name = 'Erasure1700000000003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE erased_person (digest text COLLATE "C" PRIMARY KEY, erased_at timestamptz NOT NULL)`);
    await grant(runner, 'erased_person', 'SELECT, INSERT, UPDATE, DELETE');
    await grant(runner, 'idempotency_key', 'UPDATE (answer)');
    // The outbox is insert-only for the runtime role; this changes what an event says, never its id, number, order or transaction.
    await runner.query(`
      CREATE FUNCTION outbox_redact(of_seq bigint, of_ring smallint, data jsonb) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path FROM CURRENT AS $$
        UPDATE outbox SET payload = data WHERE seq = of_seq AND ring = of_ring
      $$`);
    await runner.query(`DO $$ BEGIN
      REVOKE ALL ON FUNCTION outbox_redact(bigint, smallint, jsonb) FROM PUBLIC;
      EXECUTE format('GRANT EXECUTE ON FUNCTION outbox_redact(bigint, smallint, jsonb) TO %I', current_setting('app.runtime_role'));
    END $$`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: write another one.');
  }
}
