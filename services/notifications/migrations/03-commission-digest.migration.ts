import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grant } from '#libs/database/grants';
import { enableRowLevelSecurity, everythingFor } from '#libs/database/row-level-security';

/** What a partner earned on a day, until it is told the next morning. */
export class CommissionDigest1790100000001 implements MigrationInterface {
  readonly name = 'CommissionDigest1790100000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE commission_digest (
        partner_id uuid NOT NULL,
        day date NOT NULL,
        currency char(3) NOT NULL,
        lines integer NOT NULL,
        amount_minor bigint NOT NULL,
        due_at timestamptz NOT NULL,
        PRIMARY KEY (partner_id, day, currency)
      );
      CREATE INDEX commission_digest_due ON commission_digest (due_at);
    `);
    await enableRowLevelSecurity(runner, 'commission_digest', [everythingFor('system')]);
    await grant(runner, 'commission_digest', 'SELECT, INSERT, UPDATE, DELETE');
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: write another one.');
  }
}
