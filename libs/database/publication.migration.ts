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

/**
 * Lets the service cancel what it has published, as long as that has not begun: it ends where it begins then, and so counts at no moment; what it followed may go on. An end that has
 * come stays, as does what was cancelled; and no end is set in the past, but for what clocks may differ by, or moments would lose what counted at them. To be called once in a database.
 */
export async function makeCancellable(runner: QueryRunner, ...tables: readonly string[]): Promise<void> {
  await runner.query(`
    CREATE FUNCTION what_is_over_stays() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF OLD.valid_to <= greatest(now(), OLD.valid_from) THEN
        RAISE EXCEPTION 'an end that has come stays' USING ERRCODE = 'PMC01';
      END IF;
      IF NEW.valid_to <= NEW.valid_from AND OLD.valid_from <= now() THEN
        RAISE EXCEPTION 'what has begun is not cancelled' USING ERRCODE = 'PMC01';
      END IF;
      RETURN NEW;
    END $$;
    CREATE FUNCTION no_end_in_the_past() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF NEW.valid_to < now() - interval '5 minutes' THEN
        RAISE EXCEPTION 'nothing ends in the past' USING ERRCODE = 'PMC01';
      END IF;
      RETURN NEW;
    END $$;`);
  for (const table of tables) {
    await runner.query(`
      DROP TRIGGER end_is_set_once ON ${identifier(table)};
      CREATE TRIGGER what_is_over_stays BEFORE UPDATE OF valid_to ON ${identifier(table)} FOR EACH ROW EXECUTE FUNCTION what_is_over_stays();
      CREATE TRIGGER no_end_in_the_past BEFORE UPDATE OF valid_to ON ${identifier(table)} FOR EACH ROW EXECUTE FUNCTION no_end_in_the_past();
      ALTER TABLE ${identifier(table)} DROP CONSTRAINT ${identifier(`${table}_check`)}, ADD CONSTRAINT ${identifier(`${table}_check`)} CHECK (valid_from <= valid_to);`);
  }
  await runner.query('DROP FUNCTION end_is_set_once()');
}

/** Lets the service mark rows of tables with `valid_from` alone as cancelled, as long as they have not begun, and once. `begins` is SQL of the moment at which a row `OLD` begins. To be called once in a database. */
export async function markCancelled(runner: QueryRunner, begins: string, ...tables: readonly string[]): Promise<void> {
  await runner.query(`
    CREATE FUNCTION cancelled_before_it_begins() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF OLD.cancelled_at IS NOT NULL OR ${begins} <= now() THEN
        RAISE EXCEPTION 'what has begun is not cancelled, nor anything twice' USING ERRCODE = 'PMC01';
      END IF;
      RETURN NEW;
    END $$;`);
  for (const table of tables) {
    await runner.query(`
      ALTER TABLE ${identifier(table)} ADD COLUMN cancelled_at timestamptz;
      CREATE TRIGGER cancelled_before_it_begins BEFORE UPDATE OF cancelled_at ON ${identifier(table)} FOR EACH ROW EXECUTE FUNCTION cancelled_before_it_begins();`);
    await grant(runner, table, 'UPDATE (cancelled_at)');
  }
}
