import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import type { z } from 'zod';
import { cancelPlanBody, plansAnswer, planView, publishPlanBody, type CancelPlanBody, type PlanView, type PublishPlanBody } from '#libs/contracts/http/commissions';
import type { Actor } from '#libs/database/actor';
import { Answers } from '#libs/service/answers';
import { Requires } from '#libs/service/auth/access';
import { CurrentActor } from '#libs/service/auth/current';
import { IdempotencyKey, type IdempotencyRequest } from '#libs/service/http';
import { Plans } from './plans.service.ts';

/** Under which name all tiers earn what they do, and from when. */
@Controller('commissions/plans')
export class PlanController {
  constructor(private readonly plans: Plans) {}

  @Get()
  @Requires('commissions:read')
  @Answers(200, plansAnswer, 'Every published plan, past and to come, with the rates it began with.')
  all(@CurrentActor() actor: Actor): Promise<z.output<typeof plansAnswer>> {
    return this.plans.all(actor);
  }

  /** Publishes a plan, or another version of one, that begins tomorrow or later; what was earned until then stays as it is. */
  @Post()
  @Requires('rates:manage')
  @Answers(201, planView, 'The plan is published, and its rates with it.')
  publish(@CurrentActor() actor: Actor, @Body({ schema: publishPlanBody }) body: PublishPlanBody, @IdempotencyKey() request: IdempotencyRequest | undefined): Promise<PlanView> {
    return this.plans.publish(actor, body, request);
  }

  /** Takes the last plan back, as long as its day has not begun, with the rates that came with it; the one before goes on. */
  @Post('cancel')
  @HttpCode(204)
  @Requires('rates:manage')
  @Answers(204, undefined, 'It will not begin.')
  cancel(@CurrentActor() actor: Actor, @Body({ schema: cancelPlanBody }) body: CancelPlanBody, @IdempotencyKey() request: IdempotencyRequest | undefined): Promise<void> {
    return this.plans.cancel(actor, body, request);
  }
}
