import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grant } from '#libs/database/migrations';
import { benefits, requirements, settings, successStories, tiers } from './programme.seed.ts';

/** Rows count from `valid_from` (included) to `valid_to` (excluded); two rows of one thing never count at once. */
const validity = (...of: readonly string[]) => `
  valid_from timestamptz NOT NULL,
  valid_to timestamptz NOT NULL DEFAULT 'infinity',
  CHECK (valid_from < valid_to),
  EXCLUDE USING gist (${of.map((column) => `${column} WITH =`).join(', ')}, tstzrange(valid_from, valid_to) WITH &&)`;

/** Tiers, rates, requirements, benefits, success stories and settings as effective-dated rows, with the programme's first facts. */
export class Programme1770000000001 implements MigrationInterface {
  readonly name = 'Programme1770000000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE EXTENSION IF NOT EXISTS btree_gist');
    await runner.query(`
      CREATE TABLE programme_setting (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(), key text NOT NULL, value jsonb NOT NULL, ${validity('key')});
      CREATE TABLE tier (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(), code text NOT NULL, name jsonb NOT NULL, rank integer NOT NULL,
        commission_percent numeric(7, 4) NOT NULL CHECK (commission_percent BETWEEN 0 AND 100), most_popular boolean NOT NULL, ${validity('code')});
      CREATE TABLE tier_requirement (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(), tier text NOT NULL, code text NOT NULL, position integer NOT NULL,
        text jsonb NOT NULL, required jsonb NOT NULL, ${validity('tier', 'code')});
      -- A benefit that is not listed belongs to the tier without being advertised by it.
      CREATE TABLE tier_benefit (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(), tier text NOT NULL, code text NOT NULL, position integer NOT NULL,
        text jsonb NOT NULL, listed boolean NOT NULL, ${validity('tier', 'code')});
      CREATE TABLE success_story (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(), company text NOT NULL, position integer NOT NULL, headline jsonb NOT NULL, tier text,
        deal_value jsonb, commission jsonb, growth_percent integer, growth_months integer, deals_per_year integer, ${validity('company')});
    `);
    await fill(runner, 'programme_setting', 'key, value', settings);
    await fill(runner, 'tier', 'code, name, rank, commission_percent, most_popular', tiers);
    await fill(runner, 'tier_requirement', 'tier, code, position, text, required', requirements);
    await fill(runner, 'tier_benefit', 'tier, code, position, text, listed', benefits);
    await fill(runner, 'success_story', 'company, position, headline, tier, deal_value, commission, growth_percent, growth_months, deals_per_year', successStories);
    for (const table of ['programme_setting', 'tier', 'tier_requirement', 'tier_benefit', 'success_story']) await grant(runner, table, 'SELECT');
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: write another one.');
  }
}

/** Rows of the first programme count from the beginning, so that any clock finds one. */
async function fill(runner: QueryRunner, table: string, columns: string, rows: readonly object[]): Promise<void> {
  await runner.query(
    `INSERT INTO ${table} (${columns}, valid_from) SELECT ${columns}, '2000-01-01T00:00:00Z' FROM jsonb_populate_recordset(NULL::${table}, $1::jsonb)`,
    [JSON.stringify(rows)],
  );
}
