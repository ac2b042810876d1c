import { z } from 'zod';
import { line, paragraph } from '../text.ts';
import { day, id, instant, labels, locale, money, page, pageQuery, percent, positiveMoney, tierCode } from '../primitives.ts';
import { commissionStatuses } from '../events/commissions.ts';

/** What the CRM or finance calls an invoice or a refund. */
export const foreignId = line(200);

/** Who published it and why; null for what the programme began with, and where nobody said why. The vendor's people alone see both. */
const published = { publishedBy: id.nullable().optional(), reason: z.string().nullable().optional() };
const reason = paragraph(500).optional();
export const rateView = z
  .object({ ruleId: id, plan: z.string(), tier: tierCode, version: z.number().int(), percent, effectiveOn: day, publishedAt: instant, ...published })
  .meta({ id: 'Rate' });
export const ratesAnswer = z.object({ items: z.array(rateView) }).meta({ id: 'Rates' });
const version = z.number().int().min(1);
/** The version of the tier's last rate as whoever publishes has seen it, null where it had none: refused where somebody else has published or cancelled meanwhile. Not asked where it is not said. */
const followsRate = version.nullable().optional();
export const publishRateBody = z.strictObject({ tier: tierCode, percent, effectiveOn: day, follows: followsRate, reason }).meta({ id: 'NewRate' });
/** Takes back a rate whose day has not begun. */
export const cancelRateBody = z.strictObject({ tier: tierCode, version, reason: paragraph(500) }).meta({ id: 'RateCancellation' });
export type CancelRateBody = z.output<typeof cancelRateBody>;
export type PublishRateBody = z.output<typeof publishRateBody>;
export type RateView = z.output<typeof rateView>;

const planCode = z.string().regex(/^[a-z][a-z0-9-]{1,31}$/, 'must be a short code such as "standard-2027"');
const tierRate = z.strictObject({ tier: tierCode, percent });
export const planView = z
  .object({
    code: z.string(),
    version: z.number().int(),
    name: labels,
    effectiveOn: day,
    /** What each tier earns on the day on which the plan begins. */
    rates: z.array(tierRate),
    publishedAt: instant,
    ...published,
  })
  .meta({ id: 'Plan' });
export const plansAnswer = z.object({ items: z.array(planView) }).meta({ id: 'Plans' });
/**
 * `follows`: the last plan as whoever publishes has seen it, as each of the rates may say of its tier's last one. `rates`: of every tier that has one, unless it is another version of
 * the same plan; those that are not named go on as they are.
 */
export const publishPlanBody = z
  .strictObject({
    code: planCode,
    name: labels,
    effectiveOn: day,
    follows: z.strictObject({ code: planCode, version }).optional(),
    rates: z.array(tierRate.extend({ follows: followsRate })).max(30).default([]),
    reason,
  })
  .meta({ id: 'NewPlan' });
/** Takes back a plan whose day has not begun, and the rates that came with it. */
export const cancelPlanBody = z.strictObject({ code: planCode, version, reason: paragraph(500) }).meta({ id: 'PlanCancellation' });
export type CancelPlanBody = z.output<typeof cancelPlanBody>;
export type PublishPlanBody = z.output<typeof publishPlanBody>;
export type PlanView = z.output<typeof planView>;

export const invoiceBody = z
  .strictObject({ invoiceId: foreignId, dealId: id, amount: positiveMoney, paidOn: day, instalment: z.number().int().min(1).max(1200).optional() })
  .meta({ id: 'InvoicePaid' });
const refundFields = { refundId: foreignId, amount: positiveMoney, refundedOn: day };
export const refundBody = z.strictObject(refundFields).meta({ id: 'InvoiceRefunded' });
/** With the invoice in it: what accounts call one may hold a slash, which no path takes. */
export const refundOfInvoiceBody = z.strictObject({ invoiceId: foreignId, ...refundFields }).meta({ id: 'RefundOfInvoice' });

/** What became of a report: entered as commission, without effect, waiting for what must come first, or a contradiction for a person. */
export const reportOutcomes = ['booked', 'nothing_due', 'waiting', 'exception'] as const;
export const waitReasons = ['deal', 'closing_day', 'partner', 'rate', 'invoice'] as const;
export const reportAnswer = z
  .object({
    outcome: z.enum(reportOutcomes),
    /** What has not been heard of yet. */
    waitingFor: z.enum(waitReasons).nullable(),
    commissionId: id.nullable(),
    exceptionId: id.nullable(),
  })
  .meta({ id: 'ReportTaken' });
export type ReportAnswer = z.output<typeof reportAnswer>;

export const commissionKinds = ['accrual', 'reversal'] as const;
export const commissionItem = z
  .object({
    id,
    kind: z.enum(commissionKinds),
    partnerId: id,
    deal: z.object({ id, reference: z.string(), account: z.string() }),
    invoiceId: z.string(),
    refundId: z.string().nullable(),
    instalment: z.number().int().nullable(),
    base: money,
    percent,
    rule: z.object({ id, version: z.number().int() }),
    tierAtClose: tierCode,
    amount: money,
    status: z.enum(commissionStatuses),
    /** The day on which the money was paid, or went back. */
    occurredOn: day,
    payableOn: day,
    postedAt: instant,
  })
  .meta({ id: 'CommissionLine' });
export type CommissionItem = z.output<typeof commissionItem>;
/** `company`: whose line it is, by name. */
export const commissionsAnswer = page(commissionItem.extend({ company: z.string() }).meta({ id: 'ListedCommission' }));
export const commissionsQuery = z.strictObject({
  status: z.enum(commissionStatuses).optional(),
  dealId: id.optional(),
  /** The vendor's people may ask for one partner. */
  partnerId: id.optional(),
  currency: z.string().regex(/^[A-Z]{3}$/, 'must be an ISO 4217 code such as "USD"').optional(),
  from: z.union([day, instant]).optional(),
  to: z.union([day, instant]).optional(),
  ...pageQuery,
});
export type CommissionsQuery = z.output<typeof commissionsQuery>;

/** The line in words: one sentence for each step of the reckoning. */
export const commissionView = commissionItem
  .extend({ explanation: z.object({ locale, text: z.string(), steps: z.array(z.object({ label: z.string(), value: z.string() })) }) })
  .meta({ id: 'CommissionExplained' });
export type CommissionView = z.output<typeof commissionView>;
export const explanationQuery = z.strictObject({ locale: locale.default('en') });

export const statementPeriod = z.string().regex(/^(current|\d{4}-(0[1-9]|1[0-2]))$/, 'must be a month such as "2026-11", or "current"');
export const statementQuery = z.strictObject({ format: z.enum(['json', 'csv']).default('json'), locale: locale.default('en'), partnerId: id.optional() });
export type StatementQuery = z.output<typeof statementQuery>;
export const statementAnswer = z
  .object({
    partnerId: id,
    company: z.string(),
    period: z.string(),
    timeZone: z.string(),
    /** Whether nothing can be added any more: false for the current month, and for some minutes after its end, in which what was begun before is still completed. */
    final: z.boolean(),
    /** One for each currency in which the partner ever had anything. */
    currencies: z.array(
      z.object({
        currency: z.string(),
        opening: money,
        lines: z.array(commissionItem.extend({ text: z.string() })),
        closing: money,
        /** Of the closing balance: what still waits, and what the next payment may hold. */
        held: money,
        payable: money,
      }),
    ),
  })
  .meta({ id: 'Statement' });
export type StatementAnswer = z.output<typeof statementAnswer>;

/** A month of all partners, or of one's own company: what it brought, and what is owed at its end. */
export const monthAnswer = z
  .object({
    period: z.string(),
    timeZone: z.string(),
    final: z.boolean(),
    /** The month in which the programme began. */
    firstPeriod: z.string(),
    currencies: z.array(
      z.object({
        currency: z.string(),
        /** Credited in the month, less what was taken back in it. */
        earned: money,
        /** To how many partners. */
        partners: z.number().int(),
        closing: money,
        held: money,
        payable: money,
        /** Paid out from the beginning to the month's end. */
        paid: money,
      }),
    ),
  })
  .meta({ id: 'CommissionMonth' });
export type MonthAnswer = z.output<typeof monthAnswer>;

/** How many of the latest months, the running one among them. */
export const monthsQuery = z.strictObject({ last: z.coerce.number().int().min(1).max(60).default(12) });
export type MonthsQuery = z.output<typeof monthsQuery>;
export const monthsAnswer = z
  .object({
    timeZone: z.string(),
    /** The oldest first. Each names every currency in which any of them moved something. */
    items: z.array(
      z.object({
        period: z.string(),
        final: z.boolean(),
        /** Credited in the month, less what was taken back in it. */
        currencies: z.array(z.object({ currency: z.string(), earned: money })),
      }),
    ),
  })
  .meta({ id: 'CommissionMonths' });
export type MonthsAnswer = z.output<typeof monthsAnswer>;

export const exceptionKinds = [
  'invoice_differs', 'invoice_on_lost_deal', 'invoice_currency', 'refund_differs', 'refund_currency', 'refund_exceeds_invoice', 'refund_other_deal',
  'deal_won_differs', 'deal_won_after_lost', 'deal_lost_after_won',
] as const;
export type ExceptionKind = (typeof exceptionKinds)[number];
/** The figures of a report, by name. */
const figures = z.record(z.string(), z.union([money, z.string(), z.number(), z.null()]));
export type Figures = z.output<typeof figures>;
export const exceptionView = z
  .object({
    id,
    kind: z.enum(exceptionKinds),
    status: z.enum(['open', 'settled']),
    partnerId: id.nullable(),
    dealId: id.nullable(),
    invoiceId: z.string().nullable(),
    refundId: z.string().nullable(),
    /** What was reported, and what is known and stands. */
    reported: figures,
    known: figures,
    raisedAt: instant,
    settledAt: instant.nullable(),
    settledBy: id.nullable(),
    reason: z.string().nullable(),
  })
  .meta({ id: 'CommissionException' });
export type ExceptionView = z.output<typeof exceptionView>;
export const exceptionsQuery = z.strictObject({ status: z.enum(['open', 'settled']).default('open'), kind: z.enum(exceptionKinds).optional(), ...pageQuery });
export const exceptionsAnswer = page(exceptionView);
/** `takeBack`: for a refund that contradicts, how much of it counts after all, in the invoice's currency. */
export const settleBody = z.strictObject({ reason: paragraph(2000), takeBack: positiveMoney.optional() });
export type SettleBody = z.output<typeof settleBody>;

/** Invoices and refunds whose predecessor has not been heard of. */
export const waitingItem = z
  .object({ kind: z.enum(['invoice', 'refund']), id: z.string(), dealId: id.nullable(), invoiceId: z.string(), amount: money, waitingFor: z.enum(waitReasons), receivedAt: instant })
  .meta({ id: 'WaitingReport' });
export const waitingAnswer = z.object({ items: z.array(waitingItem), total: z.number().int() }).meta({ id: 'WaitingReports' });
