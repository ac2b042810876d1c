import type { QueryRunner } from 'typeorm';
import { tableName } from './sql.ts';

const privilege = /^(SELECT|INSERT|UPDATE|DELETE)(\s*\([a-z0-9_,\s]+\))?$/;

/**
 * Lets the runtime role do exactly this with a table, inside a migration run by `runMigrations` (which names the role in the setting `app.runtime_role`).
 * Nothing is granted by default; `TRUNCATE`, `REFERENCES` and `TRIGGER` are never the runtime's.
 *
 *     await grant(runner, 'application', 'SELECT, INSERT, UPDATE (status, decided_at)');
 */
export async function grant(runner: QueryRunner, table: string, privileges: string): Promise<void> {
  // Commas inside parentheses separate columns, not privileges.
  const parts = privileges.split(/,(?![^(]*\))/).map((part) => part.trim());
  for (const part of parts) if (!privilege.test(part)) throw new Error(`grant(): "${part}" is not SELECT, INSERT, UPDATE, DELETE or one of them with columns`);
  await grantTo(runner, `${parts.join(', ')} ON TABLE ${tableName(table)}`);
}

/** Lets the runtime role use a sequence (`nextval`), for the few ids that are no UUIDs. */
export async function grantSequence(runner: QueryRunner, sequence: string): Promise<void> {
  await grantTo(runner, `USAGE ON SEQUENCE ${tableName(sequence)}`);
}

async function grantTo(runner: QueryRunner, what: string): Promise<void> {
  await runner.query(`
    DO $grant$ BEGIN
      IF coalesce(current_setting('app.runtime_role', true), '') = '' THEN
        RAISE EXCEPTION 'app.runtime_role is not set: run migrations by runMigrations(), which names the role to grant to';
      END IF;
      EXECUTE format('GRANT ${what} TO %I', current_setting('app.runtime_role'));
    END $grant$`);
}
