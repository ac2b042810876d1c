import { Body, Controller, Get, HttpCode, Param, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { cancelBody, publishTierBody, tiersAnswer, tierVersion, type CancelBody, type PublishTierBody, type TierVersion } from '#libs/contracts/http/tiers';
import { tierCode } from '#libs/contracts/primitives';
import type { Actor } from '#libs/database/actor';
import { Answers } from '#libs/service/answers';
import { Requires } from '#libs/service/auth/access';
import { CurrentActor } from '#libs/service/auth/current';
import { IdempotencyKey, type IdempotencyRequest } from '#libs/service/http';
import { etagOf, IfMatch, type ExpectedVersion } from '#libs/service/if-match';
import { TierTerms } from './tier-terms.service.ts';

/** What each tier is called, asks for and gives. */
@Controller('programme/tiers')
export class TierTermsController {
  constructor(private readonly terms: TierTerms) {}

  @Get()
  @Requires('programme:read')
  @Answers(200, tiersAnswer, 'Every version of every tier, past and to come, the lowest tier first; a tier’s last version goes into If-Match.')
  all(@CurrentActor() actor: Actor): Promise<z.output<typeof tiersAnswer>> {
    return this.terms.all(actor);
  }

  /** Publishes a tier anew, at once or from a later moment on; applications that came before are judged by what was asked then. */
  @Post(':code')
  @Requires('programme:manage')
  @Answers(201, tierVersion, 'The version is published; the ETag goes into If-Match.')
  async publish(
    @CurrentActor() actor: Actor,
    @Param('code', { schema: tierCode }) tier: string,
    @Body({ schema: publishTierBody }) body: PublishTierBody,
    @IfMatch() expected: ExpectedVersion,
    @IdempotencyKey() idempotency: IdempotencyRequest | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<TierVersion> {
    const published = await this.terms.publish({ actor, tier, expected, idempotency }, body);
    void reply.header('etag', etagOf(published.version));
    return published;
  }

  /** Takes the last version back, as long as it has not begun; the one before goes on. */
  @Post(':code/cancel')
  @HttpCode(204)
  @Requires('programme:manage')
  @Answers(204, undefined, 'It will not begin.')
  cancel(
    @CurrentActor() actor: Actor,
    @Param('code', { schema: tierCode }) tier: string,
    @Body({ schema: cancelBody }) body: CancelBody,
    @IfMatch() expected: ExpectedVersion,
    @IdempotencyKey() idempotency: IdempotencyRequest | undefined,
  ): Promise<void> {
    return this.terms.cancel({ actor, tier, expected, idempotency }, body);
  }
}
