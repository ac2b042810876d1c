import { Controller, Get, Query } from '@nestjs/common';
import type { z } from 'zod';
import { catalogueAnswer, catalogueQuery } from '#libs/contracts/http/programme';
import { Answers } from '#libs/service/answers';
import { Public } from '#libs/service/auth/access';
import { Catalogue } from './catalogue.service.ts';

@Public()
@Controller('catalogue')
export class CatalogueController {
  constructor(private readonly catalogue: Catalogue) {}

  /** Codes with labels, for forms. */
  @Get()
  @Answers(200, catalogueAnswer, 'Every code that may be chosen now.')
  catalogueIn(@Query({ schema: catalogueQuery }) { locale }: z.output<typeof catalogueQuery>): Promise<z.output<typeof catalogueAnswer>> {
    return this.catalogue.page(locale);
  }
}
