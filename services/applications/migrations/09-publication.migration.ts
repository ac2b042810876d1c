import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grant } from '#libs/database/migrations';
import { makePublishable, rememberPublishers } from '#libs/database/publication.migration';

/**
 * Tiers, stories and settings are published by admins, with a moment and a reason. A tier's version is all of its rows that count when it begins. Which tier is recommended is a setting
 * now: as a column of each tier, two could be, or none by mistake. `tier.most_popular` is read no longer; it goes once no running version reads it.
 */
export class Publication1770000000009 implements MigrationInterface {
  readonly name = 'Publication1770000000009';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE tier_publication (
        tier text NOT NULL, version integer NOT NULL CHECK (version >= 1), valid_from timestamptz NOT NULL, published_at timestamptz, published_by uuid, reason text,
        PRIMARY KEY (tier, version), UNIQUE (tier, valid_from), CHECK (published_at <= valid_from),
        CHECK ((published_at IS NULL) = (published_by IS NULL) AND (published_at IS NULL) = (reason IS NULL)));
      INSERT INTO tier_publication (tier, version, valid_from) SELECT code, row_number() OVER (PARTITION BY code ORDER BY valid_from), valid_from FROM tier;

      INSERT INTO programme_setting (key, value, valid_from)
        SELECT 'most_popular_tier', coalesce((SELECT to_jsonb(code) FROM tier WHERE most_popular AND valid_to = 'infinity' ORDER BY rank LIMIT 1), 'null'), '2000-01-01T00:00:00Z';
      ALTER TABLE tier ALTER COLUMN most_popular DROP NOT NULL;

      ALTER TABLE success_story ADD COLUMN story_id uuid, ADD COLUMN version integer NOT NULL DEFAULT 1,
        ADD COLUMN withdrawn_at timestamptz, ADD COLUMN withdrawn_by uuid, ADD COLUMN withdrawal_reason text;
      UPDATE success_story SET story_id = id;
      ALTER TABLE success_story ALTER COLUMN story_id SET NOT NULL, ALTER COLUMN version DROP DEFAULT, ADD UNIQUE (story_id, version),
        ADD CHECK ((withdrawn_at IS NULL) = (withdrawn_by IS NULL) AND (withdrawn_at IS NULL) = (withdrawal_reason IS NULL)),
        ADD CHECK (withdrawn_at IS NULL OR (valid_to <> 'infinity' AND withdrawn_at <= valid_to));
    `);
    await makePublishable(runner, 'programme_setting', 'tier', 'tier_requirement', 'tier_benefit', 'success_story');
    await rememberPublishers(runner, 'programme_setting', 'success_story');
    await grant(runner, 'tier_publication', 'SELECT, INSERT');
    await grant(runner, 'success_story', 'UPDATE (withdrawn_at, withdrawn_by, withdrawal_reason)');
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: write another one.');
  }
}
