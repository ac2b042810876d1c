import { Controller, Module } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { users } from '#libs/contracts/events/users';
import type { EventOf } from '#libs/contracts/topic';
import { Consumes } from './consumes.ts';
import { Erasure } from './erasure.ts';

/** In every service that consumes, besides what the service itself does about the event. */
@Controller()
export class PersonErasure {
  constructor(private readonly erasure: Erasure) {}

  @Consumes(users, 'person.erased.v1')
  async forgetPerson({ subject, data: { email, erasedAt } }: EventOf<typeof users, 'person.erased.v1'>, tx: EntityManager): Promise<void> {
    await this.erasure.forget(tx, { email, userId: subject, erasedAt: new Date(erasedAt) });
  }
}

@Module({ controllers: [PersonErasure] })
export class ErasureModule {}
