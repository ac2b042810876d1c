import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How a partner reaches its partner manager. Held of partner managers alone; `republish` of identity fills it for those who are there already. */
export class ManagerContact1770000000008 implements MigrationInterface {
  readonly name = 'ManagerContact1770000000008';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE vendor_person ADD COLUMN name text, ADD COLUMN email text, ADD CHECK ((name IS NULL) = (email IS NULL))');
    await runner.query('CREATE INDEX vendor_person_email ON vendor_person (email) WHERE email IS NOT NULL');
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: write another one.');
  }
}
