import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { changePreferencesBody, preferences } from '#libs/contracts/http/identity';
import { Clock } from '#libs/database/clock';
import { Database } from '#libs/database/database';
import { Audit } from '#libs/messaging/audit';
import { Outbox } from '#libs/messaging/outbox';
import type { Caller } from '#libs/service/auth/caller';
import { SessionEnded } from '../session/session.errors.ts';
import type { User } from '../user/user.entity.ts';
import { userChanged } from '../user/user.events.ts';
import { lockedUser, store, userWithCompany } from '../user/user.queries.ts';

type Preferences = z.output<typeof preferences>;

/** Nobody may write their own account's row (roles stand in it), so this runs as the system, for the caller's id alone. */
const system = { kind: 'system', name: 'identity.preferences' } as const;

@Injectable()
export class PreferencesService {
  constructor(
    private readonly clock: Clock,
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly audit: Audit,
  ) {}

  async show({ userId }: Caller): Promise<Preferences> {
    return this.database.inTransaction(system, async (tx) => preferencesOf(await userWithCompany(tx, userId)));
  }

  async change({ userId, actor }: Caller, { name, locale, notifications }: z.output<typeof changePreferencesBody>): Promise<Preferences> {
    return this.database.inTransaction(system, async (tx) => {
      const user = await lockedUser(tx, userId);
      const before = preferencesOf(user);
      user?.prefer({ name, locale, ...notifications });
      const after = preferencesOf(user);
      if (!user || JSON.stringify(before) === JSON.stringify(after)) return before;
      await store(tx, user);
      const renamed = before.name === after.name ? [] : [this.audit.item({ actor, action: 'user.renamed', subject: { kind: 'user', id: userId } })];
      await this.outbox.appendAll(tx, [userChanged(user, this.clock.now()), ...renamed]);
      return after;
    });
  }
}

/** A token of somebody whose account is gone is a session that has ended. */
function preferencesOf(user: User | null): Preferences {
  if (!user) throw new SessionEnded();
  return { name: user.name, locale: user.locale, notifications: { mail: user.mailNotifications, feed: user.feedNotifications } };
}
