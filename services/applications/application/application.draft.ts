import type { ApplyBody } from '#libs/contracts/http/applications';
import { Money } from '#libs/database/money';
import { matchKeysOf, type MatchKey } from '../match-key/match-key.ts';
import type { Labels } from '../programme/labels.ts';
import type { RequirementSheet } from '../programme/requirement-sheet.entity.ts';
import type { Results } from '../programme/requirement.evaluation.ts';
import { initialStatus } from './application.transitions.ts';
import { ReviewClock } from './review-clock.ts';

/** An application that was checked and is ready to be written. */
export interface Draft {
  readonly id: string;
  readonly reference: string;
  readonly body: ApplyBody;
  readonly statement?: string | undefined;
  /** The programme's requirements, and which of them are met. */
  readonly sheet: RequirementSheet;
  readonly results: Results;
  readonly tierQualifiedFor: string | null;
  /** As the programme calls them now, for the mails. */
  readonly tierNames: { readonly askedFor?: Labels | undefined; readonly qualifiedFor?: Labels | undefined };
  readonly keys: readonly MatchKey[];
  readonly clock: ReviewClock;
  readonly submittedAt: Date;
  readonly decisionDueAt: Date;
  /** For the answer alone: written nowhere. */
  readonly statusUrl: string;
  /** The same, sealed for notifications. */
  readonly statusLink: string;
}

export function keysOf({ company, contact }: ApplyBody): MatchKey[] {
  return matchKeysOf({ ...company, email: contact.email });
}

/** What the SQL function `application_submit` takes an array of. A contest claims no keys. */
export function itemOf(draft: Draft, contested: boolean): string {
  return JSON.stringify({ id: draft.id, at: draft.submittedAt, keys: contested ? [] : draft.keys, fields: rowOf(draft, contested) });
}

/** The row as PostgreSQL's `jsonb_populate_record` takes it, by column names. */
function rowOf(draft: Draft, contested: boolean): Record<string, unknown> {
  const { body, clock } = draft;
  const { company, contact, goals } = body;
  const revenue = Money.parse(company.annualRevenue);
  const commitment = goals.annualCommitment === undefined ? undefined : Money.parse(goals.annualCommitment);
  return {
    id: draft.id,
    reference: draft.reference,
    version: 1,
    status: initialStatus,
    legal_name: company.legalName,
    website: company.website,
    country: company.country,
    registration_number: company.registrationNumber,
    annual_revenue_minor: revenue.minor.toString(),
    annual_revenue_currency: revenue.currency,
    employees: company.employees,
    contact_first_name: contact.firstName,
    contact_last_name: contact.lastName,
    contact_email: contact.email,
    contact_phone: contact.phone,
    contact_job_title: contact.jobTitle,
    locale: body.locale,
    experience: body.experience,
    clients: body.clients,
    tier_asked_for: goals.tier,
    tier_qualified_for: draft.tierQualifiedFor,
    goals: goals.goals,
    annual_commitment_minor: commitment?.minor.toString(),
    annual_commitment_currency: commitment?.currency,
    consented_at: draft.submittedAt,
    requirement_sheet: draft.sheet.id,
    requirement_results: draft.results,
    match_keys: draft.keys,
    contested,
    statement: draft.statement,
    submitted_at: draft.submittedAt,
    clock_total_ms: clock.totalMs,
    clock_due_at: clock.dueAt,
    clock_steps_done: clock.stepsDone,
    clock_next_at: clock.nextAt,
  };
}
