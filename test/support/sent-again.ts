import { randomUUID } from 'node:crypto';
import type { RunningService } from '../../deploy/local/service-process.ts';
import type { OutsideClient } from '../../tools/demo/client.ts';
import { applicationOf, madeUpCompany, person } from '../../tools/demo/companies.ts';
import { somebody, type World } from '../../tools/demo/people.ts';
import { field } from '../../tools/demo/report.ts';
import { asSuperuser } from './written.ts';

/** What was found where links are sent once more. */
export interface SentAgain {
  readonly email: string;
  readonly reference: string;
  /** Of the first answer, of its repetition, and of the mail that was asked for later: all of one application. */
  readonly statusTokens: readonly string[];
  /** Of the invitation and of the one that takes its place. */
  readonly activationTokens: readonly string[];
}

/** Somebody applies twice under one key and asks for the link again; somebody is invited and gets another link. */
export async function sendAgain(world: World, admin: OutsideClient, identity: RunningService): Promise<SentAgain> {
  const { inbox } = world;
  const visitor = somebody(world);
  const company = madeUpCompany('Repeat Systems', 'GmbH', 'DE');
  const { email, ...named } = person('Ida', 'Rhodes', company.domain);
  const key = { idempotencyKey: randomUUID() };
  const apply = () => visitor.post('/api/partners/apply', applicationOf(company, { ...named, email }), key);
  const [first, repeated] = [await apply(), await apply()];
  const mailed = await inbox.tokenFor(email, '/application-status');
  await visitor.post('/api/applications/status-link', { email });
  const again = await inbox.tokenFor(email, '/application-status', new Set([mailed.mail.id]));

  const invited = `finance-${randomUUID().slice(0, 8)}@enterprise-scanner.example`;
  const user = await admin.post('/api/users', { email: invited, name: 'Hedy Lamarr', locale: 'en', roles: ['finance'] }, { idempotencyKey: randomUUID() });
  const invitation = await inbox.tokenFor(invited, '/activate');
  const id = field(user.body, 'id');
  // The minute that has to lie between two links, without waiting for it.
  await asSuperuser(identity, (client) => client.query(`UPDATE mailed_link SET created_at = created_at - interval '1 minute' WHERE user_id = $1`, [id]));
  await admin.post(`/api/users/${id}/activation-link`, {}, { idempotencyKey: randomUUID() });
  const another = await inbox.tokenFor(invited, '/activate', new Set([invitation.mail.id]));

  return {
    email,
    reference: field(first.body, 'reference'),
    statusTokens: [...[first, repeated].map(({ body }) => field(body, 'statusUrl').split('#token=')[1] ?? ''), mailed.token, again.token],
    activationTokens: [invitation.token, another.token],
  };
}
