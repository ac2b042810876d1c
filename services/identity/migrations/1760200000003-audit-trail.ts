import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grant } from '#libs/database/migrations';
import { enableRowLevelSecurity, everythingFor, policy, readableBy } from '#libs/database/row-level-security';

/** The audit trail: one hash chain, append-only by privileges and, against the owner's own slips, by a trigger. */
export class AuditTrail1760200000003 implements MigrationInterface {
  readonly name = 'AuditTrail1760200000003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE audit_entry (
        position bigint PRIMARY KEY CHECK (position > 0),
        id uuid NOT NULL UNIQUE,
        event_source text NOT NULL,
        event_id text NOT NULL,
        at timestamptz NOT NULL,
        service text NOT NULL,
        actor_kind text NOT NULL,
        actor_id text,
        actor_partner_id uuid,
        action text NOT NULL,
        subject_kind text NOT NULL,
        subject_id text NOT NULL,
        why text,
        details jsonb NOT NULL,
        correlation_id text,
        recorded_at timestamptz NOT NULL,
        hash bytea NOT NULL CHECK (length(hash) = 32),
        UNIQUE (event_source, event_id)
      );
      CREATE INDEX audit_entry_actor ON audit_entry (actor_id, position);
      CREATE INDEX audit_entry_subject ON audit_entry (subject_id, position);
      CREATE INDEX audit_entry_action ON audit_entry (action text_pattern_ops, position);
      CREATE INDEX audit_entry_at ON audit_entry (at);

      CREATE TABLE audit_head (
        sole boolean PRIMARY KEY DEFAULT true CHECK (sole),
        position bigint NOT NULL,
        hash bytea NOT NULL,
        -- Keyed hash over position and hash: who can write the database but lacks KEY_ENCRYPTION_KEY can forge no head. Null before the first entry.
        seal bytea,
        CHECK ((position = 0) = (seal IS NULL))
      );
      INSERT INTO audit_head (position, hash) VALUES (0, sha256('partner-management audit trail'::bytea));

      CREATE FUNCTION audit_entry_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION 'audit_entry is append-only: % is not allowed', TG_OP USING ERRCODE = 'insufficient_privilege';
      END $$;
      CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry FOR EACH STATEMENT EXECUTE FUNCTION audit_entry_is_append_only();
    `);
    await enableRowLevelSecurity(runner, 'audit_entry', [readableBy('vendor', 'system'), policy('chained_by_the_system', 'INSERT', "(SELECT actor_kind()) = 'system'")]);
    await enableRowLevelSecurity(runner, 'audit_head', [everythingFor('system')]);
    await grant(runner, 'audit_entry', 'SELECT, INSERT');
    await grant(runner, 'audit_head', 'SELECT, UPDATE (position, hash, seal)');
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: write another one.');
  }
}
