import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grant } from '#libs/database/migrations';

/** The first programme: what each tier earns, from the beginning of time, so that any closing date finds a rate. */
const firstRates = [
  { ruleId: '01981000-0000-7000-8000-000000000001', tier: 'authorized', percent: '25' },
  { ruleId: '01981000-0000-7000-8000-000000000002', tier: 'gold', percent: '30' },
  { ruleId: '01981000-0000-7000-8000-000000000003', tier: 'platinum', percent: '35' },
];
const firstSettings = { hold_days: 30, time_zone: 'Etc/UTC' };
const beginning = '2000-01-01';

/**
 * Plans, rates and settings as dated rows that are only ever added: what counts at a day is the latest row that does not begin after it. So nothing has an
 * end that would have to be changed, and the past cannot be.
 */
export class Rates1790000000001 implements MigrationInterface {
  readonly name = 'Rates1790000000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE plan (
        code text NOT NULL,
        version integer NOT NULL CHECK (version >= 1),
        name jsonb NOT NULL,
        valid_from date NOT NULL UNIQUE,
        published_at timestamptz NOT NULL,
        published_by uuid,
        PRIMARY KEY (code, version)
      );
      CREATE TABLE rate (
        rule_id uuid NOT NULL,
        version integer NOT NULL CHECK (version >= 1),
        plan text NOT NULL,
        tier text NOT NULL,
        percent numeric(7, 4) NOT NULL CHECK (percent BETWEEN 0 AND 100),
        valid_from date NOT NULL,
        published_at timestamptz NOT NULL,
        published_by uuid,
        PRIMARY KEY (rule_id, version),
        UNIQUE (tier, version),
        UNIQUE (tier, valid_from)
      );
      CREATE TABLE commission_setting (
        key text NOT NULL CHECK (key IN ('hold_days', 'time_zone')),
        value jsonb NOT NULL,
        valid_from date NOT NULL,
        PRIMARY KEY (key, valid_from)
      );
      -- One plan counts on a day: each begins after all before it, whatever they are called.
      CREATE FUNCTION plan_follows() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        PERFORM FROM plan WHERE valid_from >= NEW.valid_from OR (code = NEW.code AND version >= NEW.version);
        IF FOUND THEN
          RAISE EXCEPTION 'a plan begins after the one before it' USING ERRCODE = 'PMC01';
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER plan_follows BEFORE INSERT ON plan FOR EACH ROW EXECUTE FUNCTION plan_follows();

      -- A version follows the one before it in time too; whoever asks for less would rewrite what was earned. A plan has versions, so no foreign key can name one.
      CREATE FUNCTION rate_follows() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        PERFORM FROM rate WHERE tier = NEW.tier AND (valid_from >= NEW.valid_from OR version >= NEW.version OR rule_id <> NEW.rule_id);
        IF FOUND THEN
          RAISE EXCEPTION 'a rate begins after the one before it' USING ERRCODE = 'PMC01';
        END IF;
        PERFORM FROM plan WHERE code = NEW.plan AND valid_from <= NEW.valid_from;
        IF NOT FOUND THEN
          RAISE EXCEPTION 'a rate belongs to a plan that has begun' USING ERRCODE = 'foreign_key_violation';
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER rate_follows BEFORE INSERT ON rate FOR EACH ROW EXECUTE FUNCTION rate_follows();
    `);
    await runner.query(`INSERT INTO plan (code, version, name, valid_from, published_at) VALUES ('standard', 1, $1, $2, $2::date)`, [JSON.stringify({ en: 'Standard plan', de: 'Standardplan' }), beginning]);
    for (const { ruleId, tier, percent } of firstRates) {
      const rate = [ruleId, tier, percent, beginning];
      await runner.query(`INSERT INTO rate (rule_id, version, plan, tier, percent, valid_from, published_at) VALUES ($1, 1, 'standard', $2, $3, $4, $4::date)`, rate);
    }
    for (const [key, value] of Object.entries(firstSettings)) {
      await runner.query('INSERT INTO commission_setting (key, value, valid_from) VALUES ($1, $2, $3)', [key, JSON.stringify(value), beginning]);
    }
    await grant(runner, 'plan', 'SELECT, INSERT');
    await grant(runner, 'rate', 'SELECT, INSERT');
    await grant(runner, 'commission_setting', 'SELECT');
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: write another one.');
  }
}
