import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grant } from '#libs/database/migrations';
import { enableRowLevelSecurity, ownPartner, vendorAndSystem } from '#libs/database/row-level-security';
import { productFamilies, settings } from './settings.seed.ts';

/** Rows count from `valid_from` (included) to `valid_to` (excluded); two rows of one thing never count at once. */
const validity = (of: string) => `
  valid_from timestamptz NOT NULL,
  valid_to timestamptz NOT NULL DEFAULT 'infinity',
  CHECK (valid_from < valid_to),
  EXCLUDE USING gist (${of} WITH =, tstzrange(valid_from, valid_to) WITH &&)`;

/** The programme's numbers as dated rows, the product families, and a copy of the partners who may register. */
export class Setting1780000000001 implements MigrationInterface {
  readonly name = 'Setting1780000000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE EXTENSION IF NOT EXISTS btree_gist');
    await runner.query(`
      CREATE TABLE deal_setting (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), key text NOT NULL, value jsonb NOT NULL, ${validity('key')});
      CREATE TABLE product_family (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), code text NOT NULL, ${validity('code')});
      CREATE TABLE partner (
        id uuid PRIMARY KEY,
        company_name text NOT NULL,
        tier text NOT NULL,
        status text NOT NULL,
        sequence bigint NOT NULL
      );
    `);
    // From the beginning, so that any clock finds one.
    await runner.query(
      `INSERT INTO deal_setting (key, value, valid_from) SELECT key, value, '2000-01-01T00:00:00Z' FROM jsonb_to_recordset($1::jsonb) AS s(key text, value jsonb)`,
      [JSON.stringify(settings)],
    );
    await runner.query(`INSERT INTO product_family (code, valid_from) SELECT code, '2000-01-01T00:00:00Z' FROM unnest($1::text[]) AS code`, [productFamilies]);
    await enableRowLevelSecurity(runner, 'partner', [vendorAndSystem(), ownPartner('id', 'SELECT')]);
    await grant(runner, 'deal_setting', 'SELECT');
    await grant(runner, 'product_family', 'SELECT');
    await grant(runner, 'partner', 'SELECT, INSERT, UPDATE');
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: write another one.');
  }
}
