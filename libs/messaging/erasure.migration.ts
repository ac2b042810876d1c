import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grant } from '#libs/database/migrations';

/** Seed of the advisory locks by which an erasure and whoever handles an event of that person wait for each other. */
export const ERASURE_LOCKS = 4731;

/** What `person.erased.v1` needs: the digests of erased addresses, and ways to take a person out of the outbox and of stored answers. Every service with an outbox lists it. */
export class Erasure1700000000003 implements MigrationInterface {
  readonly name = 'Erasure1700000000003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE erased_person (digest text COLLATE "C" PRIMARY KEY, erased_at timestamptz NOT NULL)`);
    await grant(runner, 'erased_person', 'SELECT, INSERT, UPDATE, DELETE');
    await grant(runner, 'idempotency_key', 'UPDATE (answer)');
    // The outbox is insert-only for the runtime role; this changes what an event says, never its id, number, order or transaction.
    await runner.query(`
      CREATE FUNCTION outbox_redact(of_seq bigint, of_ring smallint, data jsonb) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
        UPDATE outbox SET payload = data WHERE seq = of_seq AND ring = of_ring
      $$`);
    // When the latest of these was erased. It waits for an erasure that is under way, and an erasure waits for the transaction that has asked:
    // what that writes of a person is either written without the person, or there to be erased.
    await runner.query(`
      CREATE FUNCTION erased_at(digests text[]) RETURNS timestamptz LANGUAGE plpgsql SET enable_seqscan = off AS $$
      BEGIN
        PERFORM pg_advisory_xact_lock_shared(hashtextextended(d.digest, ${ERASURE_LOCKS})) FROM (SELECT DISTINCT unnest(digests) AS digest ORDER BY 1) d;
        RETURN (SELECT max(p.erased_at) FROM erased_person p WHERE p.digest = ANY (digests));
      END $$`);
    await runner.query(`DO $$ BEGIN
      REVOKE ALL ON FUNCTION outbox_redact(bigint, smallint, jsonb) FROM PUBLIC;
      EXECUTE format('GRANT EXECUTE ON FUNCTION outbox_redact(bigint, smallint, jsonb) TO %I', current_setting('app.runtime_role'));
    END $$`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: write another one.');
  }
}
