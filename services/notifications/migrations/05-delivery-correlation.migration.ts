import type { MigrationInterface, QueryRunner } from 'typeorm';

/** By which id a mail is found in the logs. `DeliveryTraceparent` adds the column too, but did not yet when some databases had it. Nullable, as that one's. */
export class DeliveryCorrelation1790100000003 implements MigrationInterface {
  readonly name = 'DeliveryCorrelation1790100000003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE delivery ADD COLUMN IF NOT EXISTS correlation_id text');
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: write another one.');
  }
}
