import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grant } from '#libs/database/migrations';

/**
 * A copy of the rates, which belong to commissions now: versions by tier, the latest that has begun counts. It begins with the rates of the tier rows, which are
 * version 1 there too. `tier.commission_percent` is read no longer; it goes once no running version reads it.
 */
export class TierRate1770000000006 implements MigrationInterface {
  readonly name = 'TierRate1770000000006';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE tier_rate (
        tier text NOT NULL,
        version integer NOT NULL,
        percent numeric(7, 4) NOT NULL,
        valid_from timestamptz NOT NULL,
        PRIMARY KEY (tier, version)
      );
      INSERT INTO tier_rate (tier, version, percent, valid_from)
        SELECT code, row_number() OVER (PARTITION BY code ORDER BY valid_from), commission_percent, valid_from FROM tier;
      ALTER TABLE tier ALTER COLUMN commission_percent DROP NOT NULL;
    `);
    await grant(runner, 'tier_rate', 'SELECT, INSERT');
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: write another one.');
  }
}
