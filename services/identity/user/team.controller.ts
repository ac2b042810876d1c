import { Controller, Get } from '@nestjs/common';
import type { z } from 'zod';
import { teamAnswer } from '#libs/contracts/http/identity';
import type { Actor } from '#libs/database/actor';
import { Answers } from '#libs/service/answers';
import { Requires } from '#libs/service/auth/access';
import { CurrentActor } from '#libs/service/auth/current';
import { Team } from './team.service.ts';

/** The vendor's people, by whose ids every page of the team's says who did something. */
@Controller('team')
export class TeamController {
  constructor(private readonly team: Team) {}

  @Get()
  @Requires('team:read')
  @Answers(200, teamAnswer, 'Everybody on the vendor’s side, also who no longer works there, by name; no addresses.')
  everybody(@CurrentActor() actor: Actor): Promise<z.output<typeof teamAnswer>> {
    return this.team.everybody(actor);
  }
}
