import { Controller, Get, Query } from '@nestjs/common';
import type { z } from 'zod';
import { auditAnswer, auditQuery } from '#libs/contracts/http/identity';
import type { Actor } from '#libs/database/actor';
import { Answers } from '#libs/service/answers';
import { Requires } from '#libs/service/auth/access';
import { CurrentActor } from '#libs/service/auth/current';
import { AuditListing } from './audit.listing.ts';

@Controller('audit')
export class AuditController {
  constructor(private readonly listing: AuditListing) {}

  @Get()
  @Requires('audit:read')
  @Answers(200, auditAnswer, 'What anybody did that matters, the latest first.')
  list(@CurrentActor() actor: Actor, @Query({ schema: auditQuery }) query: z.output<typeof auditQuery>) {
    return this.listing.list(actor, query);
  }
}
