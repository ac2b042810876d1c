import type { MigrationInterface, QueryRunner } from 'typeorm';
import { markCancelled } from '#libs/database/publication.migration';

/**
 * Settings, plans and rates that have not begun can be cancelled: the row stays, marked, and counts on no day. Another may begin on its day, so a setting is known by an id now.
 * When a day begins depends on the programme's zone, which the service asks; here it is the last moment at which it has not begun anywhere.
 */
export class Cancellation1790000000007 implements MigrationInterface {
  readonly name = 'Cancellation1790000000007';

  async up(runner: QueryRunner): Promise<void> {
    await markCancelled(runner, `(OLD.valid_from + time '12:00') AT TIME ZONE 'UTC'`, 'commission_setting', 'plan', 'rate');
    await runner.query(`
      ALTER TABLE commission_setting ADD COLUMN id uuid NOT NULL DEFAULT gen_random_uuid(), DROP CONSTRAINT commission_setting_pkey, ADD PRIMARY KEY (id);
      CREATE UNIQUE INDEX commission_setting_begins ON commission_setting (key, valid_from) WHERE cancelled_at IS NULL;
      ALTER TABLE plan DROP CONSTRAINT plan_valid_from_key;
      CREATE UNIQUE INDEX plan_begins ON plan (valid_from) WHERE cancelled_at IS NULL;
      ALTER TABLE rate DROP CONSTRAINT rate_tier_valid_from_key;
      CREATE UNIQUE INDEX rate_begins ON rate (tier, valid_from) WHERE cancelled_at IS NULL;

      CREATE OR REPLACE FUNCTION setting_follows() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        PERFORM FROM commission_setting WHERE key = NEW.key AND valid_from >= NEW.valid_from AND cancelled_at IS NULL;
        IF FOUND THEN
          RAISE EXCEPTION 'a setting begins after the one before it' USING ERRCODE = 'PMC01';
        END IF;
        RETURN NEW;
      END $$;
      CREATE OR REPLACE FUNCTION plan_follows() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        PERFORM FROM plan WHERE (valid_from >= NEW.valid_from AND cancelled_at IS NULL) OR (code = NEW.code AND version >= NEW.version);
        IF FOUND THEN
          RAISE EXCEPTION 'a plan begins after the one before it' USING ERRCODE = 'PMC01';
        END IF;
        RETURN NEW;
      END $$;
      CREATE OR REPLACE FUNCTION rate_follows() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        PERFORM FROM rate WHERE tier = NEW.tier AND ((valid_from >= NEW.valid_from AND cancelled_at IS NULL) OR version >= NEW.version OR rule_id <> NEW.rule_id);
        IF FOUND THEN
          RAISE EXCEPTION 'a rate begins after the one before it' USING ERRCODE = 'PMC01';
        END IF;
        PERFORM FROM plan WHERE code = NEW.plan AND valid_from <= NEW.valid_from AND cancelled_at IS NULL;
        IF NOT FOUND THEN
          RAISE EXCEPTION 'a rate belongs to a plan that has begun' USING ERRCODE = 'foreign_key_violation';
        END IF;
        RETURN NEW;
      END $$;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: write another one.');
  }
}
