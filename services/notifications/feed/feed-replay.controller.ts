import { Controller, Get, Query } from '@nestjs/common';
import type { z } from 'zod';
import { feedReplayAnswer, feedReplayQuery } from '#libs/contracts/http/notifications';
import type { Actor } from '#libs/database/actor';
import { Answers } from '#libs/service/answers';
import { Requires } from '#libs/service/auth/access';
import { CurrentActor } from '#libs/service/auth/current';
import { Feed } from './feed.service.ts';

/** For the gateway, with the caller's own token; never routed from outside. */
@Controller('internal/feed')
export class FeedReplayController {
  constructor(private readonly feed: Feed) {}

  @Get()
  @Requires('notifications:read')
  @Answers(200, feedReplayAnswer, "The caller's entries after a feed id, oldest first")
  replay(@CurrentActor() actor: Actor, @Query({ schema: feedReplayQuery }) { after, limit }: z.output<typeof feedReplayQuery>) {
    return this.feed.replay(actor, after, limit);
  }
}
