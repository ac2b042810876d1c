import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grant } from '#libs/database/migrations';

/** A rate begins with a day of the programme, whose moment another time zone moves; commissions tells it anew then. What is earned, and from which day on, stays. */
export class RateBeginning1770000000011 implements MigrationInterface {
  readonly name = 'RateBeginning1770000000011';

  async up(runner: QueryRunner): Promise<void> {
    await grant(runner, 'tier_rate', 'UPDATE (valid_from)');
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: write another one.');
  }
}
