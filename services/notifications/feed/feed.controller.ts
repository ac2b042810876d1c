import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import type { z } from 'zod';
import { allReadAnswer, emptyBody, feedAnswer, feedEntry, feedId, feedQuery } from '#libs/contracts/http/notifications';
import type { Actor } from '#libs/database/actor';
import { Answers } from '#libs/service/answers';
import { Requires } from '#libs/service/auth/access';
import { CurrentActor } from '#libs/service/auth/current';
import { Feed } from './feed.service.ts';

@Controller('notifications')
export class FeedController {
  constructor(private readonly feed: Feed) {}

  @Get()
  @Requires('notifications:read')
  @Answers(200, feedAnswer, "The caller's own feed, newest first")
  list(@CurrentActor() actor: Actor, @Query({ schema: feedQuery }) query: z.output<typeof feedQuery>) {
    return this.feed.list(actor, query);
  }

  @Post('read-all')
  @HttpCode(200)
  @Requires('notifications:read')
  @Answers(200, allReadAnswer, 'How many were unread')
  readAll(@CurrentActor() actor: Actor, @Body({ schema: emptyBody }) _body: z.output<typeof emptyBody>) {
    return this.feed.markAllRead(actor);
  }

  @Post(':id/read')
  @HttpCode(200)
  @Requires('notifications:read')
  @Answers(200, feedEntry, 'The entry, read')
  read(@CurrentActor() actor: Actor, @Param('id', { schema: feedId }) id: number, @Body({ schema: emptyBody }) _body: z.output<typeof emptyBody>) {
    return this.feed.markRead(actor, id);
  }
}
