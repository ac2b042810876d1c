import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import type { z } from 'zod';
import { passwordResetBody, passwordResetConfirmBody } from '#libs/contracts/http/identity';
import { Answers } from '#libs/service/answers';
import { Public } from '#libs/service/auth/access';
import { ClientAddress } from '../sign-in/client-address.ts';
import { PasswordResetService } from './password-reset.service.ts';
import { ResetRequests } from './reset-requests.ts';

@Controller('password-reset')
export class PasswordResetController {
  constructor(
    private readonly requests: ResetRequests,
    private readonly resets: PasswordResetService,
  ) {}

  @Post()
  @Public()
  @HttpCode(202)
  @Answers(202, undefined, 'If the address has an account, a mail is on its way.')
  request(@Body({ schema: passwordResetBody }) body: z.output<typeof passwordResetBody>) {
    return this.requests.take(body.email);
  }

  @Post('confirm')
  @Public()
  @HttpCode(204)
  @Answers(204, undefined, 'The new password is set and every session has ended.')
  confirm(@Body({ schema: passwordResetConfirmBody }) body: z.output<typeof passwordResetConfirmBody>, @ClientAddress() address: string) {
    return this.resets.confirm(body, address);
  }
}
