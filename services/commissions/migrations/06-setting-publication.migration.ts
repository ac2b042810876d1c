import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grant } from '#libs/database/migrations';

/** Settings are published as rates are: a value begins after the one before it, and who published it, when and why stays with it. */
export class SettingPublication1790000000006 implements MigrationInterface {
  readonly name = 'SettingPublication1790000000006';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE commission_setting ADD COLUMN published_at timestamptz, ADD COLUMN published_by uuid, ADD COLUMN reason text,
        ADD CHECK ((published_at IS NULL) = (published_by IS NULL) AND (published_at IS NULL) = (reason IS NULL));
      CREATE FUNCTION setting_follows() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        PERFORM FROM commission_setting WHERE key = NEW.key AND valid_from >= NEW.valid_from;
        IF FOUND THEN
          RAISE EXCEPTION 'a setting begins after the one before it' USING ERRCODE = 'PMC01';
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER setting_follows BEFORE INSERT ON commission_setting FOR EACH ROW EXECUTE FUNCTION setting_follows();
    `);
    await grant(runner, 'commission_setting', 'INSERT');
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: write another one.');
  }
}
