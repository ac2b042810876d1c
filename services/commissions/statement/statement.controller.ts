import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { statementAnswer, statementPeriod, statementQuery, type StatementAnswer, type StatementQuery } from '#libs/contracts/http/commissions';
import type { Actor } from '#libs/database/actor';
import { Answers } from '#libs/service/answers';
import { Requires } from '#libs/service/auth/access';
import { CurrentActor } from '#libs/service/auth/current';
import { csvOf } from './statement.csv.ts';
import { Statements } from './statements.service.ts';

/** A month of a partner: what was owed, what came, what is owed now. */
@Controller('statements')
export class StatementController {
  constructor(private readonly statements: Statements) {}

  @Get(':period')
  @Requires('commissions:read')
  @Answers(200, statementAnswer, 'The statement; with `format=csv` a file for spreadsheets.')
  async statement(
    @CurrentActor() actor: Actor,
    @Param('period', { schema: statementPeriod }) period: string,
    @Query({ schema: statementQuery }) query: StatementQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StatementAnswer | string> {
    const statement = await this.statements.of(actor, period, query);
    if (query.format === 'json') return statement;
    void reply.header('content-type', 'text/csv; charset=utf-8').header('content-disposition', `attachment; filename="statement-${statement.period}.csv"`);
    return csvOf(statement, query.locale);
  }
}
