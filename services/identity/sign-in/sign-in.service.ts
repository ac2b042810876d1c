import { Injectable } from '@nestjs/common';
import type { SignedIn } from '#libs/contracts/http/identity';
import { Clock } from '#libs/database/clock';
import { Database } from '#libs/database/database';
import { Audit } from '#libs/messaging/audit';
import { Credential } from '../password/credential.entity.ts';
import { PasswordHasher } from '../password/password-hasher.ts';
import { HashingOverloaded } from '../password/password.errors.ts';
import { Sessions } from '../session/sessions.ts';
import { SignedInAnswers } from '../session/signed-in.ts';
import { actorOf } from '../user/user.actor.ts';
import { User } from '../user/user.entity.ts';
import { SignInGuard } from './sign-in-guard.ts';
import { InvalidCredentials, TooManyAttempts } from './sign-in.errors.ts';

const system = { kind: 'system', name: 'identity.sign-in' } as const;

@Injectable()
export class SignInService {
  constructor(
    private readonly clock: Clock,
    private readonly database: Database,
    private readonly audit: Audit,
    private readonly guard: SignInGuard,
    private readonly hasher: PasswordHasher,
    private readonly sessions: Sessions,
    private readonly answers: SignedInAnswers,
  ) {}

  /** Until it succeeds, this does the same work for every address: one transaction with the same statements, one hash. */
  async signIn({ email, password }: { email: string; password: string }, address: string): Promise<SignedIn> {
    const { wait, user, passwordHash } = await this.look(email, address);
    if (wait !== undefined) throw new TooManyAttempts(wait);
    const right = await this.hasher.verify(passwordHash, password).catch((error: unknown) => this.unjudged(error, email, address));
    if (!right || user?.status !== 'active') throw new InvalidCredentials();
    return this.open(user.id, passwordHash, address);
  }

  private async look(email: string, address: string) {
    return this.database.inTransaction(system, async (tx) => {
      const wait = await this.guard.count(tx, email, address);
      const user = await tx.getRepository(User).findOneBy({ email });
      const credential = await tx.getRepository(Credential).findOneBy({ userId: user?.id ?? nobody });
      return { wait, user, passwordHash: credential?.passwordHash };
    });
  }

  private async unjudged(error: unknown, email: string, address: string): Promise<never> {
    if (error instanceof HashingOverloaded) await this.database.inTransaction(system, (tx) => this.guard.takeBack(tx, email, address));
    throw error;
  }

  /** Looks again behind a lock: while the hash was computed, the account may have been disabled or the password changed. */
  private async open(userId: string, passwordHash: string | undefined, address: string): Promise<SignedIn> {
    const opened = await this.database.inTransaction(system, async (tx) => {
      const locked = await tx.getRepository(User).findOne({ where: { id: userId, status: 'active' }, lock: { mode: 'pessimistic_write' } });
      const credential = await tx.getRepository(Credential).findOneBy({ userId });
      if (!locked || credential?.passwordHash !== passwordHash) throw new InvalidCredentials();
      const user = await tx.getRepository(User).findOneOrFail({ where: { id: userId }, relations: { company: true } });
      await tx.getRepository(User).update({ id: userId }, { lastSignInAt: this.clock.now() });
      await this.guard.succeeded(tx, user, address);
      const open = await this.sessions.open(tx, userId);
      await this.audit.record(tx, { actor: actorOf(user), action: 'session.opened', subject: { kind: 'user', id: userId }, details: { session: open.session.id } });
      return { user, open };
    });
    return this.answers.answer(opened.user, opened.open);
  }
}

/** Nobody's id, so that an unknown address costs the same query. */
const nobody = '00000000-0000-0000-0000-000000000000';
