import { partnerRoles, vendorRoles, type Role } from '#libs/contracts/permissions';
import type { Query } from '../api/client.ts';
import type { Side } from './roles.ts';

type Standing = 'invited' | 'active' | 'disabled';
export const standings: readonly Standing[] = ['active', 'invited', 'disabled'];

/** How the list of people is narrowed; the names are those of `GET /api/users`. */
export interface PeopleFilters {
  readonly side: Side;
  readonly q: string | undefined;
  readonly role: Role | undefined;
  readonly status: Standing | undefined;
}

export const rolesOf = (side: Side): readonly Role[] => (side === 'vendor' ? vendorRoles : partnerRoles);

/** What the address says, where it makes sense: a role of the other side narrows nothing. */
export function filtersIn(address: URLSearchParams): PeopleFilters {
  const side = address.get('side') === 'partner' ? 'partner' : 'vendor';
  const q = (address.get('q') ?? '').trim().slice(0, 200);
  return {
    side,
    q: q === '' ? undefined : q,
    role: rolesOf(side).find((role) => role === address.get('role')),
    status: standings.find((standing) => standing === address.get('status')),
  };
}

/** The same for the address, without what is usual. */
export function addressOf({ side, q, role, status }: PeopleFilters): Record<string, string> {
  const given = { side: side === 'vendor' ? undefined : side, q, role, status };
  return Object.fromEntries(Object.entries(given).filter((entry): entry is [string, string] => entry[1] !== undefined));
}

export const queryOf = ({ side, q, role, status }: PeopleFilters): Query => ({ side, q, role, status });
export const isNarrowed = ({ q, role, status }: PeopleFilters): boolean => q !== undefined || role !== undefined || status !== undefined;
