/** The one table of roles and what they may do. The first four are the vendor's people, the last four a partner's. */
export const rolePermissions = {
  admin: [
    'applications:read', 'applications:review', 'applications:decide', 'partners:manage', 'users:read', 'users:manage', 'audit:read',
    'operations:read', 'operations:manage', 'accounts:read', 'deals:read', 'deals:decide', 'deals:close', 'commissions:read', 'commissions:manage', 'rates:manage', 'resources:manage', 'programme:read', 'programme:manage', 'team:read', 'notifications:read', 'preferences:own',
  ],
  partner_manager: [
    'applications:read', 'applications:review', 'applications:decide', 'accounts:read', 'deals:read', 'deals:decide', 'deals:close', 'commissions:read', 'programme:read', 'team:read', 'notifications:read', 'preferences:own',
  ],
  reviewer: [
    'applications:read', 'applications:review', 'applications:decide', 'accounts:read', 'deals:read', 'deals:decide', 'deals:close', 'commissions:read', 'programme:read', 'team:read', 'notifications:read', 'preferences:own',
  ],
  finance: ['applications:read', 'accounts:read', 'deals:read', 'deals:close', 'commissions:read', 'commissions:manage', 'programme:read', 'team:read', 'notifications:read', 'preferences:own'],
  owner: [
    'partner:read', 'partner:join-requests', 'users:read', 'users:manage', 'accounts:read', 'deals:read', 'deals:register', 'commissions:read', 'notifications:read', 'preferences:own',
  ],
  seller: ['partner:read', 'accounts:read', 'deals:read', 'deals:register', 'notifications:read', 'preferences:own'],
  partner_finance: ['partner:read', 'accounts:read', 'deals:read', 'commissions:read', 'notifications:read', 'preferences:own'],
  technical: ['partner:read', 'accounts:read', 'deals:read', 'notifications:read', 'preferences:own'],
} as const satisfies Record<string, readonly string[]>;

export type Role = keyof typeof rolePermissions;
export type Permission = (typeof rolePermissions)[Role][number];

export const vendorRoles = ['admin', 'partner_manager', 'reviewer', 'finance'] as const;
export const partnerRoles = ['owner', 'seller', 'partner_finance', 'technical'] as const;
export const roles = [...vendorRoles, ...partnerRoles] as const;
export type VendorRole = (typeof vendorRoles)[number];
export type PartnerRole = (typeof partnerRoles)[number];

const permissionsByRole = new Map<string, readonly Permission[]>(Object.entries(rolePermissions));

/** All that a set of roles may do; unknown roles (of a newer issuer) give nothing. */
export function permissionsOf(held: readonly string[]): ReadonlySet<Permission> {
  return new Set(held.flatMap((role) => permissionsByRole.get(role) ?? []));
}
