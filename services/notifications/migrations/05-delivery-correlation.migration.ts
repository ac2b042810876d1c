import type { MigrationInterface, QueryRunner } from 'typeorm';

/** By which id a mail is found in the logs. It stood in the migration before for a while, so some databases have it already. Nullable, as that one's column. */
export class DeliveryCorrelation1790100000003 implements MigrationInterface {
  readonly name = 'DeliveryCorrelation1790100000003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE delivery ADD COLUMN IF NOT EXISTS correlation_id text');
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: write another one.');
  }
}
