import { Controller, Get } from '@nestjs/common';
import { figuresAnswer, type FiguresAnswer } from '#libs/contracts/http/dashboard';
import { Answers } from '#libs/service/answers';
import { SignedIn } from '#libs/service/auth/access';
import type { Caller } from '#libs/service/auth/caller';
import { CurrentCaller } from '#libs/service/auth/current';
import { Dashboard } from './dashboard.service.ts';

/** This service's part of the first page; the gateway puts all parts into one. */
@Controller('dashboard')
export class DashboardController {
  constructor(private readonly dashboard: Dashboard) {}

  @Get()
  @SignedIn()
  @Answers(200, figuresAnswer, 'What the caller has open with deals, or what waits for them.')
  figures(@CurrentCaller() caller: Caller): Promise<FiguresAnswer> {
    return this.dashboard.figures(caller);
  }
}
