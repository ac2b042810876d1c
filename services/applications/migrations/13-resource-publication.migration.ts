import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grant } from '#libs/database/migrations';

/**
 * What is in the resource centre is published as the programme's other parts are: from a moment on, by somebody, for a reason. What is taken out keeps its row, with who took it out and
 * why; its file goes. The role's right to delete rows goes once no running version does.
 */
export class ResourcePublication1770000000013 implements MigrationInterface {
  readonly name = 'ResourcePublication1770000000013';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE resource ADD COLUMN valid_from timestamptz NOT NULL DEFAULT now(), ADD COLUMN valid_to timestamptz NOT NULL DEFAULT 'infinity',
        ADD COLUMN published_by uuid, ADD COLUMN reason text, ADD COLUMN removed_at timestamptz, ADD COLUMN removed_by uuid, ADD COLUMN removal_reason text;
      UPDATE resource SET valid_from = uploaded_at;
      ALTER TABLE resource ADD CHECK (valid_from <= valid_to) NOT VALID, ADD CHECK ((published_by IS NULL) = (reason IS NULL)) NOT VALID,
        ADD CHECK ((removed_at IS NULL) = (removed_by IS NULL) AND (removed_at IS NULL) = (removal_reason IS NULL) AND (removed_at IS NULL) = (valid_to = 'infinity')) NOT VALID;
      CREATE FUNCTION removal_is_set_once() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF OLD.removed_at IS NOT NULL THEN
          RAISE EXCEPTION 'what is removed stays so' USING ERRCODE = 'PMC01';
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER removal_is_set_once BEFORE UPDATE ON resource FOR EACH ROW EXECUTE FUNCTION removal_is_set_once();
    `);
    await grant(runner, 'resource', 'UPDATE (valid_to, removed_at, removed_by, removal_reason)');
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: write another one.');
  }
}
