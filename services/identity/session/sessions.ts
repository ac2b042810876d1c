import { Injectable } from '@nestjs/common';
import { IsNull, Not, type EntityManager } from 'typeorm';
import { Clock } from '#libs/database/clock';
import { Ids } from '#libs/database/ids';
import { Audit } from '#libs/messaging/audit';
import { Config } from '../config.ts';
import { RefreshToken } from './refresh-token.entity.ts';
import { hashOf, newNonce, successorOf } from './refresh-token.ts';
import { Session, type SessionEnd } from './session.entity.ts';
import { SessionEnded } from './session.errors.ts';

/** The same refresh token within this time is another tab, later it is a copy in wrong hands. */
export const graceMs = 10_000;

export interface OpenSession {
  session: Session;
  refreshToken: string;
}

/** Opens, continues and ends sessions. Every method needs a transaction of the system. */
@Injectable()
export class Sessions {
  constructor(
    private readonly config: Config,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly audit: Audit,
  ) {}

  async open(tx: EntityManager, userId: string): Promise<OpenSession> {
    const now = this.clock.now();
    const refreshToken = this.ids.secret();
    const session = Object.assign(new Session(), {
      id: this.ids.uuid(),
      userId,
      openedAt: now,
      lastUsedAt: now,
      idleUntil: this.idleFrom(now),
      endsAt: new Date(now.getTime() + this.config.SESSION_ABSOLUTE_LIFETIME),
      endedAt: null,
      endReason: null,
    });
    await tx.getRepository(Session).insert(session);
    await tx.getRepository(RefreshToken).insert({ tokenHash: hashOf(refreshToken), sessionId: session.id, issuedAt: now });
    return { session, refreshToken };
  }

  /**
   * Exchanges a refresh token for its successor; `undefined` where the session is over. A token that was exchanged longer ago than `graceMs`
   * ends the whole session, which must be committed: hence no error is thrown here.
   */
  async exchange(tx: EntityManager, token: string): Promise<OpenSession | undefined> {
    const tokens = tx.getRepository(RefreshToken);
    const presented = await tokens.findOneBy({ tokenHash: hashOf(token) });
    if (!presented) return undefined;
    const session = await tx.getRepository(Session).findOne({ where: { id: presented.sessionId }, lock: { mode: 'pessimistic_write' } });
    const now = this.clock.now();
    if (!session?.isAlive(now)) return undefined;
    // Read again behind the lock: another tab may have exchanged it in between.
    const current = await tokens.findOneByOrFail({ tokenHash: presented.tokenHash });
    if (current.exchangedAt === null || current.successorNonce === null) return this.advance(tx, session, token, now);
    if (now.getTime() - current.exchangedAt.getTime() <= graceMs) return { session, refreshToken: successorOf(token, current.successorNonce) };
    await this.endForReuse(tx, session, now);
    return undefined;
  }

  /** Ends one session; of another person's it ends none. */
  async end(tx: EntityManager, sessionId: string, userId: string, reason: SessionEnd): Promise<boolean> {
    const ended = await tx.getRepository(Session).update({ id: sessionId, userId, endedAt: IsNull() }, { endedAt: this.clock.now(), endReason: reason });
    return ended.affected === 1;
  }

  async endAll(tx: EntityManager, userId: string, reason: SessionEnd): Promise<number> {
    const ended = await tx.getRepository(Session).update({ userId, endedAt: IsNull() }, { endedAt: this.clock.now(), endReason: reason });
    return ended.affected ?? 0;
  }

  /**
   * All but the one that the person acts in, which must live: an access token outlives its session by minutes, and whoever was signed out must not
   * end the sessions of who did it. Of two who end each other at once, one is first. Throws `SessionEnded`.
   */
  async endOthers(tx: EntityManager, userId: string, current: string | undefined, reason: SessionEnd): Promise<number> {
    const open = await tx.getRepository(Session).find({ where: { userId, endedAt: IsNull() }, order: { id: 'ASC' }, lock: { mode: 'pessimistic_write' } });
    const now = this.clock.now();
    const own = open.find(({ id }) => id === current);
    if (!own?.isAlive(now)) throw new SessionEnded();
    const ended = await tx.getRepository(Session).update({ userId, endedAt: IsNull(), id: Not(own.id) }, { endedAt: now, endReason: reason });
    return ended.affected ?? 0;
  }

  async lives(tx: EntityManager, userId: string, sessionId: string | undefined): Promise<boolean> {
    return (await this.alive(tx, userId)).some(({ id }) => id === sessionId);
  }

  /** Those that live, the one used last first. */
  async alive(tx: EntityManager, userId: string): Promise<Session[]> {
    const open = await tx.getRepository(Session).find({ where: { userId, endedAt: IsNull() }, order: { lastUsedAt: 'DESC', id: 'ASC' } });
    return open.filter((session) => session.isAlive(this.clock.now()));
  }

  private async advance(tx: EntityManager, session: Session, token: string, now: Date): Promise<OpenSession> {
    const nonce = newNonce();
    const refreshToken = successorOf(token, nonce);
    const continued = { lastUsedAt: now, idleUntil: this.idleFrom(now) };
    await tx.getRepository(RefreshToken).update({ tokenHash: hashOf(token) }, { exchangedAt: now, successorNonce: nonce });
    await tx.getRepository(RefreshToken).insert({ tokenHash: hashOf(refreshToken), sessionId: session.id, issuedAt: now });
    await tx.getRepository(Session).update({ id: session.id }, continued);
    return { session: Object.assign(session, continued), refreshToken };
  }

  private async endForReuse(tx: EntityManager, session: Session, now: Date): Promise<void> {
    await tx.getRepository(Session).update({ id: session.id }, { endedAt: now, endReason: 'token_reused' });
    await this.audit.record(tx, {
      actor: { kind: 'public' },
      action: 'session.revoked',
      subject: { kind: 'user', id: session.userId },
      why: 'A refresh token was used again after its exchange: somebody else may have a copy.',
      details: { session: session.id },
    });
  }

  private idleFrom(now: Date): Date {
    return new Date(now.getTime() + this.config.SESSION_IDLE_LIFETIME);
  }
}
