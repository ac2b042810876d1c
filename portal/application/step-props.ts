import type { AnswerOf } from '../api/routes.ts';

/** What a step needs beside its form; undefined while it is on its way. */
export interface StepProps {
  readonly catalogue: AnswerOf<'/api/catalogue'> | undefined;
  readonly programme: AnswerOf<'/api/programme'> | undefined;
}
