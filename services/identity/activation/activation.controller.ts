import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import type { z } from 'zod';
import { activationAnswer, activationBody } from '#libs/contracts/http/identity';
import { Answers } from '#libs/service/answers';
import { Public } from '#libs/service/auth/access';
import { ActivationService } from './activation.service.ts';

@Controller('activation')
export class ActivationController {
  constructor(private readonly activations: ActivationService) {}

  @Post()
  @Public()
  @HttpCode(200)
  @Answers(200, activationAnswer, 'The password is set; sign in with it.')
  activate(@Body({ schema: activationBody }) body: z.output<typeof activationBody>) {
    return this.activations.activate(body);
  }
}
