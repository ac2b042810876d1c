import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { applyAnswer, applyBody, contestBody, type ApplyAnswer, type ApplyBody, type ContestBody } from '#libs/contracts/http/applications';
import { Answers } from '#libs/service/answers';
import { Public } from '#libs/service/auth/access';
import { IdempotencyKey, type IdempotencyRequest } from '#libs/service/http';
import { Submission } from './submission.service.ts';

/** The way into the programme. */
@Public()
@Controller('partners/apply')
export class SubmissionController {
  constructor(private readonly submission: Submission) {}

  /** A company applies. */
  @Post()
  @Answers(201, applyAnswer, 'The application is in; a decision is due by `decisionDueAt`.')
  apply(@Body({ schema: applyBody }) body: ApplyBody, @IdempotencyKey() request: IdempotencyRequest | undefined): Promise<ApplyAnswer> {
    return this.submission.apply(body, request);
  }

  /** A company that was taken for another one asks a person to look. */
  @Post('contest')
  @HttpCode(201)
  @Answers(201, applyAnswer, 'The application waits for a reviewer.')
  contest(@Body({ schema: contestBody }) body: ContestBody, @IdempotencyKey() request: IdempotencyRequest | undefined): Promise<ApplyAnswer> {
    return this.submission.contest(body, request);
  }
}
