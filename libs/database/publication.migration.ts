import type { QueryRunner } from 'typeorm';
import { grant } from './grants.ts';
import { identifier } from './sql.ts';

/**
 * Lets the service publish rows of tables with `valid_from` and `valid_to`: it may add rows, and set the end of a row that has none, once;
 * nothing else of a row ever changes. To be called once in a database.
 */
export async function makePublishable(runner: QueryRunner, ...tables: readonly string[]): Promise<void> {
  await runner.query(`
    CREATE FUNCTION end_is_set_once() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF OLD.valid_to <> 'infinity' THEN
        RAISE EXCEPTION 'what has an end keeps it' USING ERRCODE = 'PMC01';
      END IF;
      RETURN NEW;
    END $$;`);
  for (const table of tables) {
    await runner.query(`CREATE TRIGGER end_is_set_once BEFORE UPDATE OF valid_to ON ${identifier(table)} FOR EACH ROW EXECUTE FUNCTION end_is_set_once();`);
    await grant(runner, table, 'INSERT, UPDATE (valid_to)');
  }
}

/** Who published a row, when and why; what was there before has none of the three. Nothing begins before it is published. */
export async function rememberPublishers(runner: QueryRunner, ...tables: readonly string[]): Promise<void> {
  for (const table of tables) {
    await runner.query(`
      ALTER TABLE ${identifier(table)} ADD COLUMN published_at timestamptz, ADD COLUMN published_by uuid, ADD COLUMN reason text,
        ADD CHECK (published_at <= valid_from), ADD CHECK ((published_at IS NULL) = (published_by IS NULL) AND (published_at IS NULL) = (reason IS NULL));`);
  }
}
