import { Controller, Get, Query } from '@nestjs/common';
import { partnerListAnswer, partnerListQuery, type PartnerListQuery } from '#libs/contracts/http/applications';
import type { Actor } from '#libs/database/actor';
import { Answers } from '#libs/service/answers';
import { Requires } from '#libs/service/auth/access';
import { CurrentActor } from '#libs/service/auth/current';
import { PartnerList, type PartnerListAnswer } from './partner-list.service.ts';

@Controller('partners')
export class PartnerListController {
  constructor(private readonly list: PartnerList) {}

  /** Applications and partners in one list. */
  @Get()
  @Requires('applications:read')
  @Answers(200, partnerListAnswer, 'A page of the list.')
  page(@CurrentActor() actor: Actor, @Query({ schema: partnerListQuery }) query: PartnerListQuery): Promise<PartnerListAnswer> {
    return this.list.page(actor, query);
  }
}
