import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grant } from '#libs/database/grants';
import { enableRowLevelSecurity, everythingFor, policy } from '#libs/database/row-level-security';

const own = `(SELECT actor_kind()) IN ('user', 'vendor') AND user_id = (SELECT actor_id())`;

/** Which news people want by which way, and what waits for the next morning's mail. */
export class NoticePreference1790100000002 implements MigrationInterface {
  readonly name = 'NoticePreference1790100000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE notice_preference (
        user_id uuid NOT NULL,
        kind text NOT NULL CHECK (kind IN ('applications', 'deadlines', 'deal_reviews', 'deals', 'deal_reminders', 'commission', 'colleagues')),
        mail text NOT NULL CHECK (mail IN ('at_once', 'daily', 'never')),
        feed boolean NOT NULL,
        PRIMARY KEY (user_id, kind)
      );

      CREATE TABLE mail_digest (
        user_id uuid NOT NULL,
        event_id text NOT NULL,
        template text NOT NULL,
        title text NOT NULL,
        body text,
        told_at timestamptz NOT NULL,
        due_at timestamptz NOT NULL,
        PRIMARY KEY (event_id, user_id, template)
      );
      CREATE INDEX mail_digest_due ON mail_digest (due_at, user_id);
      CREATE INDEX mail_digest_user ON mail_digest (user_id);
    `);
    const owned = [everythingFor('system'), policy('own_read', 'SELECT', own), policy('own_choice', 'INSERT', own), policy('own_change', 'UPDATE', own, own)];
    await enableRowLevelSecurity(runner, 'notice_preference', owned);
    await enableRowLevelSecurity(runner, 'mail_digest', [everythingFor('system')]);
    await grant(runner, 'notice_preference', 'SELECT, INSERT, UPDATE (mail, feed), DELETE');
    await grant(runner, 'mail_digest', 'SELECT, INSERT, DELETE');
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: write another one.');
  }
}
