import { z } from 'zod';
import { activityKinds, dealOutcomes, dealRejections, dealStatuses } from '../events/deals.ts';
import { line, paragraph } from '../text.ts';
import { code, contractForm, country, day, id, instant, locale, money, page, pageQuery, personal, personName, positiveMoney, termMonths, website } from '../primitives.ts';

export const dealStatus = z.enum(dealStatuses);
export type DealStatus = z.output<typeof dealStatus>;
export type DealOutcome = (typeof dealOutcomes)[number];
export type DealRejection = (typeof dealRejections)[number];

/** No deal is worth ten trillions of anything. */
const worth = positiveMoney.refine(({ amount }) => (amount.split('.')[0] ?? '').length <= 13, { error: 'is more than a deal can be worth', path: ['amount'] });

export const registerBody = z
  .strictObject({
    account: z.strictObject({ name: line(300), website: website.optional(), country }),
    /** Which product families the customer may buy; each at most once. */
    productFamilies: z.array(code).min(1).max(20),
    estimatedValue: worth,
    contract: contractForm,
    /** Of annual contracts alone. */
    termMonths: termMonths.optional(),
    expectedCloseOn: day,
    contactName: personal(personName).optional(),
    notes: paragraph(4000).optional(),
  })
  .meta({ id: 'DealRegistration' });
export type RegisterBody = z.output<typeof registerBody>;

/** The language of the decision's text. */
export const registerQuery = z.strictObject({ locale: locale.default('en') });

export const decisionView = z.object({
  outcome: z.enum(dealOutcomes),
  reason: z.enum(['opportunity-free', 'awaits-approval', 'opportunity-taken', 'account-unclear', 'named-account', 'direct-pipeline']),
  text: z.string(),
});
export type DecisionReason = z.output<typeof decisionView>['reason'];

export const registerAnswer = z
  .object({ id, reference: z.string(), status: dealStatus, decision: decisionView, protectedUntil: instant.optional() })
  .meta({ id: 'DealRegistered' });
export type RegisterAnswer = z.output<typeof registerAnswer>;

export const dealMoved = z.object({ id, reference: z.string(), status: dealStatus, version: z.number().int(), protectedUntil: instant.nullable() }).meta({ id: 'DealMoved' });
export type DealMoved = z.output<typeof dealMoved>;

export const activityBody = z.strictObject({ kind: z.enum(activityKinds), date: day, note: paragraph(4000) });
export type ActivityBody = z.output<typeof activityBody>;
export const activityView = z.object({ id, kind: z.enum(activityKinds), date: day, note: z.string(), loggedAt: instant }).meta({ id: 'DealActivity' });
export type ActivityView = z.output<typeof activityView>;

export const withdrawDealBody = z.strictObject({ reason: paragraph(2000).optional() });
export const extensionBody = z.strictObject({ reason: paragraph(2000).optional() });
export const extensionDecisionBody = z.strictObject({ note: paragraph(2000).optional() });
/** `sameAs`: the reviewer has looked and says that the account is this one; without it the account is another customer. */
export const approveDealBody = z.strictObject({ note: paragraph(4000).optional(), sameAs: id.optional() });
export type ApproveDealBody = z.output<typeof approveDealBody>;
/** The note is the partner's to read. A `duplicate` reads for the partner as `opportunity-closed`: who else is there is never told. */
export const rejectDealBody = z.strictObject({ reason: z.enum(dealRejections), note: paragraph(4000).optional() });
export type RejectDealBody = z.output<typeof rejectDealBody>;
export const returnDealBody = z.strictObject({ note: paragraph(4000) });
/** The note is for colleagues; it is needed where the amount is in another currency than the registration. */
export const wonBody = z.strictObject({ amount: worth, closedOn: day, note: paragraph(2000).optional() });
export type WonBody = z.output<typeof wonBody>;
export const lostBody = z.strictObject({ reason: paragraph(2000), closedOn: day.optional() });
export type LostBody = z.output<typeof lostBody>;

const accountView = z.object({ name: z.string(), website: z.string().nullable(), country });

export const dealListItem = z
  .object({
    id,
    reference: z.string(),
    status: dealStatus,
    partner: z.object({ id, companyName: z.string() }),
    account: accountView,
    productFamilies: z.array(code),
    estimatedValue: money,
    contract: contractForm,
    expectedCloseOn: day,
    registeredAt: instant,
    protectedUntil: instant.nullable(),
    outcome: z.enum(dealOutcomes),
    extension: z.enum(['requested', 'granted', 'refused']).nullable(),
  })
  .meta({ id: 'DealListItem' });
export const dealListAnswer = page(dealListItem);

const repeated = <T extends z.ZodType>(item: T) =>
  z.preprocess((value) => (typeof value === 'string' ? value.split(',') : value), z.array(item).max(50).optional());

export const dealListQuery = z.strictObject({
  status: repeated(dealStatus),
  /** For the vendor's people. */
  partnerId: id.optional(),
  /** For the vendor's people: all deals with one customer, by the id that a review shows. */
  accountId: id.optional(),
  /** Part of the account's name, or a reference. */
  q: line(200).optional(),
  /** Of the estimated value. */
  currency: z.string().regex(/^[A-Z]{3}$/, 'must be an ISO 4217 code such as "USD"').optional(),
  extension: z.enum(['requested', 'granted', 'refused']).optional(),
  /** Protected deals whose protection ends at the latest so many days from now. */
  protectionEndsWithinDays: z.coerce.number().int().min(0).max(3650).optional(),
  sort: z.enum(['registeredAt', '-registeredAt', 'expectedCloseOn', '-expectedCloseOn', 'protectedUntil', '-protectedUntil']).default('-registeredAt'),
  ...pageQuery,
});
export type DealListQuery = z.output<typeof dealListQuery>;

const otherDeal = z.object({ id, reference: z.string(), companyName: z.string(), status: dealStatus, productFamilies: z.array(code), registeredAt: instant });

/** What a reviewer sees beside the registration; never part of a partner's view. */
export const dealReview = z.object({
  /** Which customer this is taken for. */
  accountId: id,
  /** Customers that this one may be, with what the CRM knows of them and who has registered deals with them. */
  candidates: z.array(
    z.object({
      accountId: id,
      why: z.array(z.enum(['domain', 'name_and_country', 'name_and_country_other_domain'])),
      known: z.array(z.object({ name: z.string(), website: z.string().nullable(), country, named: z.boolean(), directPipeline: z.boolean() })),
      /** At most fifty: who holds and who waits first, in the order of registration, then the latest. */
      deals: z.array(otherDeal),
      /** How many there are; `GET /api/deals?accountId=` lists all. */
      dealsTotal: z.number().int(),
    }),
  ),
  /** Registrations of the same customer with a product family in common, as many and in the order of a candidate's. */
  rivals: z.array(otherDeal),
  rivalsTotal: z.number().int(),
});
export type DealReview = z.output<typeof dealReview>;

const closing = z.object({ amount: money, contract: contractForm, termMonths: termMonths.nullable(), closedOn: day });

export const dealView = dealListItem
  .extend({
    version: z.number().int(),
    source: z.object({ kind: z.enum(['registration', 'lead']) }),
    sellerId: id,
    termMonths: termMonths.nullable(),
    contactName: z.string().nullable(),
    notes: z.string().nullable(),
    decision: decisionView,
    /** Partners never read `duplicate`, but `opportunity-closed`. */
    rejection: z.object({ reason: z.enum(dealRejections), note: z.string().nullable() }).nullable(),
    /** What is asked for while the deal is returned. */
    returnNote: z.string().nullable(),
    extensionRequest: z
      .object({ status: z.enum(['requested', 'granted', 'refused']), reason: z.string().nullable(), requestedAt: instant, note: z.string().nullable(), decidedAt: instant.nullable() })
      .nullable(),
    won: closing.nullable(),
    lost: z.object({ reason: z.string(), closedOn: day }).nullable(),
    activities: z.array(activityView),
    timeline: z.array(z.object({ at: instant, event: z.string(), by: z.enum(['partner', 'vendor', 'system']), status: dealStatus, why: z.string().nullable() })),
    review: dealReview.optional(),
  })
  .meta({ id: 'Deal' });
export type DealView = z.output<typeof dealView>;
export const dealViewQuery = registerQuery;

export const accountsQuery = z.strictObject({ q: line(200), limit: z.coerce.number().int().min(1).max(50).default(10) });
export const accountsAnswer = z.object({ items: z.array(accountView.meta({ id: 'AccountName' })) }).meta({ id: 'AccountNames' });
export type AccountsAnswer = z.output<typeof accountsAnswer>;

/** Customers that the CRM reserves for the vendor's own people; for the vendor's people alone. */
const reservedWhy = z.enum(['named', 'direct_pipeline']);
/** `until`: null while it lasts. `reason`: as the CRM said it, if it did. */
const reservedPeriod = z.object({ why: reservedWhy, from: instant, until: instant.nullable(), reason: z.string().nullable() });
export const reservedAccount = accountView
  .extend({ crmId: z.string(), industry: z.string().nullable(), named: z.boolean(), directPipeline: z.boolean(), reportedAt: instant, /** The latest first. */ periods: z.array(reservedPeriod) })
  .meta({ id: 'ReservedAccount' });
export const reservedAccountsQuery = z.strictObject({ q: line(200).optional(), why: z.enum([...reservedWhy.options, 'no_longer']).optional(), ...pageQuery });
export const reservedAccountsAnswer = page(reservedAccount);

const reported = z.object({
  dealId: id,
  amount: money.optional(),
  contract: contractForm.optional(),
  termMonths: termMonths.nullish(),
  reason: z.string().optional(),
  closedOn: day,
});
/** A report of the CRM, as it came. */
export type Reported = z.output<typeof reported>;

export const heldReport = z
  .object({
    id,
    dealId: id,
    /** null for a deal that nobody knows. */
    reference: z.string().nullable(),
    report: z.enum(['won', 'lost']),
    problem: z.enum(['unknown-deal', 'state', 'currency', 'amount', 'date', 'contradiction']),
    detail: z.string(),
    data: reported,
    heldAt: instant,
    settledAt: instant.nullable(),
    settleNote: z.string().nullable(),
  })
  .meta({ id: 'HeldReport' });
export const heldReportsAnswer = page(heldReport);
export const heldReportsQuery = z.strictObject({ settled: z.enum(['true', 'false']).default('false').transform((value) => value === 'true'), ...pageQuery });
export type HeldReportsQuery = z.output<typeof heldReportsQuery>;
export const settleReportBody = z.strictObject({ note: paragraph(2000) });
