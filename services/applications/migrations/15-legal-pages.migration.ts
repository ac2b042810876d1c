import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Where the programme's terms and its word on personal data stand: nowhere until an admin says so. */
export class LegalPages1770000000015 implements MigrationInterface {
  readonly name = 'LegalPages1770000000015';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`INSERT INTO programme_setting (key, value, valid_from) SELECT key, 'null', '2000-01-01T00:00:00Z' FROM unnest(ARRAY ['terms_url', 'privacy_url']) AS key`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: write another one.');
  }
}
