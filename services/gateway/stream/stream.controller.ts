import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { id } from '#libs/contracts/primitives';
import { Answers } from '#libs/service/answers';
import { Requires } from '#libs/service/auth/access';
import type { Caller } from '#libs/service/auth/caller';
import { CurrentCaller } from '#libs/service/auth/current';
import { httpProblem } from '#libs/service/problems';
import { SomebodyElsesSession } from '../edge/whose-page.ts';
import { StreamsService } from './streams.service.ts';

/** `after` is for the first connection, when browsers send no Last-Event-ID yet; `person` says whose page it is, since browsers send no header of ours here. */
const streamQuery = z.strictObject({ after: z.coerce.number().int().min(0).optional(), person: id.optional() });
const lastEventId = z.coerce.number().int().min(0);

@Controller('notifications')
export class StreamController {
  constructor(private readonly streams: StreamsService) {}

  @Get('stream')
  @Requires('notifications:read')
  @Answers(200, undefined, 'Server-sent events `notification`, each with the feed id; missed ones are replayed after Last-Event-ID or `after`')
  open(
    @Query({ schema: streamQuery }) query: z.output<typeof streamQuery>,
    @CurrentCaller() caller: Caller,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    if (query.person !== undefined && query.person !== caller.userId) throw new SomebodyElsesSession();
    return this.streams.start(caller, lastIdOf(request) ?? query.after, request, reply);
  }
}

function lastIdOf(request: FastifyRequest): number | undefined {
  const header = request.headers['last-event-id'];
  if (header === undefined || header === '') return undefined;
  const parsed = lastEventId.safeParse(header);
  if (parsed.success) return parsed.data;
  throw httpProblem('http/validation-failed', { errors: [{ pointer: '/last-event-id', in: 'header', detail: 'must be a feed id' }] });
}
