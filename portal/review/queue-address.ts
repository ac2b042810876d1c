import type { Query } from '../api/client.ts';

/** The filters of the queue as they stand in the address, by the names of the API. */
export const filterNames = ['status', 'tier', 'country', 'assignee', 'q', 'submittedFrom', 'submittedTo', 'overdue', 'sort'] as const;
export type FilterName = (typeof filterNames)[number];

const undecided = 'submitted,in_review,more_info';
export const everyStatus = 'any';
export const dueFirst = 'decisionDueAt';

/** What is asked for: undecided ones and what is due first, unless the address says otherwise. */
export function queueQuery(address: URLSearchParams): Query {
  const { status = undecided, sort = dueFirst, ...rest } = Object.fromEntries(filterNames.flatMap((name) => (address.get(name) ? [[name, address.get(name) ?? '']] : []))) as Partial<Record<FilterName, string>>;
  return { ...rest, ...(status === everyStatus ? {} : { status }), sort };
}

/** The address with one filter changed; an empty one leaves it, so that the plain queue has a plain address. */
export function withFilter<Name extends string>(address: URLSearchParams, name: Name, value: string): URLSearchParams {
  const changed = new URLSearchParams(address);
  if (value === '') changed.delete(name);
  else changed.set(name, value);
  return changed;
}

export const isNarrowed = (address: URLSearchParams): boolean => filterNames.some((name) => name !== 'sort' && address.has(name));
