import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One line of somebody's feed. */
@Entity()
export class FeedEntry {
  /** From the database; grows with every entry, for one recipient in the order of commits. */
  @PrimaryColumn('bigint')
  id!: string;

  @Column('uuid')
  recipientId!: string;

  @Column('text')
  eventId!: string;

  @Column('text')
  kind!: string;

  @Column('text')
  title!: string;

  @Column('text', { nullable: true })
  body!: string | null;

  @Column('text', { nullable: true })
  link!: string | null;

  @Column('timestamptz')
  createdAt!: Date;

  @Column('timestamptz', { nullable: true })
  readAt!: Date | null;
}
