import { Body, Controller, Delete, Get, Header, HttpCode, Post } from '@nestjs/common';
import type { z } from 'zod';
import { refreshBody, sessionAnswer, signedInAnswer } from '#libs/contracts/http/identity';
import { Answers } from '#libs/service/answers';
import { Public, SignedIn } from '#libs/service/auth/access';
import type { Caller } from '#libs/service/auth/caller';
import { CurrentCaller } from '#libs/service/auth/current';
import { SessionService } from './session.service.ts';

@Controller('session')
export class SessionController {
  constructor(private readonly sessions: SessionService) {}

  @Get()
  @SignedIn()
  @Header('cache-control', 'no-store')
  @Answers(200, sessionAnswer, 'Who is signed in, with permissions and company.')
  show(@CurrentCaller() caller: Caller) {
    return this.sessions.show(caller);
  }

  @Post('refresh')
  @Public()
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @Answers(200, signedInAnswer, 'Fresh tokens, for the gateway alone.')
  refresh(@Body({ schema: refreshBody }) body: z.output<typeof refreshBody>) {
    return this.sessions.refresh(body.refreshToken);
  }

  @Delete()
  @SignedIn()
  @HttpCode(204)
  @Answers(204, undefined, 'The session has ended; its access token lives on for ten minutes at most.')
  signOut(@CurrentCaller() caller: Caller) {
    return this.sessions.signOut(caller);
  }
}
