import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grant } from '#libs/database/migrations';
import { catalogue } from './catalogue.seed.ts';

/** Codes with labels that forms offer and applications are checked against; effective-dated, so that a retired code still reads well. */
export class Catalogue1770000000002 implements MigrationInterface {
  readonly name = 'Catalogue1770000000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE catalogue_entry (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        kind text NOT NULL,
        code text NOT NULL,
        position integer NOT NULL,
        label jsonb NOT NULL,
        valid_from timestamptz NOT NULL,
        valid_to timestamptz NOT NULL DEFAULT 'infinity',
        CHECK (valid_from < valid_to),
        EXCLUDE USING gist (kind WITH =, code WITH =, tstzrange(valid_from, valid_to) WITH &&)
      );
    `);
    await runner.query(
      `INSERT INTO catalogue_entry (kind, code, position, label, valid_from)
       SELECT kind, code, position, label, '2000-01-01T00:00:00Z' FROM jsonb_populate_recordset(NULL::catalogue_entry, $1::jsonb)`,
      [JSON.stringify(catalogue)],
    );
    await grant(runner, 'catalogue_entry', 'SELECT');
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: write another one.');
  }
}
