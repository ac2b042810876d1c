import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { AccountsAnswer, accountsQuery } from '#libs/contracts/http/deals';
import type { Actor } from '#libs/database/actor';
import { Database } from '#libs/database/database';
import { searchText } from './account-keys.ts';

type Item = AccountsAnswer['items'][number];

/** Names to choose from while typing: the CRM's, and those that the caller's own company has written. Nothing about anybody's deals. */
@Injectable()
export class AccountSearch {
  constructor(private readonly database: Database) {}

  async find(actor: Actor, { q, limit }: z.output<typeof accountsQuery>): Promise<AccountsAnswer> {
    const text = searchText(q).replace(/[\\%_]/g, (sign) => `\\${sign}`);
    if (text === '') return { items: [] };
    const items = await this.database.inTransaction(actor, async (tx) => {
      const begins = await tx.query<Item[]>(`SELECT name, website, country FROM crm_account WHERE search LIKE $1 ORDER BY search, id LIMIT $2`, [`${text}%`, limit]);
      // A trigram index needs three letters.
      const contains = text.length < 3 || begins.length === limit ? [] : await tx.query<Item[]>(`SELECT name, website, country FROM crm_account WHERE search LIKE $1 ORDER BY search, id LIMIT $2`, [`% ${text}%`, limit]);
      const own = actor.kind === 'user' ? await tx.query<Item[]>(ownAccounts, [`%${q.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`, limit]) : [];
      return [...own, ...begins, ...contains];
    });
    const distinct = new Map(items.map((item) => [`${item.country} ${searchText(item.name)}`, item]));
    return { items: [...distinct.values()].slice(0, limit) };
  }
}

/** Row-level security leaves the caller's company's deals alone. */
const ownAccounts = `SELECT DISTINCT account_name AS name, website, country FROM deal WHERE partner_id = (SELECT actor_partner_id()) AND account_name ILIKE $1 ORDER BY 1, 3 LIMIT $2`;
