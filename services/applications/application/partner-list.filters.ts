import { Brackets, type SelectQueryBuilder } from 'typeorm';
import type { PartnerListQuery } from '#libs/contracts/http/applications';
import { Partner } from '../partner/partner.entity.ts';
import { VendorPerson } from '../vendor-person/vendor-person.entity.ts';
import type { Application } from './application.entity.ts';

type Query = SelectQueryBuilder<Application>;
export interface ListContext {
  readonly now: Date;
  readonly callerId: string;
  readonly tiersWithManager: readonly string[];
}

const dayMs = 86_400_000;
// `partner` is joined one to one; the manager only to see whether they still are one.
const needsManager = `(partner.status = 'active' AND partner.tier IN (:...tiersWithManager) AND (manager.active AND 'partner_manager' = ANY (manager.roles)) IS NOT TRUE)`;

/** Applications with the partners that they became. */
export function listQuery(from: Query): Query {
  return from
    .leftJoinAndMapOne('application.partner', Partner, 'partner', 'partner.applicationId = application.id')
    .leftJoinAndMapOne('application.manager', VendorPerson, 'manager', 'manager.userId = partner.managerId');
}

/** Narrows the list; each filter alone, joined by AND. */
export function applyFilters(query: Query, filters: PartnerListQuery, { now, callerId, tiersWithManager }: ListContext): Query {
  const { status, tier, country, assignee, q, submittedFrom, submittedTo, overdue } = filters;
  if (status !== undefined) query.andWhere('(application.status IN (:...status) OR partner.status IN (:...status))', { status: orNone(status) });
  if (tier !== undefined) query.andWhere('coalesce(partner.tier, application.tierAskedFor) IN (:...tier)', { tier: orNone(tier) });
  if (country !== undefined) query.andWhere('application.country IN (:...country)', { country: orNone(country) });
  if (assignee !== undefined) whoseIs(query, assignee, callerId);
  if (q !== undefined) search(query, q);
  if (submittedFrom !== undefined) query.andWhere('application.submittedAt >= :from', { from: new Date(submittedFrom) });
  if (submittedTo !== undefined) query.andWhere('application.submittedAt < :to', { to: endOf(submittedTo) });
  if (overdue !== undefined) query.andWhere(`(application.clock.dueAt IS NOT NULL AND application.clock.dueAt < :now) = :overdue`, { now, overdue });
  if (filters.needsManager !== undefined) query.andWhere(`coalesce(${needsManager}, false) = :needsManager`, { needsManager: filters.needsManager, tiersWithManager: orNone(tiersWithManager) });
  return query;
}

/** A partner is its manager's, an application its reviewer's. */
function whoseIs(query: Query, assignee: string, callerId: string): void {
  const assigned = 'CASE WHEN partner.id IS NULL THEN application.reviewerId ELSE partner.managerId END';
  if (assignee === 'none') query.andWhere(`${assigned} IS NULL`);
  else query.andWhere(`${assigned} = :assignee`, { assignee: assignee === 'me' ? callerId : assignee });
}

/** Part of the company's name, or a reference; wildcards in it are letters like any other. */
function search(query: Query, text: string): void {
  const part = `%${text.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
  query.andWhere(
    new Brackets((either) =>
      either.where('application.legalName ILIKE :part', { part }).orWhere('application.reference ILIKE :part').orWhere('partner.reference ILIKE :part').orWhere('application.website ILIKE :part'),
    ),
  );
}

/** A day ends when the next begins; an instant is itself included. */
function endOf(text: string): Date {
  const date = new Date(text);
  return new Date(date.getTime() + (text.includes('T') ? 1 : dayMs));
}

/** `IN ()` is no SQL; an empty list matches nothing. */
function orNone(values: readonly string[]): readonly string[] {
  return values.length > 0 ? values : [''];
}
