import { Controller, Get } from '@nestjs/common';
import { ownPartnerAnswer } from '#libs/contracts/http/applications';
import type { Actor } from '#libs/database/actor';
import { Answers } from '#libs/service/answers';
import { Requires } from '#libs/service/auth/access';
import { CurrentActor } from '#libs/service/auth/current';
import { OwnPartner, type OwnPartnerAnswer } from './own-partner.service.ts';

@Controller('partners')
export class PartnerController {
  constructor(private readonly own: OwnPartner) {}

  /** The company of a partner's person. */
  @Get('mine')
  @Requires('partner:read')
  @Answers(200, ownPartnerAnswer, "The caller's company.")
  mine(@CurrentActor() actor: Actor): Promise<OwnPartnerAnswer> {
    return this.own.of(actor);
  }
}
