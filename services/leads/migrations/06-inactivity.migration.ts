import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Before which moments a deal that was worked on is neither warned of nor taken away, since it would not have been without; nullable, as nobody has worked on most. */
export class Inactivity1780000000006 implements MigrationInterface {
  readonly name = 'Inactivity1780000000006';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE deal ADD COLUMN warn_not_before timestamptz, ADD COLUMN revoke_not_before timestamptz');
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: write another one.');
  }
}
