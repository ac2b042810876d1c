import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { acceptedAnswer, acceptJoinBody, joinRequestBody, joinRequestsAnswer, joinRequestsQuery, joinRequestView, type JoinRequestBody } from '#libs/contracts/http/applications';
import { id } from '#libs/contracts/primitives';
import type { Actor } from '#libs/database/actor';
import { Answers } from '#libs/service/answers';
import { Public, Requires } from '#libs/service/auth/access';
import { CurrentActor } from '#libs/service/auth/current';
import { IdempotencyKey, type IdempotencyRequest } from '#libs/service/http';
import { JoinAsking } from './join-asking.service.ts';
import { JoinRequests, type JoinRequestsAnswer, type JoinRequestView } from './join-request.service.ts';

const nothing = z.strictObject({});

/** How colleagues get into their company's account. */
@Controller('partners/join-requests')
export class JoinRequestController {
  constructor(
    private readonly asking: JoinAsking,
    private readonly requests: JoinRequests,
  ) {}

  @Post()
  @HttpCode(202)
  @Public()
  @Answers(202, acceptedAnswer, "If there is such a partner, its owners have been asked.")
  ask(@Body({ schema: joinRequestBody }) body: JoinRequestBody, @IdempotencyKey() request: IdempotencyRequest | undefined): Promise<{ accepted: true }> {
    return this.asking.ask(body, request);
  }

  @Get()
  @Requires('partner:join-requests')
  @Answers(200, joinRequestsAnswer, "Requests to join the caller's company, the latest first.")
  list(@CurrentActor() actor: Actor, @Query({ schema: joinRequestsQuery }) query: z.output<typeof joinRequestsQuery>): Promise<JoinRequestsAnswer> {
    return this.requests.list(actor, query);
  }

  @Post(':id/accept')
  @HttpCode(200)
  @Requires('partner:join-requests')
  @Answers(200, joinRequestView, 'The person gets an invitation.')
  accept(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) requestId: string,
    @Body({ schema: acceptJoinBody }) { roles }: z.output<typeof acceptJoinBody>,
    @IdempotencyKey() idempotency: IdempotencyRequest | undefined,
  ): Promise<JoinRequestView> {
    return this.requests.accept({ actor, id: requestId, idempotency }, roles);
  }

  @Post(':id/decline')
  @HttpCode(200)
  @Requires('partner:join-requests')
  @Answers(200, joinRequestView, 'The person is told.')
  decline(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) requestId: string,
    @Body({ schema: nothing }) _body: z.output<typeof nothing>,
    @IdempotencyKey() idempotency: IdempotencyRequest | undefined,
  ): Promise<JoinRequestView> {
    return this.requests.decline({ actor, id: requestId, idempotency });
  }
}
