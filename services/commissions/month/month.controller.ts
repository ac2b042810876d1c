import { Controller, Get, Param, Query } from '@nestjs/common';
import { monthAnswer, monthsAnswer, monthsQuery, statementPeriod, type MonthAnswer, type MonthsAnswer, type MonthsQuery } from '#libs/contracts/http/commissions';
import type { Actor } from '#libs/database/actor';
import { Answers } from '#libs/service/answers';
import { Requires } from '#libs/service/auth/access';
import { CurrentActor } from '#libs/service/auth/current';
import { Months } from './months.service.ts';

@Controller('commissions/months')
export class MonthController {
  constructor(private readonly months: Months) {}

  /** What each of the latest months brought, for a trend. */
  @Get()
  @Requires('commissions:read')
  @Answers(200, monthsAnswer, 'What was earned month by month.')
  latest(@CurrentActor() actor: Actor, @Query({ schema: monthsQuery }) { last }: MonthsQuery): Promise<MonthsAnswer> {
    return this.months.latest(actor, last);
  }

  /** What a month brought to all partners, by currency; a partner's people get their own company's. */
  @Get(':period')
  @Requires('commissions:read')
  @Answers(200, monthAnswer, 'What was earned in the month, and what is owed at its end.')
  month(@CurrentActor() actor: Actor, @Param('period', { schema: statementPeriod }) period: string): Promise<MonthAnswer> {
    return this.months.of(actor, period);
  }
}
