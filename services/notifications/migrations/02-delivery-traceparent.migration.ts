import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Nullable and without a default: the running version writes no values, and no row is rewritten. */
export class DeliveryTraceparent1764028800000 implements MigrationInterface {
  readonly name = 'DeliveryTraceparent1764028800000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE delivery ADD COLUMN traceparent text, ADD COLUMN correlation_id text');
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: write another one.');
  }
}
