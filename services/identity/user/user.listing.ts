import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { usersQuery } from '#libs/contracts/http/identity';
import type { Actor } from '#libs/database/actor';
import { Database } from '#libs/database/database';
import { keysetPage, type Page } from '#libs/database/keyset';
import { User } from './user.entity.ts';
import { viewOf, type UserView } from './user.view.ts';

const sorts = { invitedAt: { by: 'person.invitedAt', type: 'timestamptz' } } as const;

/** Everybody for the vendor's admins, the own company's people for an owner, oneself for the others. */
@Injectable()
export class UserListing {
  constructor(private readonly database: Database) {}

  async list(actor: Actor, { status, role, partnerId, side, q, limit, cursor }: z.output<typeof usersQuery>): Promise<Page<UserView>> {
    return this.database.inTransaction(actor, async (tx) => {
      const query = tx.getRepository(User).createQueryBuilder('person').leftJoinAndSelect('person.company', 'company').where('true');
      if (status) query.andWhere('person.status = :status', { status });
      if (role) query.andWhere(':role = ANY (person.roles)', { role });
      if (partnerId) query.andWhere('person.partnerId = :partnerId', { partnerId });
      if (side) query.andWhere(side === 'vendor' ? 'person.partnerId IS NULL' : 'person.partnerId IS NOT NULL');
      if (q) query.andWhere('(position(lower(:q) IN lower(person.name)) > 0 OR position(lower(:q) IN person.email) > 0 OR position(lower(:q) IN lower(company.name)) > 0)', { q });
      const page = await keysetPage(query, { list: 'users', sorts, sort: '-invitedAt', cursor, limit });
      return { ...page, items: page.items.map(viewOf) };
    });
  }
}
