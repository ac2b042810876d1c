import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '#libs/database/clock';
import type { User } from '../user/user.entity.ts';
import { Credential } from './credential.entity.ts';
import { PasswordHasher } from './password-hasher.ts';
import { requireAcceptable } from './password-rules.ts';

/** Turns a chosen password into what is stored. */
@Injectable()
export class Credentials {
  constructor(
    private readonly clock: Clock,
    private readonly hasher: PasswordHasher,
  ) {}

  /** The hash of an acceptable password; outside of any transaction, since it takes a while. Throws `PasswordRefused`, `HashingOverloaded`. */
  async prepare(password: string, user: User): Promise<string> {
    await requireAcceptable(password, { email: user.email, name: user.name, companyName: user.company?.name ?? null });
    return this.hasher.hash(password);
  }

  async store(tx: EntityManager, userId: string, passwordHash: string): Promise<void> {
    await tx.getRepository(Credential).upsert({ userId, passwordHash, changedAt: this.clock.now() }, ['userId']);
  }
}
