import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grant } from '#libs/database/migrations';
import { enableRowLevelSecurity, policy, readableBy } from '#libs/database/row-level-security';

/** When the trail was verified, and how it was found. */
export class AuditChecks1760200000005 implements MigrationInterface {
  readonly name = 'AuditChecks1760200000005';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE audit_check (
        id uuid PRIMARY KEY,
        run text NOT NULL CHECK (run IN ('daily', 'command')),
        started_at timestamptz NOT NULL,
        finished_at timestamptz NOT NULL,
        entries bigint NOT NULL,
        broken_at bigint,
        fault text,
        CHECK ((broken_at IS NULL) = (fault IS NULL))
      );
      CREATE INDEX audit_check_finished ON audit_check (finished_at);
    `);
    await enableRowLevelSecurity(runner, 'audit_check', [readableBy('vendor', 'system'), policy('recorded_by_the_system', 'INSERT', "(SELECT actor_kind()) = 'system'")]);
    await grant(runner, 'audit_check', 'SELECT, INSERT');
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: write another one.');
  }
}
