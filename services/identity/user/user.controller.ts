import { Body, Controller, Get, HttpCode, Param, Patch, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { changeUserBody, inviteBody, usersAnswer, usersQuery, userView } from '#libs/contracts/http/identity';
import { emptyBody, id } from '#libs/contracts/primitives';
import type { Actor } from '#libs/database/actor';
import { Answers } from '#libs/service/answers';
import { Requires } from '#libs/service/auth/access';
import type { Caller } from '#libs/service/auth/caller';
import { CurrentActor, CurrentCaller } from '#libs/service/auth/current';
import { IdempotencyKey, type IdempotencyRequest } from '#libs/service/http';
import { etagOf, IfMatch, type ExpectedVersion } from '#libs/service/if-match';
import { PeopleService } from './people.service.ts';
import { UserListing } from './user.listing.ts';

@Controller('users')
export class UserController {
  constructor(
    private readonly people: PeopleService,
    private readonly listing: UserListing,
  ) {}

  @Get()
  @Requires('users:read')
  @Answers(200, usersAnswer, 'People, the newest first.')
  list(@CurrentActor() actor: Actor, @Query({ schema: usersQuery }) query: z.output<typeof usersQuery>) {
    return this.listing.list(actor, query);
  }

  @Post()
  @Requires('users:manage')
  @Answers(201, userView, 'The account is open and its activation link on the way.')
  invite(@CurrentCaller() caller: Caller, @Body({ schema: inviteBody }) body: z.output<typeof inviteBody>, @IdempotencyKey() request: IdempotencyRequest | undefined) {
    return this.people.invite(caller, body, request);
  }

  @Patch(':id')
  @Requires('users:manage')
  @Answers(200, userView, 'The person as it is now.')
  async change(
    @CurrentCaller() caller: Caller,
    @Param('id', { schema: id }) userId: string,
    @Body({ schema: changeUserBody }) body: z.output<typeof changeUserBody>,
    @IfMatch() expected: ExpectedVersion,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const user = await this.people.change(caller, userId, body, expected);
    void reply.header('etag', etagOf(user.version));
    return user;
  }

  @Post(':id/activation-link')
  @Requires('users:manage')
  @HttpCode(202)
  @Answers(202, userView, 'A fresh link is on the way; the old one is dead.')
  sendLinkAgain(@CurrentCaller() caller: Caller, @Param('id', { schema: id }) userId: string, @Body({ schema: emptyBody }) _body: z.output<typeof emptyBody>) {
    return this.people.sendLinkAgain(caller, userId);
  }
}
