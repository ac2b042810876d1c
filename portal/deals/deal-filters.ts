import type { DealStatus } from '#libs/contracts/http/deals';

export type Sort = 'registeredAt' | '-registeredAt' | 'expectedCloseOn' | '-expectedCloseOn' | 'protectedUntil' | '-protectedUntil';
export type Extension = 'requested' | 'granted' | 'refused';

/** How the list is narrowed and sorted; undefined where it is not. The names are those of `GET /api/deals`, so that links of figures fit. */
export interface DealFilters {
  readonly status: readonly DealStatus[];
  readonly q: string | undefined;
  readonly currency: string | undefined;
  readonly extension: Extension | undefined;
  readonly protectionEndsWithinDays: number | undefined;
  readonly sort: Sort;
}

export const statuses: readonly DealStatus[] = ['submitted', 'queued', 'approved', 'returned', 'rejected', 'withdrawn', 'won', 'lost', 'expired', 'revoked'];
/** Those that something still leads out of. */
export const openStatuses: readonly DealStatus[] = ['submitted', 'queued', 'approved', 'returned'];
export const extensions: readonly Extension[] = ['requested', 'granted', 'refused'];
export const sorts: readonly Sort[] = ['-registeredAt', 'registeredAt', 'expectedCloseOn', '-expectedCloseOn', 'protectedUntil', '-protectedUntil'];

/** What the address says, where it makes sense. */
export function filtersIn(search: URLSearchParams): DealFilters {
  const asked = search.getAll('status').flatMap((text) => text.split(','));
  const days = search.get('protectionEndsWithinDays') ?? '';
  const q = (search.get('q') ?? '').slice(0, 200);
  const currency = search.get('currency') ?? '';
  return {
    status: statuses.filter((status) => asked.includes(status)),
    q: q.trim() === '' ? undefined : q,
    currency: /^[A-Z]{3}$/.test(currency) ? currency : undefined,
    extension: extensions.find((it) => it === search.get('extension')),
    protectionEndsWithinDays: /^\d{1,3}$/.test(days) ? Number(days) : undefined,
    sort: sorts.find((it) => it === search.get('sort')) ?? '-registeredAt',
  };
}

/** The same as `name=value`, without what is usual: for the address and for the request alike. */
export function addressOf({ status, q, currency, extension, protectionEndsWithinDays, sort }: DealFilters): Record<string, string> {
  const given = {
    status: status.length === 0 ? undefined : status.join(','), q, currency, extension,
    protectionEndsWithinDays: protectionEndsWithinDays?.toString(),
    sort: sort === '-registeredAt' ? undefined : sort,
  };
  return Object.fromEntries(Object.entries(given).filter((entry): entry is [string, string] => entry[1] !== undefined));
}

export const isNarrowed = (filters: DealFilters): boolean => Object.keys(addressOf({ ...filters, sort: '-registeredAt' })).length > 0;
