import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One fact of the trail. Append-only: the runtime role may not change or delete it, and a trigger keeps the owner from doing so by mistake. */
@Entity()
export class AuditEntry {
  /** Counts from 1 without gaps. */
  @PrimaryColumn('bigint')
  position!: string;

  @Column('uuid')
  id!: string;

  @Column('text')
  eventSource!: string;

  @Column('text')
  eventId!: string;

  @Column('timestamptz')
  at!: Date;

  @Column('text')
  service!: string;

  @Column('text')
  actorKind!: string;

  @Column('text', { nullable: true })
  actorId!: string | null;

  @Column('uuid', { nullable: true })
  actorPartnerId!: string | null;

  @Column('text')
  action!: string;

  @Column('text')
  subjectKind!: string;

  @Column('text')
  subjectId!: string;

  @Column('text', { nullable: true })
  why!: string | null;

  @Column('jsonb')
  details!: Record<string, string | number | boolean | null>;

  @Column('text', { nullable: true })
  correlationId!: string | null;

  @Column('timestamptz')
  recordedAt!: Date;

  /** SHA-256 over the previous entry's hash and everything above. */
  @Column('bytea')
  hash!: Buffer;
}
