import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';
import type { z } from 'zod';
import type { teamAnswer } from '#libs/contracts/http/identity';
import type { Actor } from '#libs/database/actor';
import { Database } from '#libs/database/database';
import { User } from './user.entity.ts';

/** A team is as large as a vendor's partnership team gets; whoever is beyond is nameless on pages, and in the list of people. */
const most = 2_000;

/** What colleagues are called: the rest of the system knows them by id alone, so that a name is kept, changed and erased in one place. */
@Injectable()
export class Team {
  constructor(private readonly database: Database) {}

  async everybody(actor: Actor): Promise<z.output<typeof teamAnswer>> {
    const people = await this.database.inTransaction(actor, (tx) => tx.find(User, { where: { partnerId: IsNull() }, order: { name: 'ASC', id: 'ASC' }, take: most }));
    return { items: people.map(({ id, name, roles, status }) => ({ id, name, roles, active: status === 'active' })) };
  }
}
