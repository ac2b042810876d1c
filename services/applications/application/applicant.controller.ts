import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import type { z } from 'zod';
import { acceptedAnswer, answerBody, statusAnswer, statusLinkBody, statusToken, withdrawBody } from '#libs/contracts/http/applications';
import { Answers } from '#libs/service/answers';
import { Public } from '#libs/service/auth/access';
import { IdempotencyKey, type IdempotencyRequest } from '#libs/service/http';
import { Applicant, type StatusAnswer } from './applicant.service.ts';
import { StatusLinkRequests } from './status-link-requests.ts';

/** The applicant's side, by the signed link of the mail; public because the token in the path is the credential. */
@Public()
@Controller('applications')
export class ApplicantController {
  constructor(
    private readonly applicant: Applicant,
    private readonly linkRequests: StatusLinkRequests,
  ) {}

  /** Sends the status link again; the answer is the same for known and unknown addresses. */
  @Post('status-link')
  @HttpCode(202)
  @Answers(202, acceptedAnswer, 'If there is such an application, a mail is on its way.')
  sendLink(@Body({ schema: statusLinkBody }) { email }: z.output<typeof statusLinkBody>): Promise<z.output<typeof acceptedAnswer>> {
    return this.linkRequests.request(email);
  }

  @Get('status/:token')
  @Answers(200, statusAnswer, 'Where the application stands.')
  status(@Param('token', { schema: statusToken }) token: string): Promise<StatusAnswer> {
    return this.applicant.status(token);
  }

  /** Answers the open question; the clock runs again. */
  @Post('status/:token/answer')
  @HttpCode(200)
  @Answers(200, statusAnswer, 'The answer is with the reviewer.')
  answer(
    @Param('token', { schema: statusToken }) token: string,
    @Body({ schema: answerBody }) { answer }: z.output<typeof answerBody>,
    @IdempotencyKey() request: IdempotencyRequest | undefined,
  ): Promise<StatusAnswer> {
    return this.applicant.answer(token, answer, request);
  }

  @Post('status/:token/withdraw')
  @HttpCode(200)
  @Answers(200, statusAnswer, 'The application is withdrawn.')
  withdraw(
    @Param('token', { schema: statusToken }) token: string,
    @Body({ schema: withdrawBody }) { reason }: z.output<typeof withdrawBody>,
    @IdempotencyKey() request: IdempotencyRequest | undefined,
  ): Promise<StatusAnswer> {
    return this.applicant.withdraw(token, reason, request);
  }
}
