import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import type { z } from 'zod';
import { heldReport, heldReportsAnswer, heldReportsQuery, settleReportBody, type HeldReportsQuery } from '#libs/contracts/http/deals';
import { id } from '#libs/contracts/primitives';
import type { Actor } from '#libs/database/actor';
import { Answers } from '#libs/service/answers';
import { Requires } from '#libs/service/auth/access';
import { CurrentActor } from '#libs/service/auth/current';
import { IdempotencyKey, type IdempotencyRequest } from '#libs/service/http';
import { HeldReports } from './held-reports.service.ts';

/** Reports of the CRM that a deal could not take. */
@Controller('deals/reports')
@Requires('deals:close')
export class HeldReportController {
  constructor(private readonly reports: HeldReports) {}

  @Get()
  @Answers(200, heldReportsAnswer, 'What waits for a person, or what one has settled; the latest first.')
  page(@CurrentActor() actor: Actor, @Query({ schema: heldReportsQuery }) query: HeldReportsQuery): Promise<z.output<typeof heldReportsAnswer>> {
    return this.reports.page(actor, query);
  }

  /** Says that it has been looked at; the deal itself is changed by its own routes. */
  @Post(':id/settle')
  @HttpCode(200)
  @Answers(200, heldReport, 'The report waits no longer.')
  settle(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) reportId: string,
    @Body({ schema: settleReportBody }) { note }: z.output<typeof settleReportBody>,
    @IdempotencyKey() request: IdempotencyRequest | undefined,
  ): Promise<z.output<typeof heldReport>> {
    return this.reports.settle(actor, reportId, note, request);
  }
}
