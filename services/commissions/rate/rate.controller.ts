import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import type { z } from 'zod';
import { cancelRateBody, publishRateBody, ratesAnswer, rateView, type CancelRateBody, type PublishRateBody, type RateView } from '#libs/contracts/http/commissions';
import type { Actor } from '#libs/database/actor';
import { Answers } from '#libs/service/answers';
import { Requires } from '#libs/service/auth/access';
import { CurrentActor } from '#libs/service/auth/current';
import { IdempotencyKey, type IdempotencyRequest } from '#libs/service/http';
import { Rates } from './rates.service.ts';

/** What each tier earns, and from when. */
@Controller('commissions/rates')
export class RateController {
  constructor(private readonly rates: Rates) {}

  @Get()
  @Requires('commissions:read')
  @Answers(200, ratesAnswer, 'Every published rate, past and to come.')
  all(@CurrentActor() actor: Actor): Promise<z.output<typeof ratesAnswer>> {
    return this.rates.all(actor);
  }

  /** Publishes a rate that begins tomorrow or later; what was earned until then stays as it is. */
  @Post()
  @Requires('rates:manage')
  @Answers(201, rateView, 'The rate is published.')
  publish(@CurrentActor() actor: Actor, @Body({ schema: publishRateBody }) body: PublishRateBody, @IdempotencyKey() request: IdempotencyRequest | undefined): Promise<RateView> {
    return this.rates.publish(actor, body, request);
  }

  /** Takes a rate back whose day has not begun; the one before goes on. One that came with a plan goes with it. */
  @Post('cancel')
  @HttpCode(204)
  @Requires('rates:manage')
  @Answers(204, undefined, 'It will not begin.')
  cancel(@CurrentActor() actor: Actor, @Body({ schema: cancelRateBody }) body: CancelRateBody, @IdempotencyKey() request: IdempotencyRequest | undefined): Promise<void> {
    return this.rates.cancel(actor, body, request);
  }
}
