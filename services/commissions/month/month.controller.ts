import { Controller, Get, Param } from '@nestjs/common';
import { monthAnswer, statementPeriod, type MonthAnswer } from '#libs/contracts/http/commissions';
import type { Actor } from '#libs/database/actor';
import { Answers } from '#libs/service/answers';
import { Requires } from '#libs/service/auth/access';
import { CurrentActor } from '#libs/service/auth/current';
import { Months } from './months.service.ts';

@Controller('commissions/months')
export class MonthController {
  constructor(private readonly months: Months) {}

  /** What a month brought to all partners, by currency; a partner's people get their own company's. */
  @Get(':period')
  @Requires('commissions:read')
  @Answers(200, monthAnswer, 'What was earned in the month, and what is owed at its end.')
  month(@CurrentActor() actor: Actor, @Param('period', { schema: statementPeriod }) period: string): Promise<MonthAnswer> {
    return this.months.of(actor, period);
  }
}
