import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import type { z } from 'zod';
import { ownSessionsAnswer, sessionsEndedAnswer } from '#libs/contracts/http/identity';
import { emptyBody } from '#libs/contracts/primitives';
import { Answers } from '#libs/service/answers';
import { SignedIn } from '#libs/service/auth/access';
import type { Caller } from '#libs/service/auth/caller';
import { CurrentCaller } from '#libs/service/auth/current';
import { OwnSessions } from './own-sessions.service.ts';

@Controller('me/sessions')
export class OwnSessionsController {
  constructor(private readonly sessions: OwnSessions) {}

  @Get()
  @SignedIn()
  @Answers(200, ownSessionsAnswer, 'The own sessions that live, the one used last first.')
  list(@CurrentCaller() caller: Caller) {
    return this.sessions.list(caller);
  }

  @Post('end-others')
  @SignedIn()
  @HttpCode(200)
  @Answers(200, sessionsEndedAnswer, 'All but this session have ended.')
  endOthers(@CurrentCaller() caller: Caller, @Body({ schema: emptyBody }) _body: z.output<typeof emptyBody>) {
    return this.sessions.endOthers(caller);
  }
}
