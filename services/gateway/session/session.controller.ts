import { Body, Controller, Delete, HttpCode, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { loginBody, sessionAnswer } from '#libs/contracts/http/identity';
import { emptyBody } from '#libs/contracts/primitives';
import { Answers } from '#libs/service/answers';
import { Public } from '#libs/service/auth/access';
import { SessionService, type Session } from './session.service.ts';

/** The routes whose answers set or clear cookies. */
@Controller()
export class SessionController {
  constructor(private readonly sessions: SessionService) {}

  @Post('partners/login')
  @Public()
  @HttpCode(200)
  @Answers(200, sessionAnswer, 'Signed in; the session stands in two HttpOnly cookies')
  @Answers(401, undefined, 'Address or password are wrong, or the account cannot sign in: always the same answer')
  @Answers(429, undefined, 'Too many tries; Retry-After says how long to wait')
  signIn(@Body({ schema: loginBody }) body: z.output<typeof loginBody>, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<Session> {
    return this.sessions.signIn(request, reply, body);
  }

  @Post('session/refresh')
  @Public()
  @HttpCode(200)
  @Answers(200, sessionAnswer, 'Both cookies are new')
  @Answers(401, undefined, 'There is no session to go on with')
  refresh(@Body({ schema: emptyBody }) _body: z.output<typeof emptyBody>, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<Session> {
    return this.sessions.refresh(request, reply);
  }

  @Delete('session')
  @Public()
  @HttpCode(204)
  @Answers(204, undefined, 'Signed out; the cookies are gone')
  @Answers(401, undefined, 'The session is not of the person whose page asks; it goes on')
  signOut(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    return this.sessions.signOut(request, reply);
  }
}
