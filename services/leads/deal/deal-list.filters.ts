import { Brackets, type SelectQueryBuilder } from 'typeorm';
import type { DealListQuery } from '#libs/contracts/http/deals';
import type { Deal } from './deal.entity.ts';
import { dayMs } from './protection.ts';

export type DealFilters = Omit<DealListQuery, 'sort' | 'limit' | 'cursor'>;

/** Narrows deals; each filter alone, joined by AND. */
export function applyFilters(query: SelectQueryBuilder<Deal>, filters: DealFilters, now: Date): SelectQueryBuilder<Deal> {
  const { status, partnerId, accountId, q, currency, extension, protectionEndsWithinDays } = filters;
  if (status !== undefined) query.andWhere('deal.status IN (:...status)', { status: status.length > 0 ? status : [''] });
  if (partnerId !== undefined) query.andWhere('deal.partnerId = :partnerId', { partnerId });
  if (accountId !== undefined) query.andWhere('deal.accountId = :accountId', { accountId });
  if (currency !== undefined) query.andWhere('deal.estimatedValue.currency = :currency', { currency });
  if (extension !== undefined) query.andWhere('deal.extension = :extension', { extension });
  // One that is over does not end any more, though the deal still says when it was to.
  if (protectionEndsWithinDays !== undefined) {
    query.andWhere(`deal.status = 'approved' AND deal.protectedUntil <= :endsUntil`, { endsUntil: new Date(now.getTime() + protectionEndsWithinDays * dayMs) });
  }
  if (q !== undefined) {
    const part = `%${q.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
    query.andWhere(new Brackets((either) => either.where('deal.accountName ILIKE :part', { part }).orWhere('deal.reference ILIKE :part')));
  }
  return query;
}
