import { Controller, Get, Inject, type Type } from '@nestjs/common';
import { figuresAnswer, type FiguresAnswer } from '#libs/contracts/http/dashboard';
import { Answers } from './answers.ts';
import { SignedIn } from './auth/access.ts';
import type { Caller } from './auth/caller.ts';
import { CurrentCaller } from './auth/current.ts';

/** What a service counts for the caller's first page; nothing for roles that have no part in it. */
export interface Figures {
  figures(caller: Caller): Promise<FiguresAnswer>;
}

/**
 * A service's part of the first page, `GET /api/dashboard`; the gateway puts all parts into one.
 *
 * @example controllers: [dashboardOf(Dashboard, 'What the caller earns or owes.')]
 */
export function dashboardOf(figures: Type<Figures>, answer: string): Type {
  @Controller('dashboard')
  class DashboardController {
    constructor(@Inject(figures) private readonly dashboard: Figures) {}

    @Get()
    @SignedIn()
    @Answers(200, figuresAnswer, answer)
    figures(@CurrentCaller() caller: Caller): Promise<FiguresAnswer> {
      return this.dashboard.figures(caller);
    }
  }
  return DashboardController;
}
