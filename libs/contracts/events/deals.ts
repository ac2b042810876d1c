import { z } from 'zod';
import { defineTopic } from '../topic.ts';
import { line, paragraph } from '../text.ts';
import { code, contractForm, country, day, id, instant, money, personal, positiveMoney, termMonths } from '../primitives.ts';

/** What every event says, so that a consumer of this topic alone can name the deal. */
const named = {
  reference: line(40),
  partnerId: id,
  companyName: line(300),
  /** Name and country as the partner wrote them; the id is the same for all registrations of one end customer. */
  account: z.object({ id, name: line(300), country }),
  productFamilies: z.array(code).min(1),
  /** How the partner came by it. */
  source: z.object({ kind: z.enum(['registration', 'lead']) }),
  /** Whose deal it is at the partner's: who registered it. */
  sellerId: id,
};

const terms = { estimatedValue: money, contract: contractForm, termMonths: termMonths.optional(), expectedCloseOn: day };
/** What the customer signed. */
const signed = z.object({ amount: positiveMoney, contract: contractForm, termMonths: termMonths.optional(), closedOn: day });
const note = personal(paragraph(4000));

/** What a registration was answered with. */
export const dealOutcomes = ['clear', 'queued', 'needs_review', 'rejected'] as const;
export const dealStatuses = ['submitted', 'queued', 'approved', 'returned', 'rejected', 'withdrawn', 'won', 'lost', 'expired', 'revoked'] as const;
/** Why a registration is turned down; the first three are the system's. */
export const dealRejections = ['named-account', 'direct-pipeline', 'opportunity-closed', 'not-qualified', 'existing-customer', 'duplicate', 'other'] as const;
type DealRejection = (typeof dealRejections)[number];
/**
 * The reason as the partner reads it, in answers and mails. That somebody else is there is never said: a duplicate is an opportunity that is
 * closed, in the same words as where the customer has bought.
 */
export const toldRejections = {
  'named-account': 'named-account',
  'direct-pipeline': 'direct-pipeline',
  'opportunity-closed': 'opportunity-closed',
  'not-qualified': 'not-qualified',
  'existing-customer': 'existing-customer',
  duplicate: 'opportunity-closed',
  other: 'other',
} as const satisfies Record<DealRejection, Exclude<DealRejection, 'duplicate'>>;
export const activityKinds = ['call', 'meeting', 'email', 'demo', 'proposal', 'trial', 'other'] as const;

export const deals = defineTopic({
  name: 'deals',
  owner: 'leads',
  key: 'deal id',
  description: 'A partner\'s claim on one opportunity, an account and product families: from registration to won or lost.',
  events: {
    'deal.registered.v1': {
      summary: 'A partner registered a deal; the outcome was known at once.',
      /** `protectedUntil` where nobody needs to look at it any more. */
      data: z.object({ ...named, ...terms, outcome: z.enum(dealOutcomes), protectedUntil: instant.optional(), registeredAt: instant }),
    },
    'deal.approved.v1': {
      summary: 'The deal is the partner\'s until the day its protection ends.',
      data: z.object({ ...named, protectedUntil: instant, through: z.enum(['submission', 'review', 'promotion']), approvedAt: instant }),
    },
    'deal.queued.v1': {
      summary: 'The opportunity is taken; the registration waits.',
      data: z.object({ ...named, queuedAt: instant }),
    },
    'deal.promoted.v1': {
      summary: 'The opportunity became free for the registration that waited longest; `deal.approved.v1` follows, or a person decides.',
      data: z.object({ ...named, protectedUntil: instant.optional(), promotedAt: instant }),
    },
    'deal.rejected.v1': {
      summary: 'The registration was turned down, for the vendor\'s own reason: a partner is told less.',
      data: z.object({ ...named, reason: z.enum(dealRejections), note: note.optional(), through: z.enum(['submission', 'review', 'opportunity']), rejectedAt: instant }),
    },
    'deal.returned.v1': {
      summary: 'The partner is asked to complete the registration.',
      data: z.object({ ...named, note, returnedAt: instant }),
    },
    'deal.resubmitted.v1': {
      summary: 'The partner completed the registration; it is decided again.',
      data: z.object({ ...named, ...terms, outcome: z.enum(dealOutcomes), resubmittedAt: instant }),
    },
    'deal.withdrawn.v1': {
      summary: 'The partner gave the registration up.',
      data: z.object({ ...named, withdrawnAt: instant }),
    },
    'deal.activity_logged.v1': {
      summary: 'The partner worked on the deal.',
      data: z.object({ ...named, activityId: id, kind: z.enum(activityKinds), doneOn: day, loggedAt: instant }),
    },
    'deal.protection_ending.v1': {
      summary: 'The protection ends in 30, 14 or 7 days.',
      data: z.object({ ...named, days: z.number().int().min(1), protectedUntil: instant }),
    },
    'deal.inactive.v1': {
      summary: 'Nothing was done about the deal for long; without an activity it will be revoked.',
      data: z.object({ ...named, inactiveSince: instant, revokedAfter: instant }),
    },
    'deal.expired.v1': {
      summary: 'The protection ended before the deal was won or lost.',
      data: z.object({ ...named, expiredAt: instant }),
    },
    'deal.revoked.v1': {
      summary: 'The protection was taken away, because nothing was done about the deal.',
      data: z.object({ ...named, inactiveSince: instant, revokedAt: instant }),
    },
    'deal.extension_requested.v1': {
      summary: 'The partner asks for a longer protection.',
      data: z.object({ ...named, extensionId: id, protectedUntil: instant, requestedAt: instant }),
    },
    'deal.extension_granted.v1': {
      summary: 'The protection lasts longer.',
      data: z.object({ ...named, extensionId: id, protectedUntil: instant, grantedAt: instant }),
    },
    'deal.extension_refused.v1': {
      summary: 'The protection ends when it would have ended.',
      data: z.object({ ...named, extensionId: id, protectedUntil: instant, refusedAt: instant }),
    },
    'deal.won.v1': {
      summary: 'The customer signed; commission is due on what the customer pays.',
      data: z.object({ ...named, amount: positiveMoney, contract: contractForm, termMonths: termMonths.optional(), closedOn: day, wonAt: instant }),
    },
    'deal.lost.v1': {
      summary: 'The customer decided otherwise.',
      data: z.object({ ...named, reason: paragraph(2000), closedOn: day, lostAt: instant }),
    },
    'deal.report_held.v1': {
      summary: 'The CRM reported something that the deal\'s state cannot take; a person looks at it.',
      data: z.object({
        ...named,
        reportId: id,
        report: z.enum(['won', 'lost']),
        problem: z.enum(['state', 'currency', 'amount', 'date', 'contradiction']),
        /** Where the deal is won or lost already: what it is reported to be besides, for the books. */
        besides: z.object({ won: signed.nullable(), lost: z.object({ closedOn: day }).nullable() }).optional(),
        heldAt: instant,
      }),
    },
    'deal.snapshotted.v1': {
      summary: 'The state of a deal as it is now, for a copy that is built anew.',
      data: z.object({
        ...named,
        ...terms,
        status: z.enum(dealStatuses),
        registeredAt: instant,
        protectedUntil: instant.nullable(),
        won: signed.nullable(),
        lost: z.object({ reason: paragraph(2000), closedOn: day }).nullable(),
      }),
    },
  },
});
