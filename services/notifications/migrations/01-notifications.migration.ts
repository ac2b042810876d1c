import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grant } from '#libs/database/grants';
import { enableRowLevelSecurity, everythingFor, policy, vendorAndSystem } from '#libs/database/row-level-security';

const own = `(SELECT actor_kind()) IN ('user', 'vendor') AND recipient_id = (SELECT actor_id())`;

export class Notifications1763856000000 implements MigrationInterface {
  readonly name = 'Notifications1763856000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE recipient (
        user_id uuid PRIMARY KEY,
        name text,
        email text,
        locale text NOT NULL,
        roles text[] NOT NULL,
        partner_id uuid,
        status text NOT NULL CHECK (status IN ('invited', 'active', 'disabled', 'erased')),
        mail_wanted boolean NOT NULL,
        feed_wanted boolean NOT NULL,
        sequence bigint NOT NULL,
        changed_at timestamptz NOT NULL
      );
      CREATE INDEX recipient_partner ON recipient (partner_id);
      CREATE INDEX recipient_email ON recipient (email);

      CREATE TABLE delivery (
        id uuid PRIMARY KEY,
        event_id text NOT NULL,
        template text NOT NULL,
        recipient text NOT NULL,
        recipient_name text NOT NULL,
        locale text NOT NULL,
        data jsonb NOT NULL,
        sealed_link text,
        link_expires_at timestamptz,
        status text NOT NULL CHECK (status IN ('due', 'sent', 'failed', 'cancelled')),
        due_at timestamptz NOT NULL,
        attempts int NOT NULL,
        deferrals int NOT NULL,
        attempt_started_at timestamptz,
        repeats int NOT NULL,
        last_error text,
        created_at timestamptz NOT NULL,
        settled_at timestamptz,
        UNIQUE (event_id, recipient, template),
        CHECK (status NOT IN ('sent', 'cancelled') OR (sealed_link IS NULL AND data = '{}'))
      );
      CREATE INDEX delivery_due ON delivery (due_at) WHERE status = 'due';
      CREATE INDEX delivery_failed ON delivery (settled_at, id) WHERE status = 'failed';
      CREATE INDEX delivery_recipient ON delivery (recipient);
      CREATE INDEX delivery_settled ON delivery (settled_at) WHERE status IN ('sent', 'cancelled');

      CREATE TABLE feed_entry (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        recipient_id uuid NOT NULL,
        event_id text NOT NULL,
        kind text NOT NULL,
        title text NOT NULL,
        body text,
        link text,
        created_at timestamptz NOT NULL,
        read_at timestamptz,
        UNIQUE (event_id, recipient_id, kind)
      );
      CREATE INDEX feed_entry_recipient ON feed_entry (recipient_id, id);
      CREATE INDEX feed_entry_unread ON feed_entry (recipient_id, id) WHERE read_at IS NULL;
      CREATE INDEX feed_entry_created ON feed_entry (created_at);
    `);
    await enableRowLevelSecurity(runner, 'recipient', [everythingFor('system')]);
    await enableRowLevelSecurity(runner, 'delivery', [vendorAndSystem()]);
    await enableRowLevelSecurity(runner, 'feed_entry', [everythingFor('system'), policy('own_read', 'SELECT', own), policy('own_mark', 'UPDATE', own, own)]);
    await grant(runner, 'recipient', 'SELECT, INSERT, UPDATE');
    await grant(runner, 'delivery', 'SELECT, INSERT, UPDATE, DELETE');
    await grant(runner, 'feed_entry', 'SELECT, INSERT, UPDATE (read_at), DELETE');
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: write another one.');
  }
}
