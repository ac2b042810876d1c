import { randomUUID } from 'node:crypto';
import type { TestDatabase } from '#libs/testing/test-database';
import { notifications } from '../../../services/notifications/service.ts';
import { belongsTo, newCompany, sealPrivateKey, startOpen, type Stage } from './stage.ts';
import type { Company } from './without-guard.ts';

/** Two companies whose owners have a feed and a mail that failed for good. */
export async function notificationsStage(): Promise<Stage> {
  const env = { SMTP_URL: 'smtp://127.0.0.1:9', MAIL_FROM: 'partners@vendor.example', MAIL_SEAL_PRIVATE_KEY: await sealPrivateKey() };
  const service = await startOpen(notifications, env);
  const [alfa, bravo] = [newCompany(), newCompany()];
  const alfaRows = await told(service.database, alfa, 'Alfa');
  const { entryId, mailId } = await told(service.database, bravo, 'Bravo');
  return {
    definition: notifications,
    service,
    alfa,
    bravo,
    alfaIds: { notifications: alfaRows.entryId, 'failed-mails': alfaRows.mailId },
    ownersSee: ['feed_entry', 'notice_preference'],
    bravoIds: { notifications: entryId, 'failed-mails': mailId },
    bravos: belongsTo('bravo', bravo, mailId),
  };
}

async function told(db: TestDatabase, { ownerId, partnerId }: Company, name: string): Promise<{ entryId: string; mailId: string }> {
  const email = `owner@${name.toLowerCase()}.example`;
  await db.query(
    `INSERT INTO recipient (user_id, name, email, locale, roles, partner_id, status, mail_wanted, feed_wanted, sequence, changed_at)
     VALUES ($1, $2, $3, 'en', '{owner}', $4, 'active', true, true, 1, '2026-11-02')`,
    [ownerId, `${name} Owner`, email, partnerId],
  );
  const [entry] = await db.query<{ id: string }>(
    `INSERT INTO feed_entry (recipient_id, event_id, kind, title, created_at) VALUES ($1, $2, 'join-requested', $3, '2026-11-02') RETURNING id`,
    [ownerId, randomUUID(), `Somebody asks to join ${name}`],
  );
  await db.query(`INSERT INTO notice_preference (user_id, kind, mail, feed) VALUES ($1, 'deals', 'daily', true)`, [ownerId]);
  await db.query(`INSERT INTO mail_digest (user_id, event_id, template, title, told_at, due_at) VALUES ($1, $2, 'deal-queued', $3, '2026-11-02', '2099-01-01')`, [ownerId, randomUUID(), `A deal of ${name}`]);
  const mailId = randomUUID();
  await db.query(
    `INSERT INTO delivery (id, event_id, template, recipient, recipient_name, locale, data, status, due_at, attempts, deferrals, repeats, last_error, created_at, settled_at)
     VALUES ($1, $2, 'join-requested', $3, $4, 'en', '{}', 'failed', '2026-11-02', 1, 0, 0, 'refused', '2026-11-02', '2026-11-02')`,
    [mailId, randomUUID(), email, `${name} Owner`],
  );
  return { entryId: String(entry?.id), mailId };
}
