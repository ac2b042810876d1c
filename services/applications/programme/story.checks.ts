import { Not, type EntityManager } from 'typeorm';
import type { PublishStoryBody } from '#libs/contracts/http/tiers';
import { moneyErrors } from '#libs/service/money.checks';
import { Problem } from '#libs/service/problem';
import { httpProblem } from '#libs/service/problems';
import { validationFailed } from '../application/application.errors.ts';
import { SuccessStory } from './success-story.entity.ts';
import { Tier } from './tier.entity.ts';

/** Somebody wants to change a story that was withdrawn. */
export class StoryHasEnded extends Problem {
  constructor() {
    super({ status: 409, code: 'programme/story-withdrawn', title: 'The story was withdrawn', detail: 'It is told anew as another story.' });
  }
}

/** Another story about the company is told at the same time. */
export class CompanyHasStory extends Problem {
  constructor() {
    super({ status: 409, code: 'programme/company-has-story', title: 'There is a story about this company', detail: 'Change that one, or withdraw it first.' });
  }
}

/** Somebody wants to withdraw a story for a moment at which it is not told. */
export class StoryNotTold extends Problem {
  constructor() {
    super({ status: 409, code: 'programme/story-not-told', title: 'The story is not told then', detail: 'What has not begun is cancelled instead.' });
  }
}

export function storyNotFound(): Problem {
  return httpProblem('http/not-found', { detail: 'There is no such story.' });
}

export async function checkStory(tx: EntityManager, { company, tier, dealValue, commission }: Pick<PublishStoryBody, 'company' | 'tier' | 'dealValue' | 'commission'>, { storyId, validFrom }: Pick<SuccessStory, 'storyId' | 'validFrom'>): Promise<void> {
  const errors = [...moneyErrors('/dealValue', dealValue ?? undefined), ...moneyErrors('/commission', commission ?? undefined)];
  if (tier !== null && !(await tx.existsBy(Tier, { code: tier }))) errors.push({ pointer: '/tier', detail: 'must be a tier of the programme' });
  if (errors.length > 0) throw validationFailed(errors);
  await checkCompany(tx, { company, storyId }, validFrom);
}

/** A company has one story at a time. */
export async function checkCompany(tx: EntityManager, { company, storyId }: Pick<SuccessStory, 'company' | 'storyId'>, from: Date): Promise<void> {
  const others = await tx.findBy(SuccessStory, { company, storyId: Not(storyId) });
  if (others.some((row) => !row.isCancelled && Number(row.validTo) > Number(from))) throw new CompanyHasStory();
}
