import { useLocation } from 'react-router';
import { pages } from '../pages.ts';
import type { dealReviewTexts } from '../texts/deal-review.texts.ts';

/** Goes with a link to a deal, so that its page leads back here; a link without it leads back to what waits. */
export interface CameFrom {
  readonly from: string;
}

export function useHere(): CameFrom {
  const { pathname, search } = useLocation();
  return { from: pathname + search };
}

type Key = keyof typeof dealReviewTexts.en;
const places: readonly (readonly [begins: string, text: Key])[] = [
  [pages.heldReports, 'reports'], [`${pages.dealQueue}/`, 'backDeal'], [pages.dealQueue, 'backDeals'], [`${pages.partners}/`, 'backPartner'], [pages.exceptions, 'backExceptions'],
];

/** Where the reader came from, and what it is called; only pages that say so are led back to. */
export function wayBack(state: unknown): { readonly to: string; readonly text: Key } {
  const from = typeof state === 'object' && state !== null && 'from' in state && typeof state.from === 'string' ? state.from : '';
  const place = places.find(([begins]) => from.startsWith(begins));
  return place === undefined ? { to: pages.dealQueue, text: 'back' } : { to: from, text: place[1] };
}
