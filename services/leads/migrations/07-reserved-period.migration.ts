import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grant } from '#libs/database/migrations';

/**
 * From when to when a customer was kept from partners, and why: whoever was refused may ask a year later. Written by a trigger, so that no way of changing a record of the CRM can forget
 * it. What is reserved already is so since it was reported last, at the latest.
 */
export class ReservedPeriod1780000000007 implements MigrationInterface {
  readonly name = 'ReservedPeriod1780000000007';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE reserved_period (
        crm_id text COLLATE "C" NOT NULL,
        why text NOT NULL CHECK (why IN ('named', 'direct_pipeline')),
        valid_from timestamptz NOT NULL,
        valid_to timestamptz NOT NULL DEFAULT 'infinity',
        -- In the words of whoever keeps the CRM.
        reason text,
        PRIMARY KEY (crm_id, why, valid_from),
        CHECK (valid_from <= valid_to)
      );
      CREATE FUNCTION reserved_period_set(account text, reserved_for text, is_reserved boolean, at timestamptz) RETURNS void LANGUAGE plpgsql AS $$
      BEGIN
        IF NOT is_reserved THEN
          UPDATE reserved_period SET valid_to = at WHERE crm_id = account AND why = reserved_for AND valid_to = 'infinity';
        ELSIF NOT EXISTS (SELECT FROM reserved_period WHERE crm_id = account AND why = reserved_for AND valid_to = 'infinity') THEN
          -- Two reports of one moment may contradict each other; the later one counts.
          INSERT INTO reserved_period (crm_id, why, valid_from) VALUES (account, reserved_for, at) ON CONFLICT (crm_id, why, valid_from) DO UPDATE SET valid_to = 'infinity';
        END IF;
      END $$;
      CREATE FUNCTION keep_reserved_period() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        PERFORM reserved_period_set(NEW.id, 'named', NEW.named, NEW.reported_at);
        PERFORM reserved_period_set(NEW.id, 'direct_pipeline', NEW.direct_pipeline, NEW.reported_at);
        RETURN NULL;
      END $$;
      CREATE TRIGGER keep_reserved_period AFTER INSERT OR UPDATE OF named, direct_pipeline ON crm_account FOR EACH ROW EXECUTE FUNCTION keep_reserved_period();
      -- After the trigger, which waits for whoever is writing and keeps others waiting until this is committed: nothing that the running version writes is between the two.
      INSERT INTO reserved_period (crm_id, why, valid_from)
        SELECT id, 'named', reported_at FROM crm_account WHERE named UNION ALL SELECT id, 'direct_pipeline', reported_at FROM crm_account WHERE direct_pipeline
        ON CONFLICT DO NOTHING;
    `);
    await grant(runner, 'reserved_period', 'SELECT, INSERT, UPDATE (valid_to, reason)');
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: write another one.');
  }
}
