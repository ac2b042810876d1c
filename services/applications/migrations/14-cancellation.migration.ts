import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grant } from '#libs/database/migrations';
import { makeCancellable, markCancelled } from '#libs/database/publication.migration';

/** What is published and has not begun can be cancelled: a tier's version with its rows, a story or its withdrawal, a setting; and the copy of a rate, as commissions says. */
export class Cancellation1770000000014 implements MigrationInterface {
  readonly name = 'Cancellation1770000000014';

  async up(runner: QueryRunner): Promise<void> {
    await makeCancellable(runner, 'programme_setting', 'tier', 'tier_requirement', 'tier_benefit', 'success_story');
    await markCancelled(runner, 'OLD.valid_from', 'tier_publication');
    await runner.query(`
      ALTER TABLE tier_publication DROP CONSTRAINT tier_publication_tier_valid_from_key;
      CREATE UNIQUE INDEX tier_publication_begins ON tier_publication (tier, valid_from) WHERE cancelled_at IS NULL;

      CREATE OR REPLACE FUNCTION withdrawal_is_set_once() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF OLD.withdrawn_at IS NOT NULL AND (NEW.withdrawn_at IS NOT NULL OR OLD.valid_to <= now()) THEN
          RAISE EXCEPTION 'what is withdrawn stays so' USING ERRCODE = 'PMC01';
        END IF;
        RETURN NEW;
      END $$;

      ALTER TABLE tier_rate ADD COLUMN cancelled boolean NOT NULL DEFAULT false;`);
    await grant(runner, 'tier_rate', 'UPDATE (cancelled)');
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: write another one.');
  }
}
