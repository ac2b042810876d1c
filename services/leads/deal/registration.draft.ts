import type { deals } from '#libs/contracts/events/deals';
import type { RegisterAnswer, RegisterBody } from '#libs/contracts/http/deals';
import type { Locale } from '#libs/contracts/primitives';
import type { DataIn } from '#libs/contracts/topic';
import { Money } from '#libs/database/money';
import { MoneyColumn } from '#libs/database/money.column';
import type { Settings } from '../setting/deal-setting.entity.ts';
import { Deal } from './deal.entity.ts';
import type { Named } from './deal.mentions.ts';
import { decisionText } from './decision.texts.ts';
import { initialStatus } from './deal.transitions.ts';

type Deals = typeof deals;
/** What an event says beyond what all of them say. */
type More<K extends keyof Deals['events']> = Omit<DataIn<Deals, K>, keyof Named>;
type CaseEvent = { [K in 'deal.approved.v1' | 'deal.queued.v1' | 'deal.rejected.v1']: { readonly type: K; readonly data: More<K> } }['deal.approved.v1' | 'deal.queued.v1' | 'deal.rejected.v1'];

/** By what `deal_register` finds out. */
export type Verdict = 'clear' | 'queued' | 'needs_review' | 'named-account' | 'direct-pipeline';

/** One way in which a registration can end: what is decided, and what is told of it. */
export interface Way {
  readonly deal: Deal;
  readonly event?: CaseEvent;
}

export interface Registrant {
  readonly partnerId: string;
  readonly userId: string;
}

/** The fields of a registration, with nothing decided. */
export function draftDeal(ids: { id: string; reference: string }, { partnerId, userId }: Registrant, body: RegisterBody): Deal {
  return Object.assign(new Deal(), { ...ids, version: 1, partnerId, sellerId: userId, sourceKind: 'registration' }, fieldsOf(body));
}

/** What a partner writes, as columns. */
export function fieldsOf({ account, productFamilies, estimatedValue, contract, termMonths, expectedCloseOn, contactName, notes }: RegisterBody) {
  return {
    accountName: account.name,
    website: account.website ?? null,
    country: account.country,
    productFamilies: productFamilies.toSorted(),
    estimatedValue: MoneyColumn.of(Money.parse(estimatedValue)),
    contract,
    termMonths: termMonths ?? null,
    expectedCloseOn,
    contactName: contactName ?? null,
    notes: notes ?? null,
  };
}

/** All the ways at a moment, each done by the entity's own verbs, so that what is stored follows its rules. They do not depend on what is registered. */
export function waysOf(at: Date, settings: Settings): Record<Verdict, Way> {
  const rejectedAt = at.toISOString();
  const registered = (more: Partial<Deal>): Deal => Object.assign(new Deal(), { status: initialStatus, registeredAt: at, inactivityWarned: false }, more);

  const clear = registered({ outcome: 'clear', reason: settings.auto_approve ? 'opportunity-free' : 'awaits-approval' });
  if (settings.auto_approve) clear.approve(at, settings);
  const queued = registered({});
  queued.queue();
  const rejected = (reason: 'named-account' | 'direct-pipeline'): Way => {
    const deal = registered({ outcome: 'rejected', reason });
    deal.reject(reason, undefined);
    return { deal, event: { type: 'deal.rejected.v1', data: { reason, through: 'submission', rejectedAt } } };
  };
  return {
    clear: {
      deal: clear,
      ...(clear.protectedUntil === null || clear.protectedUntil === undefined
        ? {}
        : { event: { type: 'deal.approved.v1', data: { protectedUntil: clear.protectedUntil.toISOString(), through: 'submission', approvedAt: at.toISOString() } } }),
    },
    queued: { deal: queued, event: { type: 'deal.queued.v1', data: { queuedAt: at.toISOString() } } },
    needs_review: { deal: registered({ outcome: 'needs_review', reason: 'account-unclear' }) },
    'named-account': rejected('named-account'),
    'direct-pipeline': rejected('direct-pipeline'),
  };
}

/** What `deal_register` answers, and what is kept for a repeated request: no wording. */
export type Decided = Pick<Deal, 'id' | 'reference' | 'status' | 'outcome' | 'reason'> & { readonly protectedUntil: string | null };

export function answerOf({ id, reference, status, outcome, reason, protectedUntil }: Decided, locale: Locale): RegisterAnswer {
  return { id, reference, status, decision: { outcome, reason, text: decisionText(reason, locale) }, ...(protectedUntil === null ? {} : { protectedUntil }) };
}

/** The columns that a decision fills in. */
export function decidedColumns({ status, outcome, reason, approvedAt, protectedUntil, activeSince, remindedDays, inactivityWarned, dueAt, rejectionReason }: Deal) {
  return {
    status,
    outcome,
    reason,
    approved_at: approvedAt,
    protected_until: protectedUntil,
    active_since: activeSince,
    reminded_days: remindedDays,
    inactivity_warned: inactivityWarned,
    due_at: dueAt,
    rejection_reason: rejectionReason,
  };
}
