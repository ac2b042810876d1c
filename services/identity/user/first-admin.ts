import type { EntityManager } from 'typeorm';
import type { Clock } from '#libs/database/clock';
import type { Ids } from '#libs/database/ids';
import type { Audit } from '#libs/messaging/audit';
import type { MailedLinks } from '../mailed-link/mailed-links.ts';
import type { Invitations } from './invitations.ts';
import { User } from './user.entity.ts';
import { insertUnlessTaken, lockedUser } from './user.queries.ts';

export type Admission = { status: 'link'; link: string; expiresAt: Date } | { status: 'active' };

/** The address belongs to an account that cannot become this admin; the message says what to do. */
export class NoAdmission extends Error {
  override readonly name = 'NoAdmission';
}

interface Parts {
  clock: Clock;
  ids: Ids;
  audit: Audit;
  links: MailedLinks;
  invitations: Invitations;
}

const actor = { kind: 'system', name: 'identity.admin-command' } as const;

/** How the first admin gets in: by a link that the command prints, not by mail, since nobody is there yet to trust the mail server. */
export class FirstAdmin {
  constructor(private readonly parts: Parts) {}

  /** Whether anybody can already sign in as an admin. */
  async anyActive(tx: EntityManager): Promise<boolean> {
    const [row] = await tx.query<[{ found: boolean }]>(`SELECT EXISTS (SELECT 1 FROM user_account WHERE status = 'active' AND 'admin' = ANY (roles)) AS found`);
    return row.found;
  }

  /** Opens the admin's account, or gives a fresh link for it while it is not activated; older links die. Throws `NoAdmission`. */
  async admit(tx: EntityManager, { email, name }: { email: string; name: string }): Promise<Admission> {
    const { clock, ids, audit, links } = this.parts;
    const fresh = User.invite(ids.uuid(), { email, name, locale: 'en', roles: ['admin'], partnerId: null, invitedBy: null }, clock.now());
    const user = (await insertUnlessTaken(tx, fresh)) ? fresh : await this.existing(tx, email);
    if (user.status === 'active') return { status: 'active' };
    await links.revokeAll(tx, user.id, 'activation');
    const { url, expiresAt } = await links.issue(tx, user.id, 'activation');
    await audit.record(tx, { actor, action: user === fresh ? 'user.invited' : 'user.link_reissued', subject: { kind: 'user', id: user.id }, details: { roles: user.roles.join(' ') } });
    return { status: 'link', link: url, expiresAt };
  }

  /** The same, but the link goes by mail, for installations where nobody should read it from a log; while one is under way no other is sent. Throws `NoAdmission`. */
  async invite(tx: EntityManager, { email, name }: { email: string; name: string }): Promise<'mailed' | 'under way' | 'active'> {
    const { links, invitations } = this.parts;
    const invitation = { email, name, locale: 'en', roles: ['admin'], partnerId: null, invitedBy: null } as const;
    if (await invitations.open(tx, invitation, 'invitation', actor)) return 'mailed';
    const user = await this.existing(tx, email);
    if (user.status === 'active') return 'active';
    if ((await links.countAlive(tx, user.id, 'activation')) > 0) return 'under way';
    await invitations.send(tx, user, { occasion: 'reissue', invitedBy: null });
    return 'mailed';
  }

  private async existing(tx: EntityManager, email: string): Promise<User> {
    const found = await tx.getRepository(User).findOneByOrFail({ email });
    const user = (await lockedUser(tx, found.id)) ?? found;
    if (!user.roles.includes('admin')) throw new NoAdmission(`${email} has an account that is no admin's (${user.roles.join(', ')}). Use another address, or let an admin change its roles.`);
    if (user.status === 'disabled') throw new NoAdmission(`The account of ${email} is disabled. Use another address, or let an admin enable it.`);
    return user;
  }
}
