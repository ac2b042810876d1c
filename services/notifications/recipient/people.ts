import type { VendorRole } from '#libs/contracts/permissions';
import type { Recipient } from './recipient.entity.ts';

/** Somebody who may be told something. */
export type Person = Omit<Recipient, 'sequence' | 'changedAt'>;

/** Whom somebody needs to know of; People answers for nobody else. */
export interface Sought {
  readonly userId?: string | null;
  /** For the owners and whoever else may see what the partner earns. */
  readonly partnerId?: string;
  readonly team?: boolean;
}

/** The people whose work is applications. */
export const teamRoles: readonly VendorRole[] = ['admin', 'partner_manager', 'reviewer'];
export const payeeRoles = ['owner', 'partner_finance'] as const;

/** Everybody who was looked up together; whoever is disabled or erased is not among them. */
export class People {
  private readonly byId: ReadonlyMap<string, Person>;
  private readonly byPartner: ReadonlyMap<string | null, Person[]>;

  constructor(found: readonly Person[]) {
    this.byId = new Map(found.map((person) => [person.userId, person]));
    this.byPartner = Map.groupBy(found, ({ partnerId }) => partnerId);
  }

  /** Ids are found however they are written, as PostgreSQL finds them. */
  person(userId: string | null): Person | undefined {
    return userId === null ? undefined : this.byId.get(userId.toLowerCase());
  }

  /** Admins, partner managers and reviewers; invited ones too, who find it in their feed when they come. */
  team(): Person[] {
    return this.of(null, teamRoles);
  }

  admins(): Person[] {
    return this.of(null, ['admin']);
  }

  ownersOf(partnerId: string): Person[] {
    return this.of(partnerId.toLowerCase(), ['owner']);
  }

  /** Owners and finance: whoever may see what the partner earns. */
  payeesOf(partnerId: string): Person[] {
    return this.of(partnerId.toLowerCase(), payeeRoles);
  }

  private of(partnerId: string | null, roles: readonly string[]): Person[] {
    return (this.byPartner.get(partnerId) ?? []).filter((person) => person.roles.some((role) => roles.includes(role)));
  }
}
