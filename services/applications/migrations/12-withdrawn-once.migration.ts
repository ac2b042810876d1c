import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who withdrew a story, when and why is set once, as its end is. */
export class WithdrawnOnce1770000000012 implements MigrationInterface {
  readonly name = 'WithdrawnOnce1770000000012';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION withdrawal_is_set_once() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF OLD.withdrawn_at IS NOT NULL THEN
          RAISE EXCEPTION 'what is withdrawn stays so' USING ERRCODE = 'PMC01';
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER withdrawal_is_set_once BEFORE UPDATE OF withdrawn_at, withdrawn_by, withdrawal_reason ON success_story FOR EACH ROW EXECUTE FUNCTION withdrawal_is_set_once();
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: write another one.');
  }
}
