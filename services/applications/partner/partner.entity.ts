import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Application } from '../application/application.entity.ts';
import { PartnerNotActive } from './partner.errors.ts';

export type PartnerStatus = 'active' | 'suspended' | 'left';

/** A company in the programme. */
@Entity()
export class Partner {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') reference!: string;
  @Column('integer') version!: number;
  @Column('uuid') applicationId!: string;
  @Column('text') status!: PartnerStatus;
  @Column('text') companyName!: string;
  @Column('text') website!: string;
  @Column('char', { length: 2 }) country!: string;
  @Column('text') tier!: string;
  /** The vendor's person who owns the relationship. */
  @Column('uuid', { nullable: true }) managerId!: string | null;
  @Column('timestamptz') approvedAt!: Date;

  static admitted(from: Application, { id, reference, tier, at }: { id: string; reference: string; tier: string; at: Date }): Partner {
    const { legalName: companyName, website, country } = from;
    return Object.assign(new Partner(), {
      id,
      reference,
      version: 1,
      applicationId: from.id,
      status: 'active' as const,
      companyName,
      website,
      country,
      tier,
      managerId: null,
      approvedAt: at,
    });
  }

  /** On admission. */
  assignManager(userId: string | null): void {
    this.managerId = userId;
  }

  /** Later; whether that changes anything. Throws `PartnerNotActive`. */
  reassign(userId: string | null): boolean {
    if (this.status !== 'active') throw new PartnerNotActive(this.status);
    if (this.managerId === userId) return false;
    this.managerId = userId;
    this.version += 1;
    return true;
  }
}
