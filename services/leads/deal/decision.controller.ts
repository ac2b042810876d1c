import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import type { z } from 'zod';
import {
  approveDealBody, dealMoved, extensionDecisionBody, lostBody, rejectDealBody, returnDealBody, wonBody,
  type ApproveDealBody, type DealMoved, type LostBody, type RejectDealBody, type WonBody,
} from '#libs/contracts/http/deals';
import { id } from '#libs/contracts/primitives';
import type { Actor } from '#libs/database/actor';
import { Answers } from '#libs/service/answers';
import { Requires } from '#libs/service/auth/access';
import { CurrentActor } from '#libs/service/auth/current';
import { IdempotencyKey, type IdempotencyRequest } from '#libs/service/http';
import { IfMatch, type ExpectedVersion } from '#libs/service/if-match';
import { ClosingDeals } from './closing.service.ts';
import { Deciding } from './deciding.service.ts';
import { Extensions } from './extension.service.ts';

type ExtensionDecision = z.output<typeof extensionDecisionBody>;

/** The team's side of a deal. */
@Controller('deals/:id')
export class DecisionController {
  constructor(
    private readonly deciding: Deciding,
    private readonly closing: ClosingDeals,
    private readonly extensions: Extensions,
  ) {}

  /** Approves what is submitted; with `sameAs`, as a deal with that customer, whose opportunity may be taken, or who may be a named account. */
  @Post('approve')
  @HttpCode(200)
  @Requires('deals:decide')
  @Answers(200, dealMoved, 'Approved; queued where the opportunity is taken; rejected where the customer is not open to partners.')
  approve(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) dealId: string,
    @Body({ schema: approveDealBody }) body: ApproveDealBody,
    @IfMatch() expected: ExpectedVersion,
    @IdempotencyKey() idempotency: IdempotencyRequest | undefined,
  ): Promise<DealMoved> {
    return this.deciding.approve({ actor, dealId, expected, idempotency }, body);
  }

  @Post('reject')
  @HttpCode(200)
  @Requires('deals:decide')
  @Answers(200, dealMoved, 'The registration is turned down.')
  reject(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) dealId: string,
    @Body({ schema: rejectDealBody }) body: RejectDealBody,
    @IfMatch() expected: ExpectedVersion,
    @IdempotencyKey() idempotency: IdempotencyRequest | undefined,
  ): Promise<DealMoved> {
    return this.deciding.reject({ actor, dealId, expected, idempotency }, body);
  }

  @Post('return')
  @HttpCode(200)
  @Requires('deals:decide')
  @Answers(200, dealMoved, 'The partner is asked to complete it.')
  giveBack(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) dealId: string,
    @Body({ schema: returnDealBody }) { note }: z.output<typeof returnDealBody>,
    @IfMatch() expected: ExpectedVersion,
    @IdempotencyKey() idempotency: IdempotencyRequest | undefined,
  ): Promise<DealMoved> {
    return this.deciding.giveBack({ actor, dealId, expected, idempotency }, note);
  }

  /** For a vendor without a CRM. */
  @Post('won')
  @HttpCode(200)
  @Requires('deals:close')
  @Answers(200, dealMoved, 'The customer signed.')
  won(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) dealId: string,
    @Body({ schema: wonBody }) body: WonBody,
    @IfMatch() expected: ExpectedVersion,
    @IdempotencyKey() idempotency: IdempotencyRequest | undefined,
  ): Promise<DealMoved> {
    return this.closing.reportWon({ actor, dealId, expected, idempotency }, body);
  }

  @Post('lost')
  @HttpCode(200)
  @Requires('deals:close')
  @Answers(200, dealMoved, 'The customer decided otherwise.')
  lost(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) dealId: string,
    @Body({ schema: lostBody }) body: LostBody,
    @IfMatch() expected: ExpectedVersion,
    @IdempotencyKey() idempotency: IdempotencyRequest | undefined,
  ): Promise<DealMoved> {
    return this.closing.reportLost({ actor, dealId, expected, idempotency }, body);
  }

  @Post('extension/grant')
  @HttpCode(200)
  @Requires('deals:decide')
  @Answers(200, dealMoved, 'The protection lasts longer.')
  grant(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) dealId: string,
    @Body({ schema: extensionDecisionBody }) { note }: ExtensionDecision,
    @IdempotencyKey() idempotency: IdempotencyRequest | undefined,
  ): Promise<DealMoved> {
    return this.extensions.grant({ actor, dealId, idempotency }, note);
  }

  @Post('extension/refuse')
  @HttpCode(200)
  @Requires('deals:decide')
  @Answers(200, dealMoved, 'The protection ends when it would have ended.')
  refuse(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) dealId: string,
    @Body({ schema: extensionDecisionBody }) { note }: ExtensionDecision,
    @IdempotencyKey() idempotency: IdempotencyRequest | undefined,
  ): Promise<DealMoved> {
    return this.extensions.refuse({ actor, dealId, idempotency }, note);
  }
}
