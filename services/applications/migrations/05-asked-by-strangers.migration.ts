import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grant } from '#libs/database/migrations';
import { enableRowLevelSecurity, everythingFor } from '#libs/database/row-level-security';

/** What strangers ask for waits here until a sweep looks whether there is anything to it. The system alone sees it. */
export class AskedByStrangers1770000000005 implements MigrationInterface {
  readonly name = 'AskedByStrangers1770000000005';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- No unique address: a repeated request would wait for the sweep's lock, and longer where there is something to send.
      CREATE TABLE status_link_request (
        id uuid PRIMARY KEY,
        email text NOT NULL,
        requested_at timestamptz NOT NULL
      );
      CREATE TABLE join_asking (
        id uuid PRIMARY KEY,
        match_keys jsonb NOT NULL,
        person_name text NOT NULL,
        person_email text NOT NULL,
        person_job_title text NOT NULL,
        locale text NOT NULL,
        message text,
        requested_at timestamptz NOT NULL
      );
    `);
    for (const table of ['status_link_request', 'join_asking']) {
      await enableRowLevelSecurity(runner, table, [everythingFor('system')]);
      await grant(runner, table, 'SELECT, INSERT, DELETE');
    }
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: write another one.');
  }
}
