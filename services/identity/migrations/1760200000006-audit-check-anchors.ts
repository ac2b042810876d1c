import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which anchor a verification expected, as `<position>:<hash>`; null where it was given none. What one anchor shows, only the same one can take back. */
export class AuditCheckAnchors1760200000006 implements MigrationInterface {
  readonly name = 'AuditCheckAnchors1760200000006';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE audit_check ADD COLUMN anchor text');
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: write another one.');
  }
}
