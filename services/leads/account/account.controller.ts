import { Controller, Get, Query } from '@nestjs/common';
import type { z } from 'zod';
import { accountsAnswer, accountsQuery, type AccountsAnswer } from '#libs/contracts/http/deals';
import type { Actor } from '#libs/database/actor';
import { Answers } from '#libs/service/answers';
import { Requires } from '#libs/service/auth/access';
import { CurrentActor } from '#libs/service/auth/current';
import { AccountSearch } from './account-search.ts';

@Controller('accounts')
export class AccountController {
  constructor(private readonly search: AccountSearch) {}

  /** Names to choose from while typing. */
  @Get()
  @Requires('accounts:read')
  @Answers(200, accountsAnswer, 'Names that begin so, or have a word that does; no status, and nobody’s registrations.')
  find(@CurrentActor() actor: Actor, @Query({ schema: accountsQuery }) query: z.output<typeof accountsQuery>): Promise<AccountsAnswer> {
    return this.search.find(actor, query);
  }
}
