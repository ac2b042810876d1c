import { useTexts } from '../texts/language.ts';
import { dealReviewTexts } from '../texts/deal-review.texts.ts';
import type { Deal } from './deal-review.tsx';

/** "annual, 36 months". */
export function useContractText(): (of: Pick<Deal, 'contract' | 'termMonths'>) => string {
  const say = useTexts(dealReviewTexts);
  return ({ contract, termMonths }) => `${say(contract)}${termMonths === null ? '' : `, ${say('months', { count: termMonths })}`}`;
}
