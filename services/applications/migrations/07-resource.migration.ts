import { hash } from 'node:crypto';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grant } from '#libs/database/migrations';
import { resources } from './resource.seed.ts';

/** The resource centre with its first files. A file's bytes stand apart, so that no list reads them; PostgreSQL keeps them out of line as they are. */
export class Resource1770000000007 implements MigrationInterface {
  readonly name = 'Resource1770000000007';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE resource (
        id uuid PRIMARY KEY, kind text NOT NULL CHECK (kind IN ('sales_playbook', 'demo_material', 'certification')),
        title jsonb NOT NULL, summary jsonb NOT NULL, contents jsonb NOT NULL, tier text, length jsonb NOT NULL,
        file_name text NOT NULL, file_type text NOT NULL CHECK (file_type IN ('application/pdf', 'text/markdown', 'text/plain')),
        file_size integer NOT NULL CHECK (file_size BETWEEN 1 AND 5242880), file_hash text NOT NULL CHECK (file_hash ~ '^[0-9a-f]{64}$'), uploaded_at timestamptz NOT NULL);
      CREATE TABLE resource_file (
        resource_id uuid PRIMARY KEY REFERENCES resource (id), bytes bytea NOT NULL CHECK (octet_length(bytes) BETWEEN 1 AND 5242880));
    `);
    for (const { text, ...resource } of resources) {
      const bytes = Buffer.from(text);
      const row = { ...resource, file_type: 'text/markdown', file_size: bytes.length, file_hash: hash('sha256', bytes), uploaded_at: '2026-01-01T00:00:00Z' };
      await runner.query('INSERT INTO resource SELECT * FROM jsonb_populate_record(NULL::resource, $1::jsonb)', [JSON.stringify(row)]);
      await runner.query('INSERT INTO resource_file VALUES ($1, $2)', [resource.id, bytes]);
    }
    for (const table of ['resource', 'resource_file']) await grant(runner, table, 'SELECT, INSERT, DELETE');
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: write another one.');
  }
}
