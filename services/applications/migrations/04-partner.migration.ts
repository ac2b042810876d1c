import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grant } from '#libs/database/migrations';
import { enableRowLevelSecurity, ownPartner, vendorAndSystem } from '#libs/database/row-level-security';

/** Partners, requests to join them, and the vendor's people as identity tells of them. */
export class Partner1770000000004 implements MigrationInterface {
  readonly name = 'Partner1770000000004';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE partner (
        id uuid PRIMARY KEY,
        reference text NOT NULL UNIQUE,
        version integer NOT NULL,
        application_id uuid NOT NULL UNIQUE REFERENCES application,
        status text NOT NULL CHECK (status IN ('active', 'suspended', 'left')),
        company_name text NOT NULL,
        website text NOT NULL,
        country char(2) NOT NULL,
        tier text NOT NULL,
        manager_id uuid,
        approved_at timestamptz NOT NULL
      );
      CREATE INDEX partner_manager ON partner (manager_id) WHERE status = 'active';

      CREATE TABLE join_request (
        id uuid PRIMARY KEY,
        partner_id uuid NOT NULL REFERENCES partner,
        status text NOT NULL CHECK (status IN ('open', 'accepted', 'declined')),
        person_name text NOT NULL,
        person_email text NOT NULL,
        person_job_title text,
        locale text NOT NULL,
        message text,
        requested_at timestamptz NOT NULL,
        decided_at timestamptz,
        decided_by uuid
      );
      CREATE INDEX join_request_partner ON join_request (partner_id, requested_at, id);
      -- Asking twice is asking once.
      CREATE UNIQUE INDEX join_request_open ON join_request (partner_id, person_email) WHERE status = 'open';

      -- No names here: who is eligible is all that this service needs to know of the vendor's people.
      CREATE TABLE vendor_person (
        user_id uuid PRIMARY KEY,
        roles text[] NOT NULL,
        active boolean NOT NULL,
        sequence bigint NOT NULL
      );
    `);
    await enableRowLevelSecurity(runner, 'partner', [vendorAndSystem(), ownPartner('id', 'SELECT')]);
    await enableRowLevelSecurity(runner, 'join_request', [vendorAndSystem(), ownPartner()]);
    await grant(runner, 'partner', 'SELECT, INSERT, UPDATE');
    await grant(runner, 'join_request', 'SELECT, INSERT, UPDATE');
    await grant(runner, 'vendor_person', 'SELECT, INSERT, UPDATE');
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: write another one.');
  }
}
