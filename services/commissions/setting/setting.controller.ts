import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import type { z } from 'zod';
import { cancelSettingBody, publishCommissionSettingBody, settingsAnswer, settingVersion, type CancelSettingBody, type PublishCommissionSettingBody, type SettingVersion } from '#libs/contracts/http/settings';
import type { Actor } from '#libs/database/actor';
import { Answers } from '#libs/service/answers';
import { Requires } from '#libs/service/auth/access';
import { CurrentActor } from '#libs/service/auth/current';
import { IdempotencyKey, type IdempotencyRequest } from '#libs/service/http';
import { Settings } from './settings.service.ts';

/** How long commission is held, and where the programme's days begin. */
@Controller('commissions/settings')
export class SettingController {
  constructor(private readonly settings: Settings) {}

  @Get()
  @Requires('programme:read')
  @Answers(200, settingsAnswer, 'Every value, past and to come, with who published it and why.')
  all(@CurrentActor() actor: Actor): Promise<z.output<typeof settingsAnswer>> {
    return this.settings.all(actor);
  }

  /** Publishes a value that begins the day after tomorrow or later; what was earned or paid until then stays as it is. */
  @Post()
  @Requires('programme:manage')
  @Answers(201, settingVersion, 'The value is published.')
  publish(@CurrentActor() actor: Actor, @Body({ schema: publishCommissionSettingBody }) body: PublishCommissionSettingBody, @IdempotencyKey() request: IdempotencyRequest | undefined): Promise<SettingVersion> {
    return this.settings.publish(actor, body, request);
  }

  /** Takes the last value of a key back that begins the day after tomorrow or later; the one before goes on. What begins tomorrow may be booked already. */
  @Post('cancel')
  @HttpCode(204)
  @Requires('programme:manage')
  @Answers(204, undefined, 'It will not begin.')
  cancel(@CurrentActor() actor: Actor, @Body({ schema: cancelSettingBody }) body: CancelSettingBody, @IdempotencyKey() request: IdempotencyRequest | undefined): Promise<void> {
    return this.settings.cancel(actor, body, request);
  }
}
