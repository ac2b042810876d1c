import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grant } from '#libs/database/migrations';
import { enableRowLevelSecurity, everythingFor, ownPartner, policy, vendorAndSystem } from '#libs/database/row-level-security';

/** People, the companies they work for, their passwords and the links that were mailed to them. */
export class Accounts1760200000001 implements MigrationInterface {
  readonly name = 'Accounts1760200000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE company (
        id uuid PRIMARY KEY,
        name text NOT NULL,
        sequence bigint NOT NULL DEFAULT 0
      );

      CREATE TABLE user_account (
        id uuid PRIMARY KEY,
        email text NOT NULL CONSTRAINT user_account_email_once UNIQUE CHECK (email = lower(email)),
        name text NOT NULL,
        locale text NOT NULL,
        roles text[] NOT NULL CHECK (cardinality(roles) > 0),
        partner_id uuid REFERENCES company,
        status text NOT NULL CHECK (status IN ('invited', 'active', 'disabled')),
        mail_notifications boolean NOT NULL DEFAULT true,
        feed_notifications boolean NOT NULL DEFAULT true,
        invited_by uuid,
        invited_at timestamptz NOT NULL,
        activated_at timestamptz,
        disabled_at timestamptz,
        last_sign_in_at timestamptz,
        version integer NOT NULL DEFAULT 1,
        -- Nobody is both: a partner's person can never hold a role of the vendor, whatever the code does.
        CONSTRAINT user_account_roles_of_one_side CHECK (
          CASE WHEN partner_id IS NULL THEN roles <@ ARRAY['admin', 'partner_manager', 'reviewer', 'finance'] ELSE roles <@ ARRAY['owner', 'seller', 'partner_finance', 'technical'] END)
      );
      CREATE INDEX user_account_partner ON user_account (partner_id, id);

      -- For the policy of user_account, so it reads that table as the system. Roles of a token may be ten minutes old, these are not.
      -- A SET clause would be shorter, but needs a superuser for a setting that no extension declares.
      CREATE FUNCTION owns_company(kind text, person uuid) RETURNS boolean LANGUAGE plpgsql AS $$
      DECLARE
        actor text := current_setting('app.actor', true);
        found boolean;
      BEGIN
        IF kind IS DISTINCT FROM 'user' THEN RETURN false; END IF;
        PERFORM set_config('app.actor', 'system///policy', true);
        found := EXISTS (SELECT 1 FROM user_account WHERE id = person AND status = 'active' AND 'owner' = ANY (roles));
        PERFORM set_config('app.actor', actor, true);
        RETURN found;
      END $$;

      CREATE TABLE credential (
        user_id uuid PRIMARY KEY REFERENCES user_account ON DELETE CASCADE,
        password_hash text NOT NULL,
        changed_at timestamptz NOT NULL
      );

      CREATE TABLE mailed_link (
        id uuid PRIMARY KEY,
        user_id uuid NOT NULL REFERENCES user_account ON DELETE CASCADE,
        purpose text NOT NULL CHECK (purpose IN ('activation', 'password_reset')),
        token_hash bytea NOT NULL UNIQUE CHECK (length(token_hash) = 32),
        created_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        used_at timestamptz,
        revoked_at timestamptz
      );
      CREATE INDEX mailed_link_alive ON mailed_link (user_id, purpose) WHERE used_at IS NULL AND revoked_at IS NULL;
      CREATE INDEX mailed_link_expires_at ON mailed_link (expires_at);

      -- No unique address: a repeated request would wait for the sweep's lock, and longer where there is something to send.
      CREATE TABLE password_reset_request (
        id uuid PRIMARY KEY,
        email text NOT NULL,
        requested_at timestamptz NOT NULL
      );
    `);
    await this.secure(runner);
    await this.grant(runner);
  }

  private async secure(runner: QueryRunner): Promise<void> {
    const owner = 'partner_id = (SELECT actor_partner_id()) AND (SELECT owns_company(actor_kind(), actor_id()))';
    const self = "(SELECT actor_kind()) = 'user' AND id = (SELECT actor_id())";
    await enableRowLevelSecurity(runner, 'company', [vendorAndSystem(), ownPartner('id', 'SELECT')]);
    await enableRowLevelSecurity(runner, 'user_account', [vendorAndSystem(), policy('own_company', 'ALL', owner), policy('oneself', 'SELECT', self)]);
    for (const table of ['credential', 'mailed_link', 'password_reset_request']) await enableRowLevelSecurity(runner, table, [everythingFor('system')]);
  }

  private async grant(runner: QueryRunner): Promise<void> {
    await grant(runner, 'company', 'SELECT, INSERT, UPDATE');
    await grant(runner, 'user_account', 'SELECT, INSERT, UPDATE');
    await grant(runner, 'credential', 'SELECT, INSERT, UPDATE, DELETE');
    await grant(runner, 'mailed_link', 'SELECT, INSERT, UPDATE (used_at, revoked_at), DELETE');
    await grant(runner, 'password_reset_request', 'SELECT, INSERT, DELETE');
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: write another one.');
  }
}
