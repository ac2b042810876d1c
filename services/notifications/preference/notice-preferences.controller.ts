import { Body, Controller, Get, Patch } from '@nestjs/common';
import type { z } from 'zod';
import { changeNoticePreferencesBody, noticePreferencesAnswer } from '#libs/contracts/http/notifications';
import { Answers } from '#libs/service/answers';
import { Requires } from '#libs/service/auth/access';
import type { Caller } from '#libs/service/auth/caller';
import { CurrentCaller } from '#libs/service/auth/current';
import { NoticePreferences } from './notice-preferences.ts';

@Controller('notifications/preferences')
export class NoticePreferencesController {
  constructor(private readonly preferences: NoticePreferences) {}

  @Get()
  @Requires('preferences:own')
  @Answers(200, noticePreferencesAnswer, 'The kinds of news that the caller may hear of, and by which ways.')
  list(@CurrentCaller() caller: Caller) {
    return this.preferences.list(caller);
  }

  @Patch()
  @Requires('preferences:own')
  @Answers(200, noticePreferencesAnswer, 'As they are now.')
  change(@CurrentCaller() caller: Caller, @Body({ schema: changeNoticePreferencesBody }) body: z.output<typeof changeNoticePreferencesBody>) {
    return this.preferences.change(caller, body);
  }
}
