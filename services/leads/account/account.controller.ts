import { Controller, Get, Query } from '@nestjs/common';
import type { z } from 'zod';
import { accountsAnswer, accountsQuery, reservedAccountsAnswer, reservedAccountsQuery, type AccountsAnswer } from '#libs/contracts/http/deals';
import type { Actor } from '#libs/database/actor';
import { Answers } from '#libs/service/answers';
import { Requires } from '#libs/service/auth/access';
import { CurrentActor } from '#libs/service/auth/current';
import { AccountSearch } from './account-search.ts';
import { ReservedAccounts } from './reserved-accounts.service.ts';

@Controller('accounts')
export class AccountController {
  constructor(
    private readonly search: AccountSearch,
    private readonly reserved: ReservedAccounts,
  ) {}

  /** Names to choose from while typing. */
  @Get()
  @Requires('accounts:read')
  @Answers(200, accountsAnswer, 'Names that begin so, or have a word that does; no status, and nobody’s registrations.')
  find(@CurrentActor() actor: Actor, @Query({ schema: accountsQuery }) query: z.output<typeof accountsQuery>): Promise<AccountsAnswer> {
    return this.search.find(actor, query);
  }

  /** Named accounts, and those that the vendor's own people are working on; or those that were. */
  @Get('reserved')
  @Requires('deals:decide')
  @Answers(200, reservedAccountsAnswer, 'By name, with since when and why; the CRM says which they are.')
  reservedOnes(@CurrentActor() actor: Actor, @Query({ schema: reservedAccountsQuery }) query: z.output<typeof reservedAccountsQuery>): Promise<z.output<typeof reservedAccountsAnswer>> {
    return this.reserved.page(actor, query);
  }
}
