import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grant } from '#libs/database/migrations';

/**
 * Counters of the shared limits. Unlogged: they are worth nothing after a crash, and without WAL a count costs no fsync. Rows
 * hold hashes, so the table says nothing about who tried what. No index by time: the purge that would use it runs once in a while, a try would pay for it each time.
 */
export class RateLimit1763800000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE UNLOGGED TABLE rate_limit (
        key bytea PRIMARY KEY,
        used integer NOT NULL,
        ends_at timestamptz NOT NULL
      ) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.05)`);
    await grant(runner, 'rate_limit', 'SELECT, INSERT, UPDATE, DELETE');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE rate_limit');
  }
}
