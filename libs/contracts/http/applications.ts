import { z } from 'zod';
import { line, opaque, paragraph } from '../text.ts';
import { code, country, email, id, instant, locale, naics, nonNegativeMoney, page, pageQuery, personal, phone, territory, tierCode, website } from '../primitives.ts';
import { tierEvaluation } from './programme.ts';

export const applicationStatuses = ['submitted', 'in_review', 'more_info', 'approved', 'rejected', 'withdrawn'] as const;
export const applicationStatus = z.enum(applicationStatuses);
export type ApplicationStatus = z.output<typeof applicationStatus>;

export const rejectionReasons = ['needs_more_detail', 'does_not_meet_requirements', 'not_the_right_fit', 'duplicate', 'other'] as const;
export type RejectionReason = (typeof rejectionReasons)[number];

const few = <T extends z.ZodType>(item: T, max: number) => z.array(item).max(max);

export const companyFields = z.strictObject({
  legalName: line(200),
  website,
  country,
  registrationNumber: line(50).optional(),
  annualRevenue: nonNegativeMoney,
  employees: z.number().int().min(1).max(10_000_000),
});

export const contactFields = z.strictObject({
  firstName: personal(line(100)),
  lastName: personal(line(100)),
  email: personal(email),
  phone: personal(phone).optional(),
  jobTitle: personal(line(200)),
});

export const applyBody = z
  .strictObject({
    company: companyFields,
    contact: contactFields,
    experience: z.strictObject({
      yearsInCybersecurity: z.number().int().min(0).max(100),
      certifiedProfessionals: z.number().int().min(0).max(1_000_000),
      certifications: few(code, 50),
      capabilities: few(code, 50),
      fortune500Relationships: z.number().int().min(0).max(500),
      dedicatedPractice: z.boolean(),
    }),
    locale: locale.default('en'),
    clients: z.strictObject({ types: few(code, 50), industries: few(naics, 100), territories: few(territory, 300) }),
    goals: z.strictObject({ tier: tierCode, goals: paragraph(4000), annualCommitment: nonNegativeMoney.optional() }),
    consent: z.strictObject({ terms: z.literal(true), privacy: z.literal(true) }),
  })
  .meta({ id: 'PartnerApplication' });
export type ApplyBody = z.output<typeof applyBody>;

/** A duplicate that its applicant says is none: the application and a statement for the reviewer. */
export const contestBody = applyBody.extend({ statement: paragraph(4000) }).meta({ id: 'ContestedApplication' });
export type ContestBody = z.output<typeof contestBody>;

export const applyAnswer = z
  .object({ id, reference: z.string(), status: applicationStatus, submittedAt: instant, decisionDueAt: instant, statusUrl: z.string() })
  .meta({ id: 'ApplicationReceived' });
export type ApplyAnswer = z.output<typeof applyAnswer>;

/** A route that a refused applicant can call now. */
export const nextStep = z.object({
  action: z.enum(['request_to_join', 'resend_status_link', 'contest']),
  method: z.literal('POST'),
  href: z.string(),
  text: z.string(),
});
export type NextStep = z.output<typeof nextStep>;

/** What the 409 `applications/duplicate` carries; never anything about the other company. */
export const duplicateAnswer = z
  .object({
    kind: z.enum(['open_application', 'active_partner']),
    nextStep,
    /** What else is possible. */
    otherSteps: z.array(nextStep),
  })
  .meta({ id: 'Duplicate' });
export type DuplicateAnswer = z.output<typeof duplicateAnswer>;

/** What the 409 `applications/reapply-too-early` carries; whoever contested and was turned down has no next step but to wait. */
export const reapplyTooEarlyAnswer = z.object({ mayReapplyFrom: instant, nextStep: nextStep.optional(), otherSteps: z.array(nextStep) }).meta({ id: 'ReapplyTooEarly' });
export type ReapplyTooEarlyAnswer = z.output<typeof reapplyTooEarlyAnswer>;

export const statusLinkBody = z.strictObject({ email: personal(email) });
/** Always 202 with this body, whether or not an application was found. */
export const acceptedAnswer = z.object({ accepted: z.literal(true) }).meta({ id: 'Accepted' });

export const joinRequestBody = z
  .strictObject({
    company: z.strictObject({ legalName: line(200), website, country, registrationNumber: line(50).optional() }),
    contact: contactFields,
    locale: locale.default('en'),
    message: personal(paragraph(2000)).optional(),
  })
  .meta({ id: 'JoinRequest' });
export type JoinRequestBody = z.output<typeof joinRequestBody>;

export const joinRequestView = z
  .object({
    id,
    status: z.enum(['open', 'accepted', 'declined']),
    person: z.object({ name: z.string(), email: z.string(), jobTitle: z.string().nullable() }),
    message: z.string().nullable(),
    requestedAt: instant,
    decidedAt: instant.nullable(),
  })
  .meta({ id: 'JoinRequestView' });
export const joinRequestsAnswer = page(joinRequestView);
export const joinRequestsQuery = z.strictObject({ status: z.enum(['open', 'accepted', 'declined']).optional(), ...pageQuery });
export const acceptJoinBody = z.strictObject({ roles: z.array(z.enum(['owner', 'seller', 'partner_finance', 'technical'])).min(1).max(4).default(['seller']) });

export const clockView = z.object({
  state: z.enum(['running', 'warned', 'urgent', 'overdue', 'paused', 'stopped']),
  /** Minutes until the decision is due, below zero when overdue; null where the clock has stopped for good. */
  remainingMinutes: z.number().int().nullable(),
});

export const timelineEntry = z.object({ at: instant, status: applicationStatus, event: z.string(), text: z.string() });

/** Path parameter of the signed status link. */
export const statusToken = opaque(512).regex(/^[\w.-]+$/, 'is not a status token');

export const statusAnswer = z
  .object({
    reference: z.string(),
    company: z.string(),
    status: applicationStatus,
    timeline: z.array(timelineEntry),
    clock: clockView,
    submittedAt: instant,
    decisionDueAt: instant.nullable(),
    question: z.object({ text: z.string(), askedAt: instant }).nullable(),
    mayReapplyFrom: instant.nullable(),
  })
  .meta({ id: 'ApplicationStatus' });

export const answerBody = z.strictObject({ answer: personal(paragraph(8000)) });
export const withdrawBody = z.strictObject({ reason: paragraph(2000).optional() });

const flag = z.enum(['true', 'false']).transform((value) => value === 'true');
const repeated = <T extends z.ZodType>(item: T) =>
  z.preprocess((value) => (typeof value === 'string' ? value.split(',') : value), z.array(item).max(50).optional());

export const partnerListQuery = z.strictObject({
  status: repeated(z.enum([...applicationStatuses, 'active', 'suspended', 'left'])),
  tier: repeated(tierCode),
  country: repeated(country),
  /** A user id, `none` for unassigned or `me`. */
  assignee: z.union([id, z.enum(['none', 'me'])]).optional(),
  q: line(200).optional(),
  submittedFrom: z.union([z.iso.date(), instant]).optional(),
  submittedTo: z.union([z.iso.date(), instant]).optional(),
  overdue: flag.optional(),
  /** Partners whose tier gives a partner manager and who have none, or one who can no longer sign in or is a partner manager no more. */
  needsManager: flag.optional(),
  sort: z.enum(['submittedAt', '-submittedAt', 'decisionDueAt', '-decisionDueAt', 'company', '-company']).default('-submittedAt'),
  ...pageQuery,
});
export type PartnerListQuery = z.output<typeof partnerListQuery>;

export const partnerListItem = z
  .object({
    id,
    reference: z.string(),
    company: z.string(),
    country,
    status: z.string(),
    tierAskedFor: tierCode,
    tierQualifiedFor: tierCode.nullable(),
    tierHeld: tierCode.nullable(),
    submittedAt: instant,
    decisionDueAt: instant.nullable(),
    clock: clockView,
    contested: z.boolean(),
    reviewerId: id.nullable(),
    partnerId: id.nullable(),
    /** `active`, `suspended` or `left` once the application became a partner. */
    partnerStatus: z.string().nullable(),
    /** For If-Match where the partner is changed. */
    partnerVersion: z.number().int().nullable(),
    managerId: id.nullable(),
    needsManager: z.boolean(),
  })
  .meta({ id: 'PartnerListItem' });
export const partnerListAnswer = page(partnerListItem);

export const similarCompany = z.object({
  kind: z.enum(['application', 'partner']),
  id,
  /** Where its details can be read, for a partner too. */
  applicationId: id,
  reference: z.string(),
  company: z.string(),
  country,
  website: z.string(),
  status: z.string(),
  why: z.array(z.enum(['domain', 'name_and_country', 'registration_number', 'similar_name'])),
});

export const historyEntry = z.object({
  at: instant,
  actor: z.object({ kind: z.string(), id: z.string().nullable() }),
  from: applicationStatus.nullable(),
  to: applicationStatus,
  event: z.string(),
  why: z.string().nullable(),
});

export const applicationView = z
  .object({
    id,
    reference: z.string(),
    version: z.number().int(),
    status: applicationStatus,
    contested: z.boolean(),
    statement: z.string().nullable(),
    fields: applyBody.omit({ consent: true }),
    consentedAt: instant,
    evaluation: z.object({ qualifiedFor: tierCode.nullable(), tiers: z.array(tierEvaluation) }),
    clock: clockView,
    submittedAt: instant,
    decisionDueAt: instant.nullable(),
    decidedAt: instant.nullable(),
    reviewerId: id.nullable(),
    partnerId: id.nullable(),
    rejection: z.object({ reason: z.enum(rejectionReasons), note: z.string().nullable(), mayReapplyFrom: instant }).nullable(),
    questions: z.array(z.object({ question: z.string(), askedAt: instant, answer: z.string().nullable(), answeredAt: instant.nullable() })),
    similar: z.array(similarCompany),
    history: z.array(historyEntry),
  })
  .meta({ id: 'ApplicationView' });

export const reviewBody = z.strictObject({});
export const moreInfoBody = z.strictObject({ question: paragraph(4000) });
/** `differentCompany`: the reviewer has looked and says that a contested application is no duplicate; it is approved with the match keys nobody else holds. */
export const approveBody = z.strictObject({ tier: tierCode, note: paragraph(4000).optional(), differentCompany: z.literal(true).optional() });
export type ApproveBody = z.output<typeof approveBody>;
export const rejectBody = z.strictObject({ reason: z.enum(rejectionReasons), note: paragraph(4000).optional() });
export type RejectBody = z.output<typeof rejectBody>;

/** What the 409 `applications/duplicate-of` carries; the vendor's people see the other company. */
export const duplicateOfAnswer = z.object({ collidesWith: z.array(similarCompany) }).meta({ id: 'DuplicateOf' });
export const moveAnswer = z
  .object({ id, reference: z.string(), status: applicationStatus, version: z.number().int(), partnerId: id.nullable(), decisionDueAt: instant.nullable() })
  .meta({ id: 'ApplicationMoved' });
export type MoveAnswer = z.output<typeof moveAnswer>;
