import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import type { z } from 'zod';
import { catalogueQuery, programmeAnswer, qualificationAnswer, qualificationBody, type QualificationBody } from '#libs/contracts/http/programme';
import { Answers } from '#libs/service/answers';
import { Public } from '#libs/service/auth/access';
import { ProgrammePages } from './programme.pages.ts';

type LocaleQuery = z.output<typeof catalogueQuery>;

/** What the programme offers and asks for. */
@Public()
@Controller('programme')
export class ProgrammeController {
  constructor(private readonly pages: ProgrammePages) {}

  @Get()
  @Answers(200, programmeAnswer, 'The programme as it counts now.')
  programme(@Query({ schema: catalogueQuery }) { locale }: LocaleQuery): Promise<z.output<typeof programmeAnswer>> {
    return this.pages.programme(locale);
  }

  /** Evaluates the requirements for figures; nothing is stored. */
  @Post('qualification')
  @HttpCode(200)
  @Answers(200, qualificationAnswer, 'Each tier with each criterion.')
  qualification(
    @Body({ schema: qualificationBody }) body: QualificationBody,
    @Query({ schema: catalogueQuery }) { locale }: LocaleQuery,
  ): Promise<z.output<typeof qualificationAnswer>> {
    return this.pages.qualification(body, locale);
  }
}
