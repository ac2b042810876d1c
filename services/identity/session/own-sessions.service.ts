import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { ownSessionsAnswer } from '#libs/contracts/http/identity';
import { Database } from '#libs/database/database';
import { Audit } from '#libs/messaging/audit';
import type { Caller } from '#libs/service/auth/caller';
import { Sessions } from './sessions.ts';

/** Sessions are seen by nobody, so this runs as the system, for the caller's id alone. */
const system = { kind: 'system', name: 'identity.own-sessions' } as const;

/** Where somebody is signed in, for themselves. */
@Injectable()
export class OwnSessions {
  constructor(
    private readonly database: Database,
    private readonly audit: Audit,
    private readonly sessions: Sessions,
  ) {}

  async list({ userId, sessionId }: Caller): Promise<z.input<typeof ownSessionsAnswer>> {
    const alive = await this.database.inTransaction(system, (tx) => this.sessions.alive(tx, userId));
    return {
      items: alive.map(({ id, openedAt, lastUsedAt, expiresAt }) => ({
        id, openedAt: openedAt.toISOString(), lastUsedAt: lastUsedAt.toISOString(), expiresAt: expiresAt.toISOString(), current: id === sessionId,
      })),
    };
  }

  /** Safe to repeat: what has ended stays so. Throws `SessionEnded` where the caller's own has. */
  async endOthers({ userId, sessionId, actor }: Caller): Promise<{ ended: number }> {
    return this.database.inTransaction(system, async (tx) => {
      const ended = await this.sessions.endOthers(tx, userId, sessionId, 'signed_out');
      if (ended > 0) await this.audit.record(tx, { actor, action: 'session.others_ended', subject: { kind: 'user', id: userId }, details: { sessionsEnded: ended } });
      return { ended };
    });
  }
}
