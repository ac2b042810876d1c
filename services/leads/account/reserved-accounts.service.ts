import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import type { z } from 'zod';
import type { reservedAccountsAnswer, reservedAccountsQuery } from '#libs/contracts/http/deals';
import type { Actor } from '#libs/database/actor';
import { Database } from '#libs/database/database';
import { keysetPage } from '#libs/database/keyset';
import { searchText } from './account-keys.ts';
import { CrmAccount } from './crm-account.entity.ts';
import { ReservedPeriod } from './reserved-period.entity.ts';

type Answer = z.output<typeof reservedAccountsAnswer>;

const sorts = { name: { by: 'account.search', type: 'text' } } as const;

/** Which customers no partner is given, or was given, as the CRM says. */
@Injectable()
export class ReservedAccounts {
  constructor(private readonly database: Database) {}

  page(actor: Actor, { q, why, limit, cursor }: z.output<typeof reservedAccountsQuery>): Promise<Answer> {
    return this.database.inTransaction(actor, async (tx) => {
      const accounts = tx.createQueryBuilder(CrmAccount, 'account');
      if (why === 'no_longer') accounts.where('NOT account.named AND NOT account.directPipeline AND EXISTS (SELECT FROM reserved_period p WHERE p.crm_id = account.id)');
      else accounts.where('(account.named OR account.directPipeline)');
      if (why === 'named') accounts.andWhere('account.named');
      if (why === 'direct_pipeline') accounts.andWhere('account.directPipeline');
      if (q !== undefined) accounts.andWhere('account.search LIKE :part', { part: `%${searchText(q).replace(/[\\%_]/g, (sign) => `\\${sign}`)}%` });
      const total = await accounts.clone().getCount();
      const { items, nextCursor } = await keysetPage(accounts, { list: 'reserved-accounts', sorts, sort: 'name', idType: 'text', limit, cursor });
      const periods = await tx.find(ReservedPeriod, { where: { crmId: In(items.map(({ id }) => id)) }, order: { validFrom: 'DESC', why: 'ASC' } });
      return { items: items.map((item) => view(item, periods.filter(({ crmId }) => crmId === item.id))), nextCursor, total };
    });
  }
}

function view({ id: crmId, name, website, country, industry, named, directPipeline, reportedAt }: CrmAccount, periods: readonly ReservedPeriod[]): Answer['items'][number] {
  return { crmId, name, website, country, industry, named, directPipeline, reportedAt: reportedAt.toISOString(), periods: periods.map(periodView) };
}

function periodView({ why, validFrom, validTo, reason }: ReservedPeriod): Answer['items'][number]['periods'][number] {
  return { why, from: validFrom.toISOString(), until: validTo instanceof Date ? validTo.toISOString() : null, reason };
}
