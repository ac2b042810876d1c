import type { AnswerOf } from '../api/routes.ts';
import { pages } from '../pages.ts';

/** Where somebody begins after signing in. */
export function homeOf({ partner }: Pick<AnswerOf<'/api/session'>, 'partner'>): string {
  return partner === null ? pages.teamHome : pages.home;
}
