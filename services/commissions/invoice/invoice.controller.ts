import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import type { z } from 'zod';
import { foreignId, invoiceBody, refundBody, refundOfInvoiceBody, reportAnswer, waitingAnswer, type ReportAnswer } from '#libs/contracts/http/commissions';
import type { Actor } from '#libs/database/actor';
import { Answers } from '#libs/service/answers';
import { Requires } from '#libs/service/auth/access';
import { CurrentActor } from '#libs/service/auth/current';
import { IdempotencyKey, type IdempotencyRequest } from '#libs/service/http';
import { Invoices } from './invoices.service.ts';
import { WaitingReports } from './waiting-reports.ts';

/** For a vendor without a CRM; what is entered here and what the CRM reports is one and the same. */
@Controller('invoices')
export class InvoiceController {
  constructor(
    private readonly invoices: Invoices,
    private readonly waiting: WaitingReports,
  ) {}

  @Post()
  @HttpCode(200)
  @Requires('commissions:manage')
  @Answers(200, reportAnswer, 'The payment is on record; the outcome says what came of it.')
  paid(@CurrentActor() actor: Actor, @Body({ schema: invoiceBody }) body: z.output<typeof invoiceBody>, @IdempotencyKey() request: IdempotencyRequest | undefined): Promise<ReportAnswer> {
    return this.invoices.enter(actor, body, request);
  }

  @Post(':invoiceId/refunds')
  @HttpCode(200)
  @Requires('commissions:manage')
  @Answers(200, reportAnswer, 'The refund is on record; the outcome says what came of it.')
  refunded(
    @CurrentActor() actor: Actor,
    @Param('invoiceId', { schema: foreignId }) invoiceId: string,
    @Body({ schema: refundBody }) body: z.output<typeof refundBody>,
    @IdempotencyKey() request: IdempotencyRequest | undefined,
  ): Promise<ReportAnswer> {
    return this.invoices.enterRefund(actor, { ...body, invoiceId }, request);
  }

  /** The same with the invoice in the body: its number may hold what no path takes, such as a slash. */
  @Post('refunds')
  @HttpCode(200)
  @Requires('commissions:manage')
  @Answers(200, reportAnswer, 'The refund is on record; the outcome says what came of it.')
  refundedOf(@CurrentActor() actor: Actor, @Body({ schema: refundOfInvoiceBody }) body: z.output<typeof refundOfInvoiceBody>, @IdempotencyKey() request: IdempotencyRequest | undefined): Promise<ReportAnswer> {
    return this.invoices.enterRefund(actor, body, request);
  }

  /** Invoices and refunds whose deal, partner, rate or invoice has not been heard of. */
  @Get('waiting')
  @Requires('commissions:manage')
  @Answers(200, waitingAnswer, 'The oldest hundred, and how many there are.')
  waitingReports(@CurrentActor() actor: Actor): Promise<z.output<typeof waitingAnswer>> {
    return this.waiting.list(actor);
  }
}
