import { Controller, Get, Param, Query } from '@nestjs/common';
import type { z } from 'zod';
import { commissionsAnswer, commissionsQuery, commissionView, explanationQuery, type CommissionsQuery, type CommissionView } from '#libs/contracts/http/commissions';
import { id } from '#libs/contracts/primitives';
import type { Actor } from '#libs/database/actor';
import { Answers } from '#libs/service/answers';
import { Requires } from '#libs/service/auth/access';
import { CurrentActor } from '#libs/service/auth/current';
import { CommissionList } from './commission-list.service.ts';

/** What partners earn, line by line. */
@Requires('commissions:read')
@Controller('commissions')
export class CommissionController {
  constructor(private readonly commissions: CommissionList) {}

  @Get()
  @Answers(200, commissionsAnswer, 'A page of accruals and reversals, the newest first.')
  page(@CurrentActor() actor: Actor, @Query({ schema: commissionsQuery }) query: CommissionsQuery): Promise<z.output<typeof commissionsAnswer>> {
    return this.commissions.page(actor, query);
  }

  @Get(':id')
  @Answers(200, commissionView, 'The line, explained in words and figures.')
  one(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) commissionId: string,
    @Query({ schema: explanationQuery }) { locale }: z.output<typeof explanationQuery>,
  ): Promise<CommissionView> {
    return this.commissions.one(actor, commissionId, locale);
  }
}
