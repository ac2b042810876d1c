import { Controller, Get, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { dashboardAnswer, type DashboardAnswer } from '#libs/contracts/http/dashboard';
import { Answers } from '#libs/service/answers';
import { SignedIn } from '#libs/service/auth/access';
import { DashboardService } from './dashboard.service.ts';

/** The figures of the caller's first page, from every service that has some. */
@Controller('dashboard')
export class DashboardController {
  constructor(private readonly dashboard: DashboardService) {}

  @Get()
  @SignedIn()
  @Answers(200, dashboardAnswer, 'Each figure with the list that it counts; `unavailable` names services that did not answer')
  figures(@Req() request: FastifyRequest): Promise<DashboardAnswer> {
    return this.dashboard.figures(request);
  }
}
