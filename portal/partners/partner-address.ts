import type { Query } from '../api/client.ts';

/** The filters of the list as they stand in the address, by the names of the API. */
export const filterNames = ['q', 'status', 'tier', 'country', 'assignee', 'needsManager', 'sort'] as const;
export type FilterName = (typeof filterNames)[number];

export const statuses = ['active', 'suspended', 'left'] as const;
export const orders = ['company', '-company', '-submittedAt', 'submittedAt'] as const;

/** What is asked for: whoever is or was a partner, by name, unless the address says otherwise. */
export function partnersQuery(address: URLSearchParams): Query {
  const given = Object.fromEntries(filterNames.flatMap((name) => (address.get(name) ? [[name, address.get(name) ?? '']] : []))) as Partial<Record<FilterName, string>>;
  // Companies that never became a partner are in the list of applications.
  const status = statuses.find((it) => it === given.status) ?? statuses.join(',');
  const sort = orders.find((it) => it === given.sort) ?? 'company';
  return { ...given, status, sort };
}

export const isNarrowed = (address: URLSearchParams): boolean => filterNames.some((name) => name !== 'sort' && address.has(name));
