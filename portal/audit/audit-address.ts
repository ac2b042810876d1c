import type { Query } from '../api/client.ts';

/** The filters as they stand in the address, by the names of `GET /api/audit`. */
export const filterNames = ['actor', 'action', 'subject', 'from', 'to'] as const;
export type FilterName = (typeof filterNames)[number];

/** Beginnings of actions, as services record them: "user" finds "user.invited". */
export const actionGroups = ['application', 'partner', 'join_request', 'deal', 'invoice', 'refund', 'commission_exception', 'plan', 'rate', 'tier', 'success_story', 'setting', 'resource', 'user', 'session', 'password', 'sign_in', 'person', 'parked_event', 'failed_mail', 'signing_key'] as const;
export const actorKinds = ['vendor', 'user', 'applicant', 'public', 'system'] as const;

/** What is asked for; an address without a filter asks for everything. */
export function auditQuery(address: URLSearchParams): Query {
  return Object.fromEntries(filterNames.flatMap((name) => (address.get(name) ? [[name, address.get(name) ?? '']] : [])));
}

/** The address with one filter changed; an empty one leaves it. */
export function withFilter(address: URLSearchParams, name: FilterName, value: string): URLSearchParams {
  const changed = new URLSearchParams(address);
  if (value === '') changed.delete(name);
  else changed.set(name, value);
  return changed;
}

export const isNarrowed = (address: URLSearchParams): boolean => filterNames.some((name) => address.has(name));
