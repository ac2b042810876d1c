import { Controller, Get, Query } from '@nestjs/common';
import type { z } from 'zod';
import { auditAnswer, auditQuery, auditVerificationAnswer } from '#libs/contracts/http/identity';
import type { Actor } from '#libs/database/actor';
import { Answers } from '#libs/service/answers';
import { Requires } from '#libs/service/auth/access';
import { CurrentActor } from '#libs/service/auth/current';
import { AuditChecks } from './audit-checks.ts';
import { AuditListing } from './audit.listing.ts';

@Controller('audit')
export class AuditController {
  constructor(
    private readonly listing: AuditListing,
    private readonly checks: AuditChecks,
  ) {}

  @Get()
  @Requires('audit:read')
  @Answers(200, auditAnswer, 'What anybody did that matters, the latest first.')
  list(@CurrentActor() actor: Actor, @Query({ schema: auditQuery }) query: z.output<typeof auditQuery>) {
    return this.listing.list(actor, query);
  }

  /** Whether the trail is what was written, as far as the service can tell; `verify-audit --expect` proves it by what is kept elsewhere. */
  @Get('verification')
  @Requires('audit:read')
  @Answers(200, auditVerificationAnswer, 'When the chain was verified last, by which run, and where it breaks if it does.')
  verification(@CurrentActor() actor: Actor): Promise<z.output<typeof auditVerificationAnswer>> {
    return this.checks.latest(actor);
  }
}
