import { Body, Controller, Get, HttpCode, Param, Post, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { discardBody, parkedQuery, replayBody } from '#libs/contracts/http/operations';
import { Answers } from '#libs/service/answers';
import { Requires } from '#libs/service/auth/access';
import { allParked, type AllParked } from './all-parked.ts';
import { ParkedEventsService } from './parked-events.service.ts';

/** Events held back in any service, in one list. */
@Controller('operations/parked-events')
export class ParkedEventsController {
  constructor(private readonly parked: ParkedEventsService) {}

  @Get()
  @Requires('operations:read')
  @Answers(200, allParked, 'Up to `limit` events of each service; `unavailable` names services that did not answer')
  list(@Query({ schema: parkedQuery }) query: z.output<typeof parkedQuery>, @Req() request: FastifyRequest): Promise<AllParked> {
    return this.parked.list(request, query);
  }

  @Post(':id/replay')
  @Requires('operations:manage')
  @HttpCode(200)
  @Answers(200, undefined, 'The event is tried again, and then those that wait behind it')
  replay(@Param('id') id: string, @Body({ schema: replayBody }) body: z.output<typeof replayBody>, @Req() request: FastifyRequest): Promise<unknown> {
    return this.parked.dispatch(request, id, 'replay', body);
  }

  @Post(':id/discard')
  @Requires('operations:manage')
  @HttpCode(204)
  @Answers(204, undefined, 'The event is gone, its reason is on record, those behind it go on')
  async discard(@Param('id') id: string, @Body({ schema: discardBody }) body: z.output<typeof discardBody>, @Req() request: FastifyRequest): Promise<void> {
    await this.parked.dispatch(request, id, 'discard', body);
  }
}
