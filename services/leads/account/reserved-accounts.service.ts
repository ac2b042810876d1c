import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { reservedAccountsAnswer, reservedAccountsQuery } from '#libs/contracts/http/deals';
import type { Actor } from '#libs/database/actor';
import { Database } from '#libs/database/database';
import { keysetPage } from '#libs/database/keyset';
import { searchText } from './account-keys.ts';
import { CrmAccount } from './crm-account.entity.ts';

type Answer = z.output<typeof reservedAccountsAnswer>;

const sorts = { name: { by: 'account.search', type: 'text' } } as const;

/** Which customers no partner is given, as the CRM says. */
@Injectable()
export class ReservedAccounts {
  constructor(private readonly database: Database) {}

  page(actor: Actor, { q, why, limit, cursor }: z.output<typeof reservedAccountsQuery>): Promise<Answer> {
    return this.database.inTransaction(actor, async (tx) => {
      const accounts = tx.createQueryBuilder(CrmAccount, 'account').where('(account.named OR account.directPipeline)');
      if (why === 'named') accounts.andWhere('account.named');
      if (why === 'direct_pipeline') accounts.andWhere('account.directPipeline');
      if (q !== undefined) accounts.andWhere('account.search LIKE :part', { part: `%${searchText(q).replace(/[\\%_]/g, (sign) => `\\${sign}`)}%` });
      const total = await accounts.clone().getCount();
      const { items, nextCursor } = await keysetPage(accounts, { list: 'reserved-accounts', sorts, sort: 'name', idType: 'text', limit, cursor });
      return { items: items.map(view), nextCursor, total };
    });
  }
}

function view({ id: crmId, name, website, country, industry, named, directPipeline, reportedAt }: CrmAccount): Answer['items'][number] {
  return { crmId, name, website, country, industry, named, directPipeline, reportedAt: reportedAt.toISOString() };
}
