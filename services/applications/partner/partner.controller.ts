import { Body, Controller, Get, HttpCode, Param, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { managerAnswer, managerBody, ownPartnerAnswer, partnerView, type ManagerAnswer, type PartnerView } from '#libs/contracts/http/partners';
import { id } from '#libs/contracts/primitives';
import type { Actor } from '#libs/database/actor';
import { Answers } from '#libs/service/answers';
import { Requires } from '#libs/service/auth/access';
import { CurrentActor } from '#libs/service/auth/current';
import { IdempotencyKey, type IdempotencyRequest } from '#libs/service/http';
import { etagOf, IfMatch, type ExpectedVersion } from '#libs/service/if-match';
import { ManagerAssignment } from './manager-assignment.service.ts';
import { OnePartner } from './one-partner.service.ts';
import { OwnPartner, type OwnPartnerAnswer } from './own-partner.service.ts';

@Controller('partners')
export class PartnerController {
  constructor(
    private readonly own: OwnPartner,
    private readonly one: OnePartner,
    private readonly assignment: ManagerAssignment,
  ) {}

  /** The company of a partner's person. */
  @Get('mine')
  @Requires('partner:read')
  @Answers(200, ownPartnerAnswer, "The caller's company.")
  mine(@CurrentActor() actor: Actor): Promise<OwnPartnerAnswer> {
    return this.own.of(actor);
  }

  /** A company of the programme, for the vendor's people. */
  @Get(':id')
  @Requires('applications:read')
  @Answers(200, partnerView, 'The company as it stands; the ETag goes into If-Match.')
  async view(@CurrentActor() actor: Actor, @Param('id', { schema: id }) partnerId: string, @Res({ passthrough: true }) reply: FastifyReply): Promise<PartnerView> {
    const answer = await this.one.of(actor, partnerId);
    void reply.header('etag', etagOf(answer.version));
    return answer;
  }

  /** Somebody else looks after the partner from now on, or nobody. */
  @Post(':id/manager')
  @HttpCode(200)
  @Requires('partners:manage')
  @Answers(200, managerAnswer, 'Who looks after the partner now; the ETag goes into If-Match.')
  async assignManager(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) partnerId: string,
    @Body({ schema: managerBody }) { managerId }: z.output<typeof managerBody>,
    @IfMatch() expected: ExpectedVersion,
    @IdempotencyKey() idempotency: IdempotencyRequest | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ManagerAnswer> {
    const answer = await this.assignment.assign({ actor, partnerId, managerId, expected, idempotency });
    void reply.header('etag', etagOf(answer.version));
    return answer;
  }
}
