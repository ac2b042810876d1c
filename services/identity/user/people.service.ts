import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { z } from 'zod';
import type { changeUserBody, inviteBody } from '#libs/contracts/http/identity';
import type { Role } from '#libs/contracts/permissions';
import { Clock } from '#libs/database/clock';
import { Database } from '#libs/database/database';
import { databaseErrorCode } from '#libs/database/failures';
import { Idempotency } from '#libs/database/idempotency';
import { Audit } from '#libs/messaging/audit';
import { Outbox } from '#libs/messaging/outbox';
import type { Caller } from '#libs/service/auth/caller';
import type { IdempotencyRequest } from '#libs/service/http';
import { requireVersion, type ExpectedVersion } from '#libs/service/if-match';
import { httpProblem } from '#libs/service/problems';
import { Company } from '../company/company.entity.ts';
import { MailedLinks } from '../mailed-link/mailed-links.ts';
import { Sessions } from '../session/sessions.ts';
import { asSystem } from './as-system.ts';
import { Invitations } from './invitations.ts';
import { companyFor, requireRolesOf } from './role-rules.ts';
import type { User } from './user.entity.ts';
import { CompanyNotAllowed, EmailUnavailable, LastOfItsKind, LinkJustSent, NothingToActivate, OwnAccount } from './user.errors.ts';
import { userChanged } from './user.events.ts';
import { lockedUser, otherActiveHolders, store } from './user.queries.ts';
import { viewOf, type UserView } from './user.view.ts';

const linkRestMs = 60_000;

type Change = z.output<typeof changeUserBody>;

/** What admins do with everybody's accounts, and owners with those of their company; row-level security says which exist for them. */
@Injectable()
export class PeopleService {
  constructor(
    private readonly clock: Clock,
    private readonly database: Database,
    private readonly idempotency: Idempotency,
    private readonly outbox: Outbox,
    private readonly audit: Audit,
    private readonly invitations: Invitations,
    private readonly links: MailedLinks,
    private readonly sessions: Sessions,
  ) {}

  async invite({ actor, userId }: Caller, body: z.output<typeof inviteBody>, request: IdempotencyRequest | undefined): Promise<UserView> {
    const partnerId = companyFor(actor, body.partnerId);
    requireRolesOf(partnerId, body.roles);
    return this.database.inTransaction(actor, (tx) =>
      this.idempotency.once(tx, request, async () => {
        const company = partnerId === null ? null : await tx.getRepository(Company).findOneBy({ id: partnerId });
        if (partnerId !== null && company === null) throw new CompanyNotAllowed('is no company of the programme');
        const { email, name, locale, roles } = body;
        const user = await this.invitations.open(tx, { email, name, locale, roles, partnerId, invitedBy: userId }, 'invitation', actor).catch(asForbidden);
        if (!user) throw new EmailUnavailable();
        return viewOf(Object.assign(user, { company }));
      }),
    );
  }

  async change({ actor, userId }: Caller, id: string, body: Change, expected: ExpectedVersion): Promise<UserView> {
    if (id === userId) throw new OwnAccount();
    return this.database.inTransaction(actor, async (tx) => {
      const user = await this.locked(tx, id);
      requireVersion(expected, user.version);
      if (body.roles) requireRolesOf(user.partnerId, body.roles);
      await this.requireGuardian(tx, user, body);
      const before = { rolesBefore: user.roles.join(' '), statusBefore: user.status };
      const changed = this.apply(user, body);
      if (!changed) return viewOf(user);
      await store(tx, user);
      if (user.status === 'disabled') await asSystem(tx, actor, () => this.shutOut(tx, user));
      const details = { roles: user.roles.join(' '), status: user.status, ...before };
      await this.outbox.appendAll(tx, [userChanged(user, this.clock.now()), this.audit.item({ actor, action: 'user.changed', subject: { kind: 'user', id }, details })]);
      return viewOf(user);
    });
  }

  async sendLinkAgain({ actor, userId }: Caller, id: string): Promise<UserView> {
    return this.database.inTransaction(actor, async (tx) => {
      const user = await this.locked(tx, id);
      if (user.status !== 'invited') throw new NothingToActivate();
      await asSystem(tx, actor, async () => {
        await this.requireRest(tx, id);
        await this.invitations.send(tx, user, { occasion: 'reissue', invitedBy: userId });
      });
      await this.audit.record(tx, { actor, action: 'user.link_reissued', subject: { kind: 'user', id } });
      return viewOf(user);
    });
  }

  private async locked(tx: EntityManager, id: string): Promise<User> {
    const user = await lockedUser(tx, id);
    if (!user) throw httpProblem('http/not-found');
    return user;
  }

  /** The user is locked, so of two that come at once the second sees the link of the first. */
  private async requireRest(tx: EntityManager, id: string): Promise<void> {
    const last = await this.links.lastIssued(tx, id, 'activation');
    if (last === undefined) return;
    const remaining = last.getTime() + linkRestMs - this.clock.now().getTime();
    if (remaining > 0) throw new LinkJustSent(Math.ceil(remaining / 1000));
  }

  /** Refuses what would leave the vendor without an active admin, or a company without an active owner. */
  private async requireGuardian(tx: EntityManager, user: User, { roles, disabled }: Change): Promise<void> {
    const role = user.guardianRole;
    const guards = user.status === 'active' && user.roles.includes(role);
    const remains = disabled !== true && (roles === undefined || roles.includes(role));
    if (!guards || remains) return;
    if ((await otherActiveHolders(tx, user, role)) === 0) throw new LastOfItsKind(role);
  }

  private apply(user: User, { roles, disabled }: Change): boolean {
    const before = user.version;
    if (roles && !sameRoles(roles, user.roles)) user.giveRoles(roles);
    if (disabled === true && user.status !== 'disabled') user.disable(this.clock.now());
    if (disabled === false && user.status === 'disabled') user.enable();
    return user.version !== before;
  }

  private async shutOut(tx: EntityManager, user: User): Promise<void> {
    await this.sessions.endAll(tx, user.id, 'disabled');
    await this.links.revokeAll(tx, user.id);
  }
}

/** An owner whose token is a few minutes older than the loss of the role. */
function asForbidden(error: unknown): never {
  if (databaseErrorCode(error) === insufficientPrivilege) throw httpProblem('auth/forbidden', { detail: 'You may no longer invite people here.' });
  throw error;
}

const insufficientPrivilege = '42501';

function sameRoles(a: readonly Role[], b: readonly Role[]): boolean {
  return [...new Set(a)].toSorted().join() === b.join();
}
