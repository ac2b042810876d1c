import type { crm } from '#libs/contracts/events/crm';
import type { deals } from '#libs/contracts/events/deals';
import type { DataIn, DataOf } from '#libs/contracts/topic';
import { InvalidMoney, Money } from '#libs/database/money';
import type { Closing, Deal } from '../deal/deal.entity.ts';
import { closingOf, sameClosing } from '../deal/deal.mentions.ts';
import { allows } from '../deal/deal.transitions.ts';
import { oddClosingDay } from '../deal/registration.checks.ts';
import type { ReportProblem } from './held-report.entity.ts';

type Won = DataOf<typeof crm, 'opportunity.won.v1'>;
type Lost = DataOf<typeof crm, 'opportunity.lost.v1'>;

/** What a deal that is won or lost is reported to be besides; the books raise an exception for it. */
export type Besides = NonNullable<DataIn<typeof deals, 'deal.report_held.v1'>['besides']>;

/** What a report comes to: the deal can take it, has taken the same before, or a person must look. */
export type Judgement<T> =
  | { readonly kind: 'take'; readonly closing: T }
  | { readonly kind: 'known' }
  | { readonly kind: 'hold'; readonly problem: ReportProblem; readonly detail: string; readonly besides?: Besides };

export function judgeWon(deal: Deal, report: Won, now: Date): Judgement<Closing> {
  let amount: Money;
  try {
    amount = Money.parse(report.amount);
  } catch (error) {
    if (!(error instanceof InvalidMoney)) throw error;
    return hold('amount', error.message);
  }
  // As for those who enter it by hand; the books take no more either.
  if ((report.amount.amount.split('.')[0] ?? '').length > 13) return hold('amount', 'It is more than a deal can be worth.');
  const termMonths = report.contract === 'annual' ? (report.termMonths ?? (deal.contract === 'annual' ? deal.termMonths : null)) : null;
  const closing = { amount, contract: report.contract, termMonths, closedOn: report.closedOn };
  if (deal.closing !== undefined) return sameClosing(deal.closing, closing) ? { kind: 'known' } : hold('contradiction', 'The deal is won with other figures.', { won: closingOf(closing), lost: null });
  if (!allows('win', deal.status)) return hold('state', `The deal is ${deal.status}.`, deal.status === 'lost' ? { won: closingOf(closing), lost: null } : undefined);
  if (amount.currency !== deal.estimatedValue.currency) return hold('currency', `The deal was registered in ${deal.estimatedValue.currency}, the win is in ${amount.currency}.`);
  return oddDay(report.closedOn, now) ?? { kind: 'take', closing };
}

export function judgeLost(deal: Deal, report: Lost, now: Date): Judgement<Lost> {
  if (deal.status === 'lost') return deal.closedOn === report.closedOn && deal.lostReason === report.reason ? { kind: 'known' } : hold('contradiction', 'The deal is lost for another reason or on another day.');
  if (!allows('lose', deal.status)) return hold('state', `The deal is ${deal.status}.`, deal.status === 'won' ? { won: null, lost: { closedOn: report.closedOn } } : undefined);
  return oddDay(report.closedOn, now) ?? { kind: 'take', closing: report };
}

function oddDay(closedOn: string, now: Date) {
  const odd = oddClosingDay(closedOn, now);
  return odd === undefined ? undefined : hold('date', `${closedOn} ${odd}.`);
}

function hold(problem: ReportProblem, detail: string, besides?: Besides) {
  return { kind: 'hold', problem, detail, ...(besides === undefined ? {} : { besides }) } as const;
}
