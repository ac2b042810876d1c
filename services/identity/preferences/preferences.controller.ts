import { Body, Controller, Get, Patch } from '@nestjs/common';
import type { z } from 'zod';
import { changePreferencesBody, preferences } from '#libs/contracts/http/identity';
import { Answers } from '#libs/service/answers';
import { SignedIn } from '#libs/service/auth/access';
import type { Caller } from '#libs/service/auth/caller';
import { CurrentCaller } from '#libs/service/auth/current';
import { PreferencesService } from './preferences.service.ts';

@Controller('me/preferences')
export class PreferencesController {
  constructor(private readonly preferences: PreferencesService) {}

  @Get()
  @SignedIn()
  @Answers(200, preferences, 'Name, language, and how one is told of news.')
  show(@CurrentCaller() caller: Caller) {
    return this.preferences.show(caller);
  }

  @Patch()
  @SignedIn()
  @Answers(200, preferences, 'As they are now.')
  change(@CurrentCaller() caller: Caller, @Body({ schema: changePreferencesBody }) body: z.output<typeof changePreferencesBody>) {
    return this.preferences.change(caller, body);
  }
}
