import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grant } from '#libs/database/migrations';
import { enableRowLevelSecurity, everythingFor } from '#libs/database/row-level-security';

/** Sessions, the keys that sign their tokens, and what throttles guessing. The system alone sees any of it. */
export class Sessions1760200000002 implements MigrationInterface {
  readonly name = 'Sessions1760200000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE session (
        id uuid PRIMARY KEY,
        user_id uuid NOT NULL REFERENCES user_account ON DELETE CASCADE,
        opened_at timestamptz NOT NULL,
        last_used_at timestamptz NOT NULL,
        idle_until timestamptz NOT NULL,
        ends_at timestamptz NOT NULL,
        ended_at timestamptz,
        end_reason text CHECK (end_reason IN ('signed_out', 'token_reused', 'password_changed', 'disabled', 'expired')),
        CHECK ((ended_at IS NULL) = (end_reason IS NULL))
      );
      CREATE INDEX session_of_user ON session (user_id) WHERE ended_at IS NULL;
      CREATE INDEX session_ends_at ON session (ends_at);

      CREATE TABLE refresh_token (
        token_hash bytea PRIMARY KEY CHECK (length(token_hash) = 32),
        session_id uuid NOT NULL REFERENCES session ON DELETE CASCADE,
        issued_at timestamptz NOT NULL,
        -- Set when exchanged. With the presented token the nonce gives the successor again; alone it gives nothing.
        exchanged_at timestamptz,
        successor_nonce bytea,
        CHECK ((exchanged_at IS NULL) = (successor_nonce IS NULL))
      );
      CREATE INDEX refresh_token_session ON refresh_token (session_id);

      CREATE TABLE signing_key (
        kid text PRIMARY KEY,
        public_jwk jsonb NOT NULL,
        private_sealed bytea NOT NULL,
        created_at timestamptz NOT NULL,
        signs_from timestamptz NOT NULL
      );

      CREATE TABLE sign_in_counter (
        -- SHA-256 of the account's address, with the client's address for a pair.
        key bytea PRIMARY KEY CHECK (length(key) = 32),
        scope text NOT NULL CHECK (scope IN ('pair', 'account')),
        user_id uuid,
        attempts integer NOT NULL,
        window_ends_at timestamptz NOT NULL
      );
      CREATE INDEX sign_in_counter_due ON sign_in_counter (window_ends_at);

      CREATE TABLE known_address (
        user_id uuid NOT NULL REFERENCES user_account ON DELETE CASCADE,
        address_hash bytea NOT NULL CHECK (length(address_hash) = 32),
        last_used_at timestamptz NOT NULL,
        PRIMARY KEY (user_id, address_hash)
      );
    `);
    const privileges = {
      session: 'SELECT, INSERT, UPDATE (last_used_at, idle_until, ended_at, end_reason), DELETE',
      refresh_token: 'SELECT, INSERT, UPDATE (exchanged_at, successor_nonce), DELETE',
      signing_key: 'SELECT, INSERT, UPDATE (signs_from), DELETE',
      sign_in_counter: 'SELECT, INSERT, UPDATE, DELETE',
      known_address: 'SELECT, INSERT, UPDATE (last_used_at), DELETE',
    };
    for (const [table, allowed] of Object.entries(privileges)) {
      await enableRowLevelSecurity(runner, table, [everythingFor('system')]);
      await grant(runner, table, allowed);
    }
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: write another one.');
  }
}
