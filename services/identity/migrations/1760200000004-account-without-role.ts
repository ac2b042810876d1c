import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The account with which an installation checks itself needs no role, and every role may read something; it alone, by its company of nobody, may do without. */
export class AccountWithoutRole1760200000004 implements MigrationInterface {
  readonly name = 'AccountWithoutRole1760200000004';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE user_account DROP CONSTRAINT user_account_roles_check,
        ADD CONSTRAINT user_account_some_role CHECK (cardinality(roles) > 0 OR partner_id IS NOT DISTINCT FROM '019ac000-0000-7000-8000-00000000e571');
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: write another one.');
  }
}
