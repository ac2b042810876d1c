import { Body, Get, HttpCode, Post } from '@nestjs/common';
import type { z } from 'zod';
import { cancelSettingBody, settingsAnswer, settingVersion, type CancelSettingBody, type SettingVersion } from '#libs/contracts/http/settings';
import type { Actor } from '#libs/database/actor';
import { Answers } from './answers.ts';
import { Requires } from './auth/access.ts';
import { CurrentActor } from './auth/current.ts';
import { IdempotencyKey, type IdempotencyRequest } from './http.ts';

/** A service's dated settings, past and to come. */
export interface DatedSettings<NewValue> {
  all(actor: Actor): Promise<z.output<typeof settingsAnswer>>;
  publish(actor: Actor, body: NewValue, request: IdempotencyRequest | undefined): Promise<SettingVersion>;
  cancel(actor: Actor, body: CancelSettingBody, request: IdempotencyRequest | undefined): Promise<void>;
}

/**
 * The routes of a service's settings, which are alike but for what can be set: a controller extends them and says below which path they stand. From when a
 * value may count, and what of it stays as it is, is the service's to say.
 */
export function settingRoutes<NewValue>(body: z.ZodType<NewValue>) {
  abstract class SettingRoutes {
    protected abstract readonly settings: DatedSettings<NewValue>;

    @Get()
    @Requires('programme:read')
    @Answers(200, settingsAnswer, 'Every value, past and to come, with who published it and why.')
    all(@CurrentActor() actor: Actor): Promise<z.output<typeof settingsAnswer>> {
      return this.settings.all(actor);
    }

    @Post()
    @Requires('programme:manage')
    @Answers(201, settingVersion, 'The value is published.')
    publish(@CurrentActor() actor: Actor, @Body({ schema: body }) value: NewValue, @IdempotencyKey() request: IdempotencyRequest | undefined): Promise<SettingVersion> {
      return this.settings.publish(actor, value, request);
    }

    /** Takes a value back that has not begun; the one before goes on. */
    @Post('cancel')
    @HttpCode(204)
    @Requires('programme:manage')
    @Answers(204, undefined, 'It will not begin.')
    cancel(@CurrentActor() actor: Actor, @Body({ schema: cancelSettingBody }) cancelled: CancelSettingBody, @IdempotencyKey() request: IdempotencyRequest | undefined): Promise<void> {
      return this.settings.cancel(actor, cancelled, request);
    }
  }
  return SettingRoutes;
}
