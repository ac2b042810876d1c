import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import type { Role } from '#libs/contracts/permissions';
import type { Locale } from '#libs/contracts/primitives';
import { Company } from '../company/company.entity.ts';
import { IllegalUserTransition } from './user.errors.ts';
import { mayBecome, type UserStatus } from './user.transitions.ts';

export interface Invitation {
  email: string;
  name: string;
  locale: Locale;
  roles: readonly Role[];
  /** null for the vendor's people. */
  partnerId: string | null;
  invitedBy: string | null;
}

/** A person who may sign in. */
@Entity('user_account')
export class User {
  @PrimaryColumn('uuid')
  id!: string;

  /** Lower case; one account per address. */
  @Column('text')
  email!: string;

  @Column('text')
  name!: string;

  @Column('text')
  locale!: Locale;

  @Column('text', { array: true })
  roles!: Role[];

  @Column('uuid', { nullable: true })
  partnerId!: string | null;

  @ManyToOne(() => Company, { nullable: true })
  @JoinColumn({ name: 'partner_id' })
  company?: Relation<Company> | null;

  @Column('text')
  status!: UserStatus;

  @Column('boolean')
  mailNotifications!: boolean;

  @Column('boolean')
  feedNotifications!: boolean;

  @Column('uuid', { nullable: true })
  invitedBy!: string | null;

  @Column('timestamptz')
  invitedAt!: Date;

  @Column('timestamptz', { nullable: true })
  activatedAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  disabledAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  lastSignInAt!: Date | null;

  /** Counts the changes that people see; the ETag. */
  @Column('integer')
  version!: number;

  static invite(id: string, invitation: Invitation, at: Date): User {
    return Object.assign(new User(), {
      ...invitation,
      id,
      roles: sorted(invitation.roles),
      status: 'invited',
      mailNotifications: true,
      feedNotifications: true,
      invitedAt: at,
      activatedAt: null,
      disabledAt: null,
      lastSignInAt: null,
      version: 1,
    });
  }

  get isVendor(): boolean {
    return this.partnerId === null;
  }

  /** The role whose last active holder must stay: without one nobody could let others in. */
  get guardianRole(): 'admin' | 'owner' {
    return this.isVendor ? 'admin' : 'owner';
  }

  activate(at: Date): void {
    this.become('active');
    this.activatedAt = at;
  }

  disable(at: Date): void {
    this.become('disabled');
    this.disabledAt = at;
  }

  enable(): void {
    this.become(this.activatedAt === null ? 'invited' : 'active');
    this.disabledAt = null;
  }

  giveRoles(roles: readonly Role[]): void {
    this.roles = sorted(roles);
    this.version += 1;
  }

  prefer({ name, locale, mail, feed }: { name?: string | undefined; locale?: Locale | undefined; mail?: boolean | undefined; feed?: boolean | undefined }): void {
    this.name = name ?? this.name;
    this.locale = locale ?? this.locale;
    this.mailNotifications = mail ?? this.mailNotifications;
    this.feedNotifications = feed ?? this.feedNotifications;
    this.version += 1;
  }

  private become(status: UserStatus): void {
    if (!mayBecome(this.status, status)) throw new IllegalUserTransition(this.status, status);
    this.status = status;
    this.version += 1;
  }
}

/** Without repetition and in one order, so that the same roles look the same. */
function sorted(roles: readonly Role[]): Role[] {
  return [...new Set(roles)].toSorted();
}

