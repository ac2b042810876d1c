import { Body, Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import {
  activityBody, activityView, dealListAnswer, dealListQuery, dealMoved, dealView, dealViewQuery, extensionBody, registerAnswer, registerBody, registerQuery, withdrawDealBody,
  type ActivityBody, type ActivityView, type DealListQuery, type DealMoved, type DealView, type RegisterAnswer, type RegisterBody,
} from '#libs/contracts/http/deals';
import { id } from '#libs/contracts/primitives';
import type { Actor } from '#libs/database/actor';
import { Answers } from '#libs/service/answers';
import { Requires } from '#libs/service/auth/access';
import { CurrentActor } from '#libs/service/auth/current';
import { IdempotencyKey, type IdempotencyRequest } from '#libs/service/http';
import { etagOf } from '#libs/service/if-match';
import { DealList, type DealListAnswer } from './deal-list.service.ts';
import { DealViews } from './deal.view.ts';
import { Extensions } from './extension.service.ts';
import { Registration } from './registration.service.ts';
import { Selling } from './selling.service.ts';

type LocaleQuery = z.output<typeof registerQuery>;

/** A partner's deals, and how it works on them; the team reads all. */
@Controller('deals')
export class DealController {
  constructor(
    private readonly registration: Registration,
    private readonly views: DealViews,
    private readonly deals: DealList,
    private readonly selling: Selling,
    private readonly extensions: Extensions,
  ) {}

  /** Registers a deal and says at once whether it is the caller's. */
  @Post()
  @Requires('deals:register')
  @Answers(201, registerAnswer, 'The registration, with the decision and its reason.')
  register(
    @CurrentActor() actor: Actor,
    @Body({ schema: registerBody }) body: RegisterBody,
    @Query({ schema: registerQuery }) { locale }: LocaleQuery,
    @IdempotencyKey() request: IdempotencyRequest | undefined,
  ): Promise<RegisterAnswer> {
    return this.registration.register(actor, body, locale, request);
  }

  @Get()
  @Requires('deals:read')
  @Answers(200, dealListAnswer, 'The own deals; for the team, everybody’s.')
  page(@CurrentActor() actor: Actor, @Query({ schema: dealListQuery }) query: DealListQuery): Promise<DealListAnswer> {
    return this.deals.page(actor, query);
  }

  @Get(':id')
  @Requires('deals:read')
  @Answers(200, dealView, 'Everything about the deal; its ETag goes into If-Match.')
  async one(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) dealId: string,
    @Query({ schema: dealViewQuery }) { locale }: LocaleQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DealView> {
    const view = await this.views.one(actor, dealId, locale);
    void reply.header('etag', etagOf(view.version));
    return view;
  }

  /** Evidence of work on the deal. */
  @Post(':id/activities')
  @Requires('deals:register')
  @Answers(201, activityView, 'The activity counts from its day on.')
  logActivity(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) dealId: string,
    @Body({ schema: activityBody }) body: ActivityBody,
    @IdempotencyKey() idempotency: IdempotencyRequest | undefined,
  ): Promise<ActivityView> {
    return this.selling.logActivity({ actor, dealId, idempotency }, body);
  }

  @Post(':id/withdraw')
  @HttpCode(200)
  @Requires('deals:register')
  @Answers(200, dealMoved, 'The partner has given it up.')
  withdraw(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) dealId: string,
    @Body({ schema: withdrawDealBody }) { reason }: z.output<typeof withdrawDealBody>,
    @IdempotencyKey() idempotency: IdempotencyRequest | undefined,
  ): Promise<DealMoved> {
    return this.selling.withdraw({ actor, dealId, idempotency }, reason);
  }

  /** Completes a registration that was returned. */
  @Post(':id/resubmit')
  @HttpCode(200)
  @Requires('deals:register')
  @Answers(200, dealMoved, 'It is decided again.')
  resubmit(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) dealId: string,
    @Body({ schema: registerBody }) body: RegisterBody,
    @IdempotencyKey() idempotency: IdempotencyRequest | undefined,
  ): Promise<DealMoved> {
    return this.selling.resubmit({ actor, dealId, idempotency }, body);
  }

  /** Asks for the one extension of the protection. */
  @Post(':id/extension')
  @HttpCode(200)
  @Requires('deals:register')
  @Answers(200, dealMoved, 'The team decides; the protection does not end before.')
  extension(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) dealId: string,
    @Body({ schema: extensionBody }) { reason }: z.output<typeof extensionBody>,
    @IdempotencyKey() idempotency: IdempotencyRequest | undefined,
  ): Promise<DealMoved> {
    return this.extensions.request({ actor, dealId, idempotency }, reason);
  }
}
