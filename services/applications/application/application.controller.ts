import { Body, Controller, Get, HttpCode, Param, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { applicationView, approveBody, moreInfoBody, moveAnswer, rejectBody, reviewBody, type ApproveBody, type MoveAnswer, type RejectBody } from '#libs/contracts/http/applications';
import { id } from '#libs/contracts/primitives';
import type { Actor } from '#libs/database/actor';
import { Answers } from '#libs/service/answers';
import { Requires } from '#libs/service/auth/access';
import { CurrentActor } from '#libs/service/auth/current';
import { IdempotencyKey, type IdempotencyRequest } from '#libs/service/http';
import { etagOf, IfMatch, type ExpectedVersion } from '#libs/service/if-match';
import { ApplicationViews, type ApplicationView } from './application.view.ts';
import { Decision } from './decision.service.ts';
import { Review } from './review.service.ts';

/** The team's side of an application. */
@Controller('applications/:id')
export class ApplicationController {
  constructor(
    private readonly views: ApplicationViews,
    private readonly reviews: Review,
    private readonly decisions: Decision,
  ) {}

  @Get()
  @Requires('applications:read')
  @Answers(200, applicationView, 'Everything about the application; its ETag goes into If-Match.')
  async one(@CurrentActor() actor: Actor, @Param('id', { schema: id }) applicationId: string, @Res({ passthrough: true }) reply: FastifyReply): Promise<ApplicationView> {
    const view = await this.views.one(actor, applicationId);
    void reply.header('etag', etagOf(view.version));
    return view;
  }

  /** Takes the application; from `more_info`, takes the question back. */
  @Post('review')
  @HttpCode(200)
  @Requires('applications:review')
  @Answers(200, moveAnswer, 'The caller reviews it.')
  review(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) applicationId: string,
    @Body({ schema: reviewBody }) _body: z.output<typeof reviewBody>,
    @IfMatch() expected: ExpectedVersion,
    @IdempotencyKey() idempotency: IdempotencyRequest | undefined,
  ): Promise<MoveAnswer> {
    return this.reviews.start({ actor, applicationId, expected, idempotency });
  }

  /** Asks the applicant; the clock stands still until the answer. */
  @Post('more-info')
  @HttpCode(200)
  @Requires('applications:review')
  @Answers(200, moveAnswer, 'The question is on its way.')
  moreInfo(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) applicationId: string,
    @Body({ schema: moreInfoBody }) { question }: z.output<typeof moreInfoBody>,
    @IfMatch() expected: ExpectedVersion,
    @IdempotencyKey() idempotency: IdempotencyRequest | undefined,
  ): Promise<MoveAnswer> {
    return this.reviews.ask({ actor, applicationId, expected, idempotency }, question);
  }

  @Post('approve')
  @HttpCode(200)
  @Requires('applications:decide')
  @Answers(200, moveAnswer, 'The company is a partner.')
  approve(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) applicationId: string,
    @Body({ schema: approveBody }) body: ApproveBody,
    @IfMatch() expected: ExpectedVersion,
    @IdempotencyKey() idempotency: IdempotencyRequest | undefined,
  ): Promise<MoveAnswer> {
    return this.decisions.approve({ actor, applicationId, expected, idempotency }, body);
  }

  @Post('reject')
  @HttpCode(200)
  @Requires('applications:decide')
  @Answers(200, moveAnswer, 'The application is turned down.')
  reject(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) applicationId: string,
    @Body({ schema: rejectBody }) body: RejectBody,
    @IfMatch() expected: ExpectedVersion,
    @IdempotencyKey() idempotency: IdempotencyRequest | undefined,
  ): Promise<MoveAnswer> {
    return this.decisions.reject({ actor, applicationId, expected, idempotency }, body);
  }
}
