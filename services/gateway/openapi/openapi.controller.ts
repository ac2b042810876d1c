import { Controller, Get } from '@nestjs/common';
import { Answers } from '#libs/service/answers';
import { Public } from '#libs/service/auth/access';
import type { OpenAPIObject } from '#libs/service/openapi';
import { OpenApiService } from './openapi.service.ts';

@Controller('openapi.json')
export class OpenApiController {
  constructor(private readonly openApi: OpenApiService) {}

  @Get()
  @Public()
  @Answers(200, undefined, 'This document')
  document(): Promise<OpenAPIObject> {
    return this.openApi.document();
  }
}
