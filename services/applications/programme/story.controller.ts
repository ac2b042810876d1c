import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import type { z } from 'zod';
import { cancelStoryBody, publishStoryBody, storiesAnswer, storyVersion, withdrawStoryBody, type CancelStoryBody, type PublishStoryBody, type StoryVersion, type WithdrawStoryBody } from '#libs/contracts/http/tiers';
import { id } from '#libs/contracts/primitives';
import type { Actor } from '#libs/database/actor';
import { Answers } from '#libs/service/answers';
import { Requires } from '#libs/service/auth/access';
import { CurrentActor } from '#libs/service/auth/current';
import { IdempotencyKey, type IdempotencyRequest } from '#libs/service/http';
import { IfMatch, type ExpectedVersion } from '#libs/service/if-match';
import { Stories } from './story.service.ts';

/** The success stories of the public page. */
@Controller('programme/stories')
export class StoryController {
  constructor(private readonly stories: Stories) {}

  @Get()
  @Requires('programme:read')
  @Answers(200, storiesAnswer, 'Every version of every story, past and to come; a story’s last version goes into If-Match.')
  all(@CurrentActor() actor: Actor): Promise<z.output<typeof storiesAnswer>> {
    return this.stories.all(actor);
  }

  /** Tells a story, at once or from a later moment on. */
  @Post()
  @Requires('programme:manage')
  @Answers(201, storyVersion, 'The story is published.')
  publish(@CurrentActor() actor: Actor, @Body({ schema: publishStoryBody }) body: PublishStoryBody, @IdempotencyKey() idempotency: IdempotencyRequest | undefined): Promise<StoryVersion> {
    return this.stories.publish({ actor, idempotency }, body);
  }

  /** Tells it otherwise. */
  @Post(':id')
  @Requires('programme:manage')
  @Answers(201, storyVersion, 'Another version is published.')
  change(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) storyId: string,
    @Body({ schema: publishStoryBody }) body: PublishStoryBody,
    @IfMatch() expected: ExpectedVersion,
    @IdempotencyKey() idempotency: IdempotencyRequest | undefined,
  ): Promise<StoryVersion> {
    return this.stories.republish({ actor, storyId, expected, idempotency }, body);
  }

  /** Tells it no more; what was to be told from then on is cancelled. */
  @Post(':id/withdraw')
  @HttpCode(200)
  @Requires('programme:manage')
  @Answers(200, storyVersion, 'It ends then.')
  withdraw(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) storyId: string,
    @Body({ schema: withdrawStoryBody }) body: WithdrawStoryBody,
    @IfMatch() expected: ExpectedVersion,
    @IdempotencyKey() idempotency: IdempotencyRequest | undefined,
  ): Promise<StoryVersion> {
    return this.stories.withdraw({ actor, storyId, expected, idempotency }, body);
  }

  /** Takes back what has not begun: the last version, or its withdrawal; what is told before goes on. */
  @Post(':id/cancel')
  @HttpCode(204)
  @Requires('programme:manage')
  @Answers(204, undefined, 'It will not begin.')
  cancel(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) storyId: string,
    @Body({ schema: cancelStoryBody }) body: CancelStoryBody,
    @IfMatch() expected: ExpectedVersion,
    @IdempotencyKey() idempotency: IdempotencyRequest | undefined,
  ): Promise<void> {
    return this.stories.cancel({ actor, storyId, expected, idempotency }, body);
  }
}
