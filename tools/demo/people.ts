import { randomUUID } from 'node:crypto';
import { OutsideClient, type Patience } from './client.ts';
import { freshPassword } from './companies.ts';
import type { Inbox } from './inbox.ts';
import type { Report } from './report.ts';

export interface World {
  readonly url: string;
  readonly inbox: Inbox;
  readonly report: Report;
  /** Of everybody in it; without, nobody repeats anything. */
  readonly patience?: Patience;
}

/** Somebody in front of a browser of their own. */
export const somebody = (world: World): OutsideClient => new OutsideClient(world.url, world.patience);

/** Uses an activation link as its reader would, then signs in; returns the signed-in client and the password chosen. */
export async function activateAndSignIn(world: World, email: string, token: string, who: string): Promise<{ client: OutsideClient; password: string }> {
  const client = somebody(world);
  const password = freshPassword();
  world.report.step(`${who} activates the account with the link`, await client.post('/api/activation', { token, password }), 200);
  await signIn(world, client, email, password, who);
  return { client, password };
}

export async function signIn(world: World, client: OutsideClient, email: string, password: string, who: string): Promise<void> {
  world.report.step(`${who} signs in`, await client.post('/api/partners/login', { email, password }), 200);
  world.report.holds('the session stands in HttpOnly cookies', client.cookieNames.length >= 2);
}

/** Invites somebody, reads the mail, activates and signs in. */
export async function bringIn(world: World, inviter: OutsideClient, who: string, invitation: { email: string; name: string; roles: string[] }) {
  const body = { ...invitation, locale: 'en' };
  world.report.step(`${who} is invited as ${invitation.roles.join(', ')}`, await inviter.post('/api/users', body, { idempotencyKey: randomUUID() }), 201);
  const { mail, token } = await world.inbox.tokenFor(invitation.email, '/activate');
  world.report.note(`mail to ${invitation.email}: “${mail.subject}”`);
  return activateAndSignIn(world, invitation.email, token, who);
}
