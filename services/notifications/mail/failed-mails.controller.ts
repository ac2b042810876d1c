import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import type { z } from 'zod';
import { discardMailBody, emptyBody, failedMailsAnswer, failedMailsQuery } from '#libs/contracts/http/notifications';
import { id as idSchema } from '#libs/contracts/primitives';
import type { Actor } from '#libs/database/actor';
import { Answers } from '#libs/service/answers';
import { Requires } from '#libs/service/auth/access';
import { CurrentActor } from '#libs/service/auth/current';
import { FailedMails } from './failed-mails.service.ts';

@Controller('notifications/failed-mails')
export class FailedMailsController {
  constructor(private readonly mails: FailedMails) {}

  @Get()
  @Requires('operations:read')
  @Answers(200, failedMailsAnswer, 'Mails that were refused for good, newest first')
  list(@CurrentActor() actor: Actor, @Query({ schema: failedMailsQuery }) query: z.output<typeof failedMailsQuery>) {
    return this.mails.list(actor, query);
  }

  @Post(':id/retry')
  @HttpCode(204)
  @Requires('operations:manage')
  @Answers(204, undefined, 'The mail is queued again')
  retry(@CurrentActor() actor: Actor, @Param('id', { schema: idSchema }) id: string, @Body({ schema: emptyBody }) _body: z.output<typeof emptyBody>) {
    return this.mails.retry(actor, id);
  }

  @Post(':id/discard')
  @HttpCode(204)
  @Requires('operations:manage')
  @Answers(204, undefined, 'The mail is given up')
  discard(@CurrentActor() actor: Actor, @Param('id', { schema: idSchema }) id: string, @Body({ schema: discardMailBody }) { reason }: z.output<typeof discardMailBody>) {
    return this.mails.discard(actor, id, reason);
  }
}
