import { Body, Controller, Header, HttpCode, Post } from '@nestjs/common';
import type { z } from 'zod';
import { loginBody, signedInAnswer } from '#libs/contracts/http/identity';
import { Answers } from '#libs/service/answers';
import { Public } from '#libs/service/auth/access';
import { ClientAddress } from './client-address.ts';
import { SignInService } from './sign-in.service.ts';

@Controller('partners/login')
export class SignInController {
  constructor(private readonly signIns: SignInService) {}

  @Post()
  @Public()
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @Answers(200, signedInAnswer, 'Signed in; the tokens are for the gateway alone.')
  signIn(@Body({ schema: loginBody }) body: z.output<typeof loginBody>, @ClientAddress() address: string) {
    return this.signIns.signIn(body, address);
  }
}
