import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import type { z } from 'zod';
import { exceptionsAnswer, exceptionsQuery, exceptionView, settleBody, type ExceptionView, type SettleBody } from '#libs/contracts/http/commissions';
import { id } from '#libs/contracts/primitives';
import type { Actor } from '#libs/database/actor';
import { Answers } from '#libs/service/answers';
import { Requires } from '#libs/service/auth/access';
import { CurrentActor } from '#libs/service/auth/current';
import { IdempotencyKey, type IdempotencyRequest } from '#libs/service/http';
import { Exceptions } from './exceptions.service.ts';

/** Reports that contradict what is known, for finance. */
@Controller('commissions/exceptions')
export class ExceptionController {
  constructor(private readonly exceptions: Exceptions) {}

  @Get()
  @Requires('commissions:manage')
  @Answers(200, exceptionsAnswer, 'A page of them, the oldest first.')
  page(@CurrentActor() actor: Actor, @Query({ schema: exceptionsQuery }) query: z.output<typeof exceptionsQuery>): Promise<z.output<typeof exceptionsAnswer>> {
    return this.exceptions.page(actor, query);
  }

  @Post(':id/settle')
  @HttpCode(200)
  @Requires('commissions:manage')
  @Answers(200, exceptionView, 'The decision is on record.')
  settle(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) exceptionId: string,
    @Body({ schema: settleBody }) body: SettleBody,
    @IdempotencyKey() request: IdempotencyRequest | undefined,
  ): Promise<ExceptionView> {
    return this.exceptions.settle(actor, exceptionId, body, request);
  }
}
