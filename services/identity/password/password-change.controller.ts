import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import type { z } from 'zod';
import { changePasswordBody } from '#libs/contracts/http/identity';
import { Answers } from '#libs/service/answers';
import { SignedIn } from '#libs/service/auth/access';
import type { Caller } from '#libs/service/auth/caller';
import { CurrentCaller } from '#libs/service/auth/current';
import { ClientAddress } from '../sign-in/client-address.ts';
import { PasswordChange } from './password-change.service.ts';

@Controller('me/password')
export class PasswordChangeController {
  constructor(private readonly passwords: PasswordChange) {}

  @Post()
  @SignedIn()
  @HttpCode(204)
  @Answers(204, undefined, 'The new password is set; every other session has ended.')
  change(@CurrentCaller() caller: Caller, @Body({ schema: changePasswordBody }) body: z.output<typeof changePasswordBody>, @ClientAddress() address: string) {
    return this.passwords.change(caller, body, address);
  }
}
