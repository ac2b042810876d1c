import type { MigrationInterface, QueryRunner } from 'typeorm';
import { makeCancellable } from '#libs/database/publication.migration';

/** A number of deal registration that is published and has not begun can be cancelled. */
export class Cancellation1780000000005 implements MigrationInterface {
  readonly name = 'Cancellation1780000000005';

  async up(runner: QueryRunner): Promise<void> {
    await makeCancellable(runner, 'deal_setting');
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: write another one.');
  }
}
