import { Injectable } from '@nestjs/common';
import type { SignedIn } from '#libs/contracts/http/identity';
import { Clock } from '#libs/database/clock';
import { Database } from '#libs/database/database';
import { Audit } from '#libs/messaging/audit';
import type { Caller } from '#libs/service/auth/caller';
import { User } from '../user/user.entity.ts';
import { SessionEnded } from './session.errors.ts';
import { Session } from './session.entity.ts';
import { Sessions } from './sessions.ts';
import { describeSession, SignedInAnswers } from './signed-in.ts';

const system = { kind: 'system', name: 'identity.sessions' } as const;

@Injectable()
export class SessionService {
  constructor(
    private readonly clock: Clock,
    private readonly database: Database,
    private readonly audit: Audit,
    private readonly sessions: Sessions,
    private readonly answers: SignedInAnswers,
  ) {}

  /** The caller's session as it is now; a token outlives its session by minutes, this answer does not. */
  async show({ userId, sessionId }: Caller) {
    return this.database.inTransaction(system, async (tx) => {
      const session = sessionId === undefined ? null : await tx.getRepository(Session).findOneBy({ id: sessionId, userId });
      const user = await tx.getRepository(User).findOne({ where: { id: userId }, relations: { company: true } });
      if (!session?.isAlive(this.clock.now()) || user?.status !== 'active') throw new SessionEnded();
      return describeSession(user, session);
    });
  }

  async refresh(token: string): Promise<SignedIn> {
    const continued = await this.database.inTransaction(system, async (tx) => {
      const open = await this.sessions.exchange(tx, token);
      if (!open) return undefined;
      const user = await tx.getRepository(User).findOne({ where: { id: open.session.userId }, relations: { company: true } });
      return user?.status === 'active' ? { user, open } : undefined;
    });
    if (!continued) throw new SessionEnded();
    return this.answers.answer(continued.user, continued.open);
  }

  /** Safe to repeat: a session that has ended stays so. */
  async signOut({ userId, sessionId, actor }: Caller): Promise<void> {
    if (sessionId === undefined) return;
    await this.database.inTransaction(system, async (tx) => {
      const ended = await this.sessions.end(tx, sessionId, userId, 'signed_out');
      if (ended) await this.audit.record(tx, { actor, action: 'session.ended', subject: { kind: 'user', id: userId }, details: { session: sessionId } });
    });
  }
}
