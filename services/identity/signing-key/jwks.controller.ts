import { Controller, Get, Header } from '@nestjs/common';
import { Public } from '#libs/service/auth/access';
import { KeyRing } from './key-ring.ts';

/** Where every service fetches the keys that verify access tokens. */
@Controller('.well-known')
export class JwksController {
  constructor(private readonly keys: KeyRing) {}

  @Get('jwks.json')
  @Public()
  @Header('cache-control', 'public, max-age=60')
  async keySet() {
    return { keys: await this.keys.published() };
  }
}
