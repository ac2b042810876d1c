import { vendorRoles, type Role } from '#libs/contracts/permissions';
import type { Actor } from '#libs/database/actor';
import { CompanyNotAllowed, RolesNotAllowed } from './user.errors.ts';

const isVendorRole = (role: Role): boolean => vendorRoles.some((vendorRole) => vendorRole === role);

/** Into which company somebody invites: `null` is the vendor. Throws `CompanyNotAllowed`. */
export function companyFor(actor: Actor, requested: string | undefined): string | null {
  if (actor.kind === 'vendor') return requested ?? null;
  if (actor.kind !== 'user') throw new CompanyNotAllowed('only people invite people');
  if (requested !== undefined && requested !== actor.partnerId) throw new CompanyNotAllowed('must be your own company, or absent');
  return actor.partnerId;
}

/** The vendor's people hold the vendor's roles, a company's people a company's. Throws `RolesNotAllowed`, which points at the first role that does not fit. */
export function requireRolesOf(partnerId: string | null, roles: readonly Role[]): void {
  const index = roles.findIndex((role) => isVendorRole(role) !== (partnerId === null));
  if (index >= 0) throw new RolesNotAllowed(partnerId === null ? 'is a role of partners; name the company as partnerId' : "is a role of the vendor's people", index);
}
