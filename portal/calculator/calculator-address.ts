import { whole } from '../form/whole-number.ts';
import type { Contract } from './earnings.ts';

/** What somebody has set; kept in the address, so that it can be sent to a colleague. */
export interface Setting {
  readonly deal: string;
  readonly dealsPerYear: number;
  readonly contract: Contract;
  readonly termYears: number;
  /** A tier of the programme, or `qualify` for the one that the company would qualify for. */
  readonly tier: string;
}

export const limits = { deal: { min: 100_000, max: 15_000_000, step: 100_000 }, dealsPerYear: { min: 1, max: 100 }, termYears: { min: 1, max: 10 } } as const;

/** What the address says, where it makes sense; else what is usual. */
export function settingIn(search: URLSearchParams, usual: Setting): Setting {
  const deal = search.get('deal') ?? '';
  const contract = search.get('contract');
  return {
    deal: /^\d{1,12}(\.\d{1,2})?$/.test(deal) ? deal : usual.deal,
    dealsPerYear: whole(search.get('deals'), limits.dealsPerYear) ?? usual.dealsPerYear,
    contract: contract === 'annual' || contract === 'one_off' ? contract : usual.contract,
    termYears: whole(search.get('years'), limits.termYears) ?? usual.termYears,
    tier: /^[a-z][a-z0-9-]{1,31}$/.test(search.get('tier') ?? '') ? (search.get('tier') ?? '') : usual.tier,
  };
}

export function addressOf({ deal, dealsPerYear, contract, termYears, tier }: Setting): URLSearchParams {
  return new URLSearchParams({ deal, deals: String(dealsPerYear), contract, years: String(termYears), tier });
}
