import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Why a rate or a plan was published, in its publisher's words. */
export class Reasons1790000000005 implements MigrationInterface {
  readonly name = 'Reasons1790000000005';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE plan ADD COLUMN reason text; ALTER TABLE rate ADD COLUMN reason text;');
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: write another one.');
  }
}
